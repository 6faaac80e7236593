import * as z from 'zod';
import { parseXml, type XmlElement } from '../../../oss-wire/parse-xml.ts';
import type { StoreRequest } from '../../store-request.ts';
import type {
  DeleteResult,
  LinkInstead,
  NotFound,
  ObjectInstead,
  ResponseByOperation,
  ResponseTo,
  Versioning,
} from '../../store-response.ts';
import type { OssResponse } from '../request/oss-message.ts';
import { type OssError, readError } from './read-error.ts';
import { readObjectsPage, readVersionsPage } from './read-listing.ts';
import { readObject, readSymlink, readVersionId } from './read-object-headers.ts';
import { refused, type Sent, unanswered } from './store-failure.ts';

type Operation = StoreRequest['operation'];
type RequestOf<O extends Operation> = Extract<StoreRequest, { operation: O }>;

type Expectation<O extends Operation> = (
  response: OssResponse,
  request: RequestOf<O>,
) => ResponseByOperation[O] | undefined;

/** How the answers to one operation are read. */
interface Reading<O extends Operation> {
  /** An answer of status 2xx. May throw for one that makes no sense. */
  readonly success: (response: OssResponse) => ResponseByOperation[O];
  /** Refusals that are an answer to the question, by OSS code; undefined where this one is an error after all. */
  readonly expected?: Readonly<Record<string, Expectation<O>>>;
}

/**
 * What an answer of OSS means. Throws StoreError: `store-refused` for a refusal that is no answer, `store-unreachable`
 * for an answer that cannot be read.
 */
export function readResponse<R extends StoreRequest>(request: R, response: OssResponse, sent: Sent): ResponseTo<R> {
  const reading = readings[request.operation] as unknown as Reading<R['operation']>;
  if (response.status >= 200 && response.status < 300) {
    if (!isFromOss(response)) throw unanswered(request, sent, noOss(response));
    try {
      return reading.success(response);
    } catch (cause) {
      throw unanswered(request, sent, `OSS answered ${response.status}, but with nothing that can be read`, cause);
    }
  }
  const error = readError(response);
  const code = error.code ?? codeOfBareHead(request, error);
  // Own rows only: the code is text from outside, and every object answers to `constructor`.
  const expected = Object.hasOwn(reading.expected ?? {}, code ?? '') ? reading.expected?.[code ?? ''] : undefined;
  const value = expected?.(response, request as unknown as RequestOf<R['operation']>);
  if (value === undefined) throw refused(request, sent, error);
  return value;
}

/**
 * Every answer of OSS has a request id ("Common response headers"). A proxy's page or another server's has none, and
 * its `200` must not pass for an object, nor for a write that was done.
 */
function isFromOss({ headers }: OssResponse): boolean {
  return headers['x-oss-request-id'] !== undefined;
}

function noOss({ status }: OssResponse): string {
  return `answered ${status}, but not by OSS: there is no x-oss-request-id; check the endpoint`;
}

/**
 * A refused HEAD that says nothing but its status, and that OSS itself refused. 404 is then a missing key: with a
 * missing bucket OSS sends a code in `x-oss-err` or `x-oss-ec`; only something in between that strips both could make
 * one look like the other.
 */
function codeOfBareHead(request: StoreRequest, { status, ec, requestId }: OssError): string | undefined {
  return request.operation === 'HeadObject' && ec === undefined && requestId !== undefined ? BARE[status] : undefined;
}

const BARE: Readonly<Record<number, string>> = { 404: 'NoSuchKey', 405: 'MethodNotAllowed' };

function notFound({ headers }: OssResponse): NotFound {
  return headers['x-oss-delete-marker'] === 'true'
    ? { found: 'none', deleteMarker: true, ...readVersionId(headers) }
    : { found: 'none', deleteMarker: false };
}

const absent = {
  NoSuchKey: notFound,
  NoSuchVersion: notFound,
  // The version that was asked for is a delete marker. Without that header it is a refusal of some other kind.
  MethodNotAllowed: (response: OssResponse) =>
    response.headers['x-oss-delete-marker'] === 'true' ? notFound(response) : undefined,
};

function linkInstead(): LinkInstead {
  return { found: 'symlink' };
}

function objectInstead(): ObjectInstead {
  return { found: 'object' };
}

const written: Reading<'PutSymlink'> & Reading<'PutObject'> = {
  success: ({ headers }) => {
    const etag = headers.etag?.replace(/^"|"$/g, '');
    return { written: true, ...readVersionId(headers), ...(etag === undefined ? {} : { etag }) };
  },
  expected: {
    FileAlreadyExists: (_, request) => (request.forbidOverwrite === true ? { written: false } : undefined),
  },
};

function deleted({ headers }: OssResponse): DeleteResult {
  return {
    ...readVersionId(headers),
    deleteMarker: headers['x-oss-delete-marker'] === 'true',
  };
}

const readings: { readonly [O in Operation]: Reading<O> } = {
  HeadObject: {
    success: ({ headers }) => (headers['x-oss-object-type'] === 'Symlink' ? linkInstead() : readObject(headers)),
    // Both say that the key is a link: one whose target is gone, one whose target is a link.
    expected: { ...absent, SymlinkTargetNotExist: linkInstead, InvalidTargetType: linkInstead },
  },
  GetSymlink: {
    success: ({ headers }) => readSymlink(headers),
    expected: { ...absent, NotSymlink: objectInstead },
  },
  PutSymlink: written,
  PutObject: written,
  DeleteObject: { success: deleted },
  ListObjects: { success: ({ body }) => readObjectsPage(body) },
  ListObjectVersions: { success: ({ body }) => readVersionsPage(body) },
  GetBucketVersioning: { success: ({ body }) => readVersioning(body) },
  GetObjectTagging: {
    success: ({ headers, body }) => ({ found: 'tags', tags: readTags(body), ...readVersionId(headers) }),
    expected: absent,
  },
  PutObjectTagging: { success: ({ headers }) => readVersionId(headers) },
  DeleteObjectTagging: { success: ({ headers }) => readVersionId(headers) },
};

/** The tags in GetObjectTagging's answer. Throws where it cannot be read. */
export function readTags(body: string): Readonly<Record<string, string>> {
  const root = parseXml(body);
  if (root.name !== 'Tagging') throw new Error(`it is a ${root.name}, not a Tagging`);
  const tags = inside(root, 'TagSet').flatMap((set) => inside(set, 'Tag'));
  return Object.fromEntries(tags.map((tag) => [textOf(tag, 'Key'), textOf(tag, 'Value')]));
}

function inside(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

function textOf(tag: XmlElement, name: string): string {
  return inside(tag, name)[0]?.text ?? '';
}

const status = z.enum(['Enabled', 'Suspended']).optional();

/** GetBucketVersioning's answer; the document is empty where versioning was never set. Throws where it cannot be read. */
export function readVersioning(body: string): Versioning {
  const root = parseXml(body);
  if (root.name !== 'VersioningConfiguration') throw new Error(`it is a ${root.name}, not a VersioningConfiguration`);
  const text = root.children.find((child) => child.name === 'Status')?.text.trim();
  return { status: status.parse(text === '' ? undefined : text) ?? 'Never' };
}
