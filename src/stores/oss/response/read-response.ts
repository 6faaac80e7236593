import { parseXml, type XmlElement } from '../../../oss-wire/parse-xml.ts';
import type { HttpResponse } from '../../http/http-message.ts';
import { answerFields, readDate } from '../../http/read-attributes.ts';
import { refused, type Sent, unanswered, type WireError } from '../../http/store-failure.ts';
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
import { OSS_WORDS } from './oss-words.ts';
import { readError } from './read-error.ts';
import { readDeleted, readObjectsPage, readVersionsPage } from './read-listing.ts';
import { readObject, readSymlink, readText, readVersionId } from './read-object-headers.ts';

type Operation = StoreRequest['operation'];
type RequestOf<O extends Operation> = Extract<StoreRequest, { operation: O }>;

type Expectation<O extends Operation> = (
  response: HttpResponse,
  request: RequestOf<O>,
) => ResponseByOperation[O] | undefined;

/** How to read the answers to one operation. */
interface Reading<O extends Operation> {
  /** Reads an answer with status 2xx. Throws if it is invalid. */
  readonly success: (response: HttpResponse, request: RequestOf<O>) => ResponseByOperation[O];
  /**
   * Errors that answer the request, such as a missing key, by OSS code. If the function returns undefined, the error is
   * thrown.
   */
  readonly expected?: Readonly<Record<string, Expectation<O>>>;
}

/**
 * Reads an answer of OSS. Throws StoreError: `store-refused` for an error that does not answer the request,
 * `store-unreachable` for an answer that cannot be read.
 */
export function readResponse<R extends StoreRequest>(request: R, response: HttpResponse, sent: Sent): ResponseTo<R> {
  const reading = readings[request.operation] as unknown as Reading<R['operation']>;
  if (response.status >= 200 && response.status < 300) {
    if (!isFromOss(response)) throw unanswered(request, sent, noOss(response));
    try {
      return reading.success(response, request as unknown as RequestOf<R['operation']>);
    } catch (cause) {
      throw unanswered(request, sent, `OSS answered ${response.status}, but the answer cannot be read`, cause);
    }
  }
  const error = readError(response);
  const code = error.code ?? codeOfBareHead(request, error);
  // Own properties only: the code is input, and every object has a `constructor`.
  const expected = Object.hasOwn(reading.expected ?? {}, code ?? '') ? reading.expected?.[code ?? ''] : undefined;
  const value = expected?.(response, request as unknown as RequestOf<R['operation']>);
  if (value === undefined) throw refused(request, sent, error, OSS_WORDS);
  return value;
}

/**
 * Every answer of OSS has a request id ("Common response headers"). The page of a proxy or of another server does not,
 * and its status 200 does not mean that an object exists or was written.
 */
function isFromOss(response: HttpResponse): boolean {
  return response.header('x-oss-request-id') !== undefined;
}

function noOss({ status }: HttpResponse): string {
  return `the answer ${status} is not from OSS: it has no x-oss-request-id; check the endpoint`;
}

/**
 * The code for an error answer to HEAD that has only a status. OSS describes a missing bucket in `x-oss-err` or
 * `x-oss-ec`, so 404 without them is a missing key. A proxy that removes both headers would make the two look the same.
 */
function codeOfBareHead(request: StoreRequest, { status, ec, requestId }: WireError): string | undefined {
  return request.operation === 'HeadObject' && ec === undefined && requestId !== undefined ? BARE[status] : undefined;
}

const BARE: Readonly<Record<number, string>> = { 404: 'NoSuchKey', 405: 'MethodNotAllowed' };

function notFound({ headers }: HttpResponse): NotFound {
  return headers['x-oss-delete-marker'] === 'true'
    ? { found: 'none', deleteMarker: true, ...readVersionId(headers) }
    : { found: 'none', deleteMarker: false };
}

const absent = {
  NoSuchKey: notFound,
  NoSuchVersion: notFound,
  // The requested version is a delete marker. Without this header, 405 is another error.
  MethodNotAllowed: (response: HttpResponse) =>
    response.headers['x-oss-delete-marker'] === 'true' ? notFound(response) : undefined,
};

function linkInstead(): LinkInstead {
  return { found: 'symlink' };
}

function objectInstead(): ObjectInstead {
  return { found: 'object' };
}

const written: Reading<'PutSymlink'> & Reading<'PutObject'> = {
  success: (response) => {
    const versionId = response.header('x-oss-version-id');
    const etag = response.header('etag');
    // Spreading an object for each field would take a third of the time of reading the answer.
    const result: { written: true; versionId?: string; etag?: string } = { written: true };
    if (versionId !== undefined) result.versionId = versionId;
    if (etag !== undefined) result.etag = answerFields.etag(etag);
    return result;
  },
  expected: {
    FileAlreadyExists: (_, request) => (request.forbidOverwrite === true ? { written: false } : undefined),
  },
};

function deleted({ headers }: HttpResponse): DeleteResult {
  return {
    ...readVersionId(headers),
    deleteMarker: headers['x-oss-delete-marker'] === 'true',
  };
}

const readings: { readonly [O in Operation]: Reading<O> } = {
  HeadObject: {
    success: ({ headers }) => (headers['x-oss-object-type'] === 'Symlink' ? linkInstead() : readObject(headers)),
    // In both cases the key is a symlink whose target is missing or is a symlink itself.
    expected: { ...absent, SymlinkTargetNotExist: linkInstead, InvalidTargetType: linkInstead },
  },
  GetObject: {
    success: ({ headers, body }) =>
      headers['x-oss-object-type'] === 'Symlink' ? linkInstead() : readText(headers, body),
    expected: { ...absent, SymlinkTargetNotExist: linkInstead, InvalidTargetType: linkInstead },
  },
  GetSymlink: {
    success: ({ headers }) => readSymlink(headers),
    expected: { ...absent, NotSymlink: objectInstead },
  },
  PutSymlink: written,
  PutObject: written,
  DeleteObject: { success: deleted },
  DeleteObjects: { success: ({ body }, { objects }) => ({ results: readDeleted(body, objects) }) },
  ListObjects: { success: (response) => ({ ...readObjectsPage(response.body), ...readDate(response.header('date')) }) },
  ListObjectVersions: { success: ({ body }) => readVersionsPage(body) },
  GetBucketVersioning: { success: ({ body }) => readVersioning(body) },
  GetObjectTagging: {
    success: ({ headers, body }) => ({ found: 'tags', tags: readTags(body), ...readVersionId(headers) }),
    expected: absent,
  },
  PutObjectTagging: { success: ({ headers }) => readVersionId(headers) },
  DeleteObjectTagging: { success: ({ headers }) => readVersionId(headers) },
};

/** Reads the answer to GetObjectTagging. Throws if it is invalid. */
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

/** Reads the answer to GetBucketVersioning. Without versioning the document is empty. Throws if it is invalid. */
export function readVersioning(body: string): Versioning {
  const root = parseXml(body);
  if (root.name !== 'VersioningConfiguration') throw new Error(`it is a ${root.name}, not a VersioningConfiguration`);
  const text = root.children.find((child) => child.name === 'Status')?.text.trim() ?? '';
  if (text === '') return { status: 'Never' };
  if (text === 'Enabled' || text === 'Suspended') return { status: text };
  throw new Error(`its Status cannot be ${JSON.stringify(text)}`);
}
