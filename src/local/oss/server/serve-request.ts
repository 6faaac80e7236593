import type { IncomingMessage, ServerResponse } from 'node:http';
import { foreignPage } from '../../connections/foreign-page.ts';
import { type FaultContext, faultAnswer } from '../answer/fault-answer.ts';
import { httpDate } from '../answer/times.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { type VerifiedRequest, type Verifier, verifyRequest } from '../auth/verify-request.ts';
import type { Level, OssAnswer, OssCall } from '../oss-call.ts';
import type { OssLogEntry, OssParts } from '../oss-parts.ts';
import { readHeaders } from '../request/read-headers.ts';
import { refuseRepeated } from '../request/refuse-repeated.ts';
import { type Address, addresses, ownEndpoint, type ReachedAt } from './addresses.ts';
import { findRoute } from './find-route.ts';
import { requestBody } from './request-body.ts';
import type { Route } from './routes.ts';
import { ClientGone, sendAnswer } from './send-answer.ts';
import { type RequestTarget, splitTarget } from './split-target.ts';

/** State that all requests of a server share. */
export interface Serving {
  readonly parts: OssParts;
  readonly signingKey: Verifier['signingKey'];
  /** 24 upper-case hex digits. */
  readonly newRequestId: () => string;
  /** Whether the server is being closed, so that connections are not kept. */
  readonly closing: () => boolean;
  /** The host that the server listens on. */
  readonly listensOn: () => string | undefined;
}

/** What is known about a request so far, for the log. */
interface Progress {
  address?: Address;
  route?: Route;
}

export interface Arrival {
  /** Set if the client sends its body only after a 100 (Continue). */
  readonly expectsContinue?: boolean;
  /** The reason, if the request is refused in any case. */
  readonly refusal?: WireFault;
}

/** Answers one HTTP request. */
export async function serveRequest(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
  { expectsContinue = false, refusal }: Arrival = {},
): Promise<void> {
  const { parts } = serving;
  const started = parts.now();
  const requestId = serving.newRequestId();
  const method = request.method ?? '';
  const headers = readHeaders(request.rawHeaders);
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
  ).catch((error: unknown) => faultAnswer(error, about));
  const ended = parts.now();
  const closing = serving.closing() || leavesBytes(request, body.touched(), expectsContinue);
  const common = {
    server: 'AliyunOSS',
    date: httpDate(ended),
    'x-oss-request-id': requestId,
    'x-oss-server-time': String(Math.max(0, Math.round(ended - started))),
    ...(closing ? { connection: 'close' } : {}),
  };
  const entry = logEntry(progress, { method, requestId, status: answer.status, milliseconds: ended - started }, answer);
  const sent = await sendAndLog(response, answer, common, entry, about);
  parts.log?.(sent);
  // Drains an unread body, because a connection that is kept alive would read it as the next request.
  request.resume();
}

/**
 * Sends an answer and returns what to log. If the answer cannot be sent, the client gets a 500, or, after the status line
 * was sent, a closed connection.
 */
async function sendAndLog(
  response: ServerResponse,
  answer: OssAnswer,
  common: Readonly<Record<string, string>>,
  entry: OssLogEntry,
  about: FaultContext,
): Promise<OssLogEntry> {
  try {
    await sendAnswer(response, entry.method, answer, common);
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
    const fault = faultAnswer(cause, about);
    await sendAnswer(response, entry.method, fault, common).catch(() => response.destroy());
    return { ...sent, status: fault.status, code: fault.code, cause };
  }
}

interface Arrived {
  readonly method: string;
  readonly target: string;
  /** Names and values in turn, as they were received. */
  readonly rawHeaders: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: OssCall['body'];
  readonly requestId: string;
  readonly refusal: WireFault | undefined;
  readonly local: ReachedAt['local'];
}

