import type { IncomingMessage, ServerResponse } from 'node:http';
import { foreignPage } from '../connections/foreign-page.ts';
import { ownEndpoint, type ReachedAt } from './answer/own-endpoint.ts';
import type { AuthorizedRequest, Face, FaultContext, Operation, RequestFault } from './face.ts';
import { readHeaders } from './request/read-headers.ts';
import { refuseRepeated } from './request/refuse-repeated.ts';
import { requestBody } from './request/request-body.ts';
import { splitTarget } from './request/split-target.ts';
import { ClientGone, sendAnswer } from './send-answer.ts';
import type { Level, StoreAnswer, StoreCall } from './store-call.ts';
import type { StoreLogEntry, StoreParts } from './store-parts.ts';

/** State that all requests of a server share. */
export interface Serving {
  readonly parts: StoreParts;
  readonly face: Face;
  /** Whether the server is being closed, so that connections are not kept. */
  readonly closing: () => boolean;
  /** The host that the server listens on. */
  readonly listensOn: () => string | undefined;
}

/** What is known about a request so far, for the log. */
interface Progress {
  address?: AuthorizedRequest;
  operation?: Operation;
}

export interface Arrival {
  /** Set if the client sends its body only after a 100 (Continue). */
  readonly expectsContinue?: boolean;
  /** The reason, if the request is refused in any case. */
  readonly refusal?: RequestFault;
}

/** Answers one HTTP request. */
export async function serveRequest(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
  { expectsContinue = false, refusal }: Arrival = {},
): Promise<void> {
  const { parts, face } = serving;
  const started = parts.now();
  const requestId = face.newRequestId();
  const method = request.method ?? '';
  const headers = readHeaders(request.rawHeaders, face.headerPrefix);
  const body = requestBody(request, headers, () => {
    if (expectsContinue) response.writeContinue();
  });
  const progress: Progress = {};
  const about = { method, requestId, host: headers.host ?? '' };
  const answer = await operate(
    serving,
    {
      method,
      target: request.url ?? '',
      rawHeaders: request.rawHeaders,
      headers,
      body,
      requestId,
      refusal,
      local: localEnd(request),
    },
    progress,
  ).catch((error: unknown) => face.faultAnswer(error, about));
  const ended = parts.now();
  const milliseconds = ended - started;
  const closing = serving.closing() || leavesBytes(request, body.touched(), expectsContinue);
  const usual = face.commonHeaders({ requestId, now: ended, milliseconds });
  const common = closing ? { ...usual, connection: 'close' } : usual;
  const entry = logEntry(progress, { method, requestId, status: answer.status, milliseconds }, answer);
  const sent = await sendAndLog(serving, response, answer, common, entry, about);
  parts.log?.(sent);
  // Drains an unread body, because a connection that is kept alive would read it as the next request.
  request.resume();
}

/**
 * Sends an answer and returns what to log. If the answer cannot be sent, the client gets a 500, or, after the status line
 * was sent, a closed connection.
 */
async function sendAndLog(
  { face }: Serving,
  response: ServerResponse,
  answer: StoreAnswer,
  common: Readonly<Record<string, string>>,
  entry: StoreLogEntry,
  about: FaultContext,
): Promise<StoreLogEntry> {
  const { method } = entry;
  const form = { method, documentType: face.documentType };
  try {
    await sendAnswer(response, form, answer, common);
    return entry;
  } catch (cause) {
    // The client got no code. Without this, an aborted upload would be logged as an InternalError.
    const { code: _unsent, ...sent } = entry;
    if (cause instanceof ClientGone) {
      response.destroy();
      return { ...sent, status: 499, cause };
    }
    if (response.headersSent) {
      response.destroy();
      return { ...sent, status: 500, cause };
    }
    const fault = face.faultAnswer(cause, about);
    await sendAnswer(response, form, fault, common).catch(() => response.destroy());
    return { ...sent, status: fault.status, code: fault.code, cause };
  }
}

interface Arrived {
  readonly method: string;
  readonly target: string;
  /** Names and values in turn, as they were received. */
  readonly rawHeaders: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: StoreCall['body'];
  readonly requestId: string;
  readonly refusal: RequestFault | undefined;
  readonly local: ReachedAt['local'];
}

async function operate(
  { parts, face, listensOn }: Serving,
  { method, target, rawHeaders, headers: received, body, requestId, refusal, local }: Arrived,
  progress: Progress,
): Promise<StoreAnswer> {
  if (refusal !== undefined) throw face.refusal(refusal);
  const { path, query, authority } = refusingUri(face, () => splitTarget(target));
  refuseRepeated(rawHeaders, query, face);
  const headers = addressedHeaders(received, authority);
  const { host = '' } = headers;
  const why = foreignPage({ method, host, listensOn: listensOn(), header: (name) => headers[name] });
  if (why !== undefined) throw face.refusal({ kind: 'foreign-page', why });
  // Readings of the address are decoded while they are tried.
  const address = refusingUri(face, () => face.authorize({ method, host, path, query, headers }, parts));
  progress.address = address;
  const params = new Map(query);
  const operation = face.route({ method, level: levelOf(address), query: params, headers });
  progress.operation = operation;
  const { bucket = '', key = '', signed, hasBucketInHost } = address;
  if (!signed && operation.anonymous === undefined) throw face.refusal({ kind: 'anonymous' });
  const endpoint = (): string => ownEndpoint({ host, hasBucketInHost, local });
  return operation.run({ method, bucket, key, query: params, headers, body, requestId, endpoint, signed }, parts);
}

/**
 * The authority of an absolute target replaces `Host` (RFC 9112, section 3.2.2). Signatures cover this header, so they must
 * be checked with the host that the address is read from.
 */
function addressedHeaders(headers: Arrived['headers'], authority: string | undefined): Arrived['headers'] {
  // Without a prototype, as `headers`: clients choose the names to sign.
  return authority === undefined ? headers : Object.assign(Object.create(null), headers, { host: authority });
}

function localEnd({ socket: { localAddress, localPort } }: IncomingMessage): ReachedAt['local'] {
  return localAddress === undefined || localPort === undefined ? undefined : { address: localAddress, port: localPort };
}

function refusingUri<T>(face: Face, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    throw face.refusal({ kind: 'malformed-target', cause });
  }
}

function levelOf({ bucket, key }: AuthorizedRequest): Level {
  return bucket === undefined ? 'service' : key === undefined ? 'bucket' : 'object';
}

/** Whether part of a body may still arrive, so that the start of the next request on the connection is unknown. */
function leavesBytes(request: IncomingMessage, touched: boolean, expectsContinue: boolean): boolean {
  return !request.complete && (touched || expectsContinue);
}

function logEntry(
  { address, operation }: Progress,
  facts: Pick<StoreLogEntry, 'method' | 'requestId' | 'status' | 'milliseconds'>,
  answer: StoreAnswer & { readonly code?: string; readonly cause?: unknown },
): StoreLogEntry {
  const entry: Writable<StoreLogEntry> = { operation: operation?.operation ?? 'unknown', ...facts };
  if (address?.bucket !== undefined) entry.bucket = address.bucket;
  if (address?.key !== undefined) entry.key = address.key;
  if (answer.code !== undefined) entry.code = answer.code;
  if (answer.cause !== undefined) entry.cause = answer.cause;
  return entry;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
