import { BCE_HEADERS } from '../../../bce-wire/bce-names.ts';
import { readTagging } from '../../../bce-wire/bce-tagging.ts';
import { defined } from '../../../defined.ts';
import type { HttpResponse } from '../../http/http-message.ts';
import { readDate } from '../../http/read-attributes.ts';
import { refused, type Sent, unanswered, type WireError } from '../../http/store-failure.ts';
import { StoreError } from '../../store-error.ts';
import type { StoreRequest } from '../../store-request.ts';
import type { LinkInstead, NotFound, ResponseByOperation, ResponseTo } from '../../store-response.ts';
import type { BosChoices } from '../bos-choices.ts';
import { BOS_WORDS, DEFAULT_CLASS_ADVICE } from './bos-words.ts';
import { readDeleted, readObjectsPage, readVersioning, readVersionsPage } from './read-documents.ts';
import { readBosError } from './read-error.ts';
import { readLinkVersionId, readObject, readSymlink, readText, readVersionId } from './read-object-headers.ts';

type Operation = StoreRequest['operation'];
type RequestOf<O extends Operation> = Extract<StoreRequest, { operation: O }>;

/** An answer, and what reading it depends on. */
interface Answer<O extends Operation> {
  readonly response: HttpResponse;
  readonly request: RequestOf<O>;
  readonly sent: Sent;
  readonly choices: BosChoices;
}

/** How to read the answers to one operation. */
interface Reading<O extends Operation> {
  /** Reads an answer with status 2xx. Throws if it is invalid. */
  readonly success: (answer: Answer<O>) => ResponseByOperation[O];
  /** Reads an error that answers the request, such as a missing key. Undefined for all others. */
  readonly expected?: (answer: Answer<O>, error: WireError) => ResponseByOperation[O] | undefined;
}

/**
 * Reads an answer of BOS. Throws StoreError: `store-refused` for an error that does not answer the request,
 * `store-unreachable` for an answer that cannot be read.
 */
export function readBosResponse<R extends StoreRequest>(
  request: R,
  response: HttpResponse,
  sent: Sent,
  choices: BosChoices,
): ResponseTo<R> {
  const reading = readings[request.operation] as unknown as Reading<R['operation']>;
  const answer: Answer<R['operation']> = {
    response,
    request: request as unknown as RequestOf<R['operation']>,
    sent,
    choices,
  };
  if (response.status >= 200 && response.status < 300) {
    if (response.header(BCE_HEADERS.requestId) === undefined) throw unanswered(request, sent, notBos(response));
    try {
      return reading.success(answer);
    } catch (cause) {
      if (cause instanceof StoreError) throw cause;
      throw unanswered(request, sent, `BOS answered ${response.status}, but the answer cannot be read`, cause);
    }
  }
  const error = readBosError(response);
  const value = reading.expected?.(answer, error);
  if (value === undefined) throw refused(request, sent, error, BOS_WORDS, adviceOn(request, error));
  return value;
}

/** Every answer of BOS has a request id (https://cloud.baidu.com/doc/BOS/s/Njwvyseb4). The page of a proxy does not. */
function notBos({ status }: HttpResponse): string {
  return `the answer ${status} is not from BOS: it has no ${BCE_HEADERS.requestId}; check the endpoint`;
}

function adviceOn(request: StoreRequest, { code }: WireError): string | undefined {
  const mayBeClass =
    code === 'InvalidArgument' && request.operation === 'PutSymlink' && request.storageClass === undefined;
  return mayBeClass ? DEFAULT_CLASS_ADVICE : undefined;
}

const ABSENT: ReadonlySet<string> = new Set(['NoSuchKey', 'NoSuchVersion']);

/** HEAD answers have no body and so no code. A missing bucket looks the same here; tellDangling() finds it. */
function isAbsent({ status, code, requestId }: WireError, isHead = false): boolean {
  // The version is a delete marker, as in OSS. No page of BOS says what it answers then.
  if (status === 405) return true;
  if (status !== 404) return false;
  return code === undefined ? isHead && requestId !== undefined : ABSENT.has(code);
}

function notFound({ response: { headers }, choices }: Pick<Answer<Operation>, 'response' | 'choices'>): NotFound {
  return {
    found: 'none',
    deleteMarker: headers[BCE_HEADERS.deleteMarker] === 'true',
    ...readLinkVersionId(headers, choices),
  };
}