async function operate(
  { parts, signingKey, listensOn }: Serving,
  { method, target, rawHeaders, headers, body, requestId, refusal, local }: Arrived,
  progress: Progress,
): Promise<OssAnswer> {
  if (refusal !== undefined) throw refusal;
  const { path, query, authority } = splitOrRefuse(target);
  refuseRepeated(rawHeaders, query);
  const host = authority ?? headers.host ?? '';
  refuseForeignPage(foreignPage({ method, host, listensOn: listensOn(), header: (name) => headers[name] }));
  const verifier = { credentials: parts.credentials, region: parts.region, signingKey, now: parts.now() };
  const readings = () =>
    addresses({
      host,
      path,
      bucketExists: (bucket) => parts.engine.listBuckets().some(({ name }) => name === bucket),
      buckets: () => parts.engine.listBuckets().map(({ name }) => name),
    });
  const { address, signed } = verifyAfterBucket(
    () => verifyOrRefuse({ method, headers, query, addresses: readings() }, verifier),
    () => requireBucket(parts, method, readings()),
  );
  progress.address = address;
  const params = new Map(query);
  const route = findRoute({ method, level: levelOf(address), query: params, headers });
  progress.route = route;
  if (!signed && route.anonymous === undefined) {
    throw new WireFault('AccessDenied', { message: 'Anonymous access is forbidden for this operation.' });
  }
  const { bucket = '', key = '', style } = address;
  const endpoint = ownEndpoint({ host, hasBucketInHost: style === 'virtual-host', local });
  return route.run({ method, bucket, key, query: params, headers, body, requestId, endpoint, signed }, parts);
}

/**
 * OSS looks up the bucket before the access key: with an unknown access key id, a missing bucket is NoSuchBucket (Go SDK
 * v2, IsBucketExist). This does not apply to wrong signatures, because a misread address also causes them.
 */
function verifyAfterBucket(verify: () => VerifiedRequest, findBucket: () => void): VerifiedRequest {
  try {
    return verify();
  } catch (fault) {
    if (fault instanceof WireFault && fault.ossCode === 'InvalidAccessKeyId') findBucket();
    throw fault;
  }
}

/** Throws `NoSuchBucket` if the most likely address has a missing bucket, except for requests that create one. */
function requireBucket({ engine }: OssParts, method: string, readings: Iterable<Address>): void {
  const [likeliest] = readings;
  const bucket = likeliest?.bucket;
  if (bucket === undefined || (method === 'PUT' && likeliest?.key === undefined)) return;
  engine.getBucket({ bucket });
}

function localEnd({ socket: { localAddress, localPort } }: IncomingMessage): ReachedAt['local'] {
  return localAddress === undefined || localPort === undefined ? undefined : { address: localAddress, port: localPort };
}

function refuseForeignPage(why: string | undefined): void {
  if (why === undefined) return;
  throw new WireFault('AccessDenied', {
    message:
      `The local store refuses requests of other sites' web pages: ${why}. ` +
      'In a browser open http://127.0.0.1 or http://<bucket>.localhost with the port of the store; ' +
      'to use another name, set AUTOALIAS_HOST to it.',
  });
}

function splitOrRefuse(target: string): RequestTarget {
  return refusingUri(() => splitTarget(target));
}

/** Readings of the address are decoded while they are tried. */
function verifyOrRefuse(...args: Parameters<typeof verifyRequest>): VerifiedRequest {
  return refusingUri(() => verifyRequest(...args));
}

function refusingUri<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    throw new WireFault('InvalidURI', { cause });
  }
}

function levelOf({ bucket, key }: Address): Level {
  return bucket === undefined ? 'service' : key === undefined ? 'bucket' : 'object';
}

/** Whether part of a body may still arrive, so that the start of the next request on the connection is unknown. */
function leavesBytes(request: IncomingMessage, touched: boolean, expectsContinue: boolean): boolean {
  return !request.complete && (touched || expectsContinue);
}

function logEntry(
  { address, route }: Progress,
  facts: Pick<OssLogEntry, 'method' | 'requestId' | 'status' | 'milliseconds'>,
  answer: OssAnswer & { readonly code?: string; readonly cause?: unknown },
): OssLogEntry {
  return {
    operation: route?.operation ?? 'unknown',
    ...facts,
    ...(address?.bucket === undefined ? {} : { bucket: address.bucket }),
    ...(address?.key === undefined ? {} : { key: address.key }),
    ...(answer.code === undefined ? {} : { code: answer.code }),
    ...(answer.cause === undefined ? {} : { cause: answer.cause }),
  };
}