function isLink({ headers }: HttpResponse): boolean {
  return headers[BCE_HEADERS.objectType] === 'Symlink';
}

/**
 * No source says that GetSymlink reads a version. If BOS ignores the version id, it answers with the current symlink, which
 * must not count as the version. An answer that has no version id can only be the null version.
 */
function checkVersion({ request, response, sent }: Answer<'GetSymlink'>): void {
  const { versionId } = request;
  const { versionId: answered = 'null' } = readVersionId(response.headers);
  if (versionId === undefined || versionId === answered) return;
  throw unanswered(
    request,
    sent,
    `BOS answered with another version than ${versionId}; it does not read versions of symlinks, so omit the version id`,
  );
}

const LINK: LinkInstead = { found: 'symlink' };

/** The key is a symlink whose target is missing, or is a symlink itself. */
const BROKEN_LINK: ReadonlySet<string> = new Set(['SymlinkTargetNotExist', 'InvalidTargetType']);

function isBrokenLink({ code }: WireError): boolean {
  return BROKEN_LINK.has(code ?? '');
}

const written: Reading<'PutSymlink'> & Reading<'PutObject'> = {
  success: ({ response: { headers }, request, choices }) => {
    const etag = headers.etag?.replace(/^"|"$/g, '');
    const version = request.operation === 'PutSymlink' ? readLinkVersionId(headers, choices) : readVersionId(headers);
    return { written: true, ...version, ...defined({ etag }) };
  },
  // The public code is not known, so each conflict of such a request counts: bce-sdk-go and an on-premises gateway have
  // FileAlreadyExists with 409, and conditions fail with 412.
  expected: ({ request }, { status, code }) =>
    request.forbidOverwrite === true && (code === 'FileAlreadyExists' || status === 409 || status === 412)
      ? { written: false }
      : undefined,
};

const readings: { readonly [O in Operation]: Reading<O> } = {
  HeadObject: {
    success: ({ response }) => (isLink(response) ? LINK : readObject(response.headers)),
    expected: (answer, error) => {
      if (isBrokenLink(error)) return LINK;
      return isAbsent(error, true) ? notFound(answer) : undefined;
    },
  },
  GetObject: {
    success: ({ response }) => (isLink(response) ? LINK : readText(response.headers, response.body)),
    expected: (answer, error) => {
      if (isBrokenLink(error)) return LINK;
      // No byte of an empty object is in the range.
      if (error.status === 416) return readText(answer.response.headers, '');
      return isAbsent(error) ? notFound(answer) : undefined;
    },
  },
  GetSymlink: {
    success: (answer) => {
      checkVersion(answer);
      return readSymlink(answer.response.headers, answer.sent.bucket, answer.choices);
    },
    expected: (answer, error) => {
      if (isAbsent(error)) return notFound(answer);
      // The code is NotSymlink in a gateway that speaks this protocol. The public one is not known.
      const isObject = error.status === 400 && answer.response.headers[BCE_HEADERS.symlinkTarget] === undefined;
      return isObject ? { found: 'object' } : undefined;
    },
  },
  PutSymlink: written,
  PutObject: written,
  DeleteObject: {
    success: ({ response: { headers } }) => ({
      ...readVersionId(headers),
      deleteMarker: headers[BCE_HEADERS.deleteMarker] === 'true',
    }),
    // A deletion whose first attempt succeeded, or of a key that another program deleted.
    expected: (_, error) => (isAbsent(error) ? { deleteMarker: false } : undefined),
  },
  DeleteObjects: {
    success: ({ response: { body }, request }) => ({ results: readDeleted(body, request.objects) }),
  },
  ListObjects: {
    success: ({ response, request }) => ({
      ...readObjectsPage(response.body, request),
      ...readDate(response.header('date')),
    }),
  },
  ListObjectVersions: { success: ({ response: { body } }) => readVersionsPage(body) },
  GetBucketVersioning: { success: ({ response: { body } }) => readVersioning(body) },
  GetObjectTagging: {
    success: ({ response: { headers, body } }) => ({
      found: 'tags',
      tags: body.trim() === '' ? {} : readTagging(JSON.parse(body)),
      ...readVersionId(headers),
    }),
    expected: (answer, error) => (isAbsent(error) ? notFound(answer) : undefined),
  },
  PutObjectTagging: { success: ({ response: { headers } }) => readVersionId(headers) },
  DeleteObjectTagging: { success: ({ response: { headers } }) => readVersionId(headers) },
};
