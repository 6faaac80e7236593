import { createHash } from 'node:crypto';
import { MNS_VERSION, mnsSignature, readMnsAuthorization } from '../../../alibaba/mns-signature.ts';
import { messageOf } from '../../../error-text.ts';
import { sleep } from '../../../handlers/wait/sleep.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import { percentDecode } from '../../../oss-wire/percent-encoding.ts';
import { sameSecret } from '../../../oss-wire/same-secret.ts';
import type { XmlNode } from '../../../oss-wire/write-xml.ts';
import { readAtMost } from '../read-at-most.ts';
import { FAILED_EVENTS_QUEUE, type FailedEventsQueue, VISIBILITY_TIMEOUT } from './failed-events-queue.ts';
import { type MnsErrorCode, MnsFault } from './mns-fault.ts';
import { messageNodes, mnsXml, readReceiptHandles } from './mns-xml.ts';

export interface MnsParts {
  readonly queue: FailedEventsQueue;
  /** Those of the store, with which requests are signed. */
  readonly credentials: Credentials;
  /** When the local cloud started, in Unix milliseconds. */
  readonly startedAt: number;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** The largest difference to a client's clock, in milliseconds. */
const MAX_SKEW = 15 * 60_000;
const MOST_BODY = 64 * 1024;
/** The most messages of a request. */
const BATCH = 16;
/** How often a request that waits for a message looks for one, in milliseconds. */
const LOOK_EVERY = 200;
/** The longest that a request may wait, in seconds. */
const MOST_WAIT = 30;

interface MnsRequest {
  readonly method: string;
  /** Below `/queues/`, decoded. */
  readonly segments: readonly string[];
  /** By lower-case name, because the documentation and the SDKs differ in the case. */
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** `http://<host>`, as the client names it. */
  readonly origin: string;
}

interface MnsAnswer {
  readonly status: 200 | 204;
  readonly xml?: string;
}

/**
 * The API of Simple Message Queue, for the queue of failed events. Operations that would change the queue itself or add
 * messages are refused. Every error is answered in the form of the API.
 *
 * Source: Simple Message Queue, "Queue operations" of the version 2015-06-06.
 */
export function mnsApi(parts: MnsParts) {
  return async (request: Request, target: string): Promise<Response> => {
    const requestId = parts.newId();
    try {
      const body = Buffer.from(await readAtMost(request, MOST_BODY + 1, MOST_BODY)).toString();
      const read = readRequest(request, target, body);
      authenticate(read, target, parts);
      const { status, xml } = await operate(read, parts);
      return answerOf(status, requestId, xml);
    } catch (error) {
      const fault =
        error instanceof MnsFault ? error : new MnsFault('InternalError', messageOf(error), { cause: error });
      const nodes: readonly XmlNode[] = [
        ['Code', fault.code],
        ['Message', fault.message],
        ['RequestId', requestId],
        ['HostId', new URL(request.url).origin],
      ];
      return answerOf(fault.status, requestId, mnsXml('Error', nodes));
    }
  };
}

function answerOf(status: number, requestId: string, xml: string | undefined): Response {
  const headers = { 'x-mns-request-id': requestId, 'x-mns-version': MNS_VERSION };
  if (xml === undefined) return new Response(null, { status, headers });
  return new Response(xml, { status, headers: { ...headers, 'content-type': 'text/xml;charset=utf-8' } });
}

function readRequest(request: Request, target: string, body: string): MnsRequest {
  const [path = '', ...query] = target.split('?');
  const pairs = query
    .join('?')
    .split('&')
    .filter((pair) => pair !== '')
    // A receipt handle ends with =.
    .map((pair): [string, string] => {
      const [name = '', ...value] = pair.split('=');
      return [decoded(name).toLowerCase(), decoded(value.join('='))];
    });
  const [, , ...segments] = path.split('/').map(decoded);
  return {
    method: request.method,
    segments,
    query: new Map(pairs),
    headers: Object.fromEntries(request.headers),
    body,
    signal: request.signal,
    origin: new URL(request.url).origin,
  };
}

function decoded(text: string): string {
  try {
    return percentDecode(text);
  } catch (cause) {
    throw new MnsFault('InvalidRequestURL', 'Http request URL format invalid.', { cause });
  }
}

function authenticate({ method, headers, body }: MnsRequest, target: string, { credentials, now }: MnsParts): void {
  const { authorization, date = headers['x-mns-date'] } = headers;
  if (authorization === undefined) throw fault('MissingAuthorizationHeader', 'Authorization header is required.');
  const given = readMnsAuthorization(authorization);
  if (given === undefined) throw fault('InvalidAuthorizationHeader', 'Authorization header format is invalid.');
  if (date === undefined) throw fault('MissingDateHeader', 'Date header is required.');
  const sent = Date.parse(date);
  if (Number.isNaN(sent)) throw fault('InvalidDateHeader', 'Date header format is invalid.');
  if (Math.abs(now() - sent) > MAX_SKEW) throw fault('TimeExpired', 'The http request you sent is expired.');
  if (given.accessKeyId !== credentials.accessKeyId) {
    throw fault('InvalidAccessKeyId', 'The AccessKeyId you provided is not exist.');
  }
  if (!sameSecret(headers['security-token'] ?? '', credentials.securityToken ?? '')) {
    throw fault('AccessDenied', 'The security token does not belong to this AccessKeyId.');
  }
  if (!sameSecret(given.signature, mnsSignature({ method, target, headers }, credentials.accessKeySecret))) {
    throw fault(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    );
  }
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64')) {
    throw fault('InvalidDegist', 'The Content-MD5 you specified is invalid.');
  }
}

function operate(request: MnsRequest, parts: MnsParts): MnsAnswer | Promise<MnsAnswer> {
  const { method, segments } = request;
  const [name, below, ...more] = segments;
  if (name === undefined || name === '') {
    if (method === 'GET') return listQueues(request);
    throw unknown(request);
  }
  if (more.length > 0 || (below !== undefined && below !== 'messages')) throw unknown(request);
  if (name !== FAILED_EVENTS_QUEUE) {
    throw fault(
      'QueueNotExist',
      `The queue name you provided is not exist. The local cloud has only ${FAILED_EVENTS_QUEUE}.`,
    );
  }
  const operation = (below === undefined ? OF_QUEUE : OF_MESSAGES)[method];
  if (operation === undefined) {
    throw fault(
      'AccessDenied',
      'The queue of the local cloud holds its dead letters; it accepts no other messages or settings.',
    );
  }
  return operation(request, parts);
}

type Operation = (request: MnsRequest, parts: MnsParts) => MnsAnswer | Promise<MnsAnswer>;

const OF_QUEUE: Readonly<Record<string, Operation>> = {
  GET: (_, { queue, startedAt }) => {
    const { visible, invisible } = queue.counts();
    const created = Math.floor(startedAt / 1000);
    return xml('Queue', [
      ['QueueName', FAILED_EVENTS_QUEUE],
      ['CreateTime', created],
      ['LastModifyTime', created],
      ['DelaySeconds', 0],
      ['MaximumMessageSize', 65_536],
      ['MessageRetentionPeriod', 604_800],
      ['VisibilityTimeout', VISIBILITY_TIMEOUT],
      ['PollingWaitSeconds', 0],
      ['ActiveMessages', visible],
      ['InactiveMessages', invisible],
      ['DelayMessages', 0],
      ['LoggingEnabled', 'False'],
    ]);
  },
};

const OF_MESSAGES: Readonly<Record<string, Operation>> = {
  /** ReceiveMessage, BatchReceiveMessage, PeekMessage and BatchPeekMessage. */
  GET: async ({ query, signal }, { queue }) => {
    const most = numberOf(query, 'numofmessages', 1, BATCH);
    const isBatch = most !== undefined;
    const find = () => (query.get('peekonly') === 'true' ? queue.peek(most ?? 1) : queue.receive(most ?? 1));
    const wait = numberOf(query, 'waitseconds', 0, MOST_WAIT) ?? 0;
    let found = find();
    for (let waited = 0; found.length === 0 && waited < wait * 1000 && !signal.aborted; waited += LOOK_EVERY) {
      await sleep(LOOK_EVERY, signal);
      found = find();
    }
    const [first] = found;
    if (first === undefined) throw fault('MessageNotExist', 'Message not exist.');
    return isBatch
      ? xml(
          'Messages',
          found.map((message): XmlNode => ['Message', messageNodes(message)]),
        )
      : xml('Message', messageNodes(first));
  },
  /** ChangeMessageVisibility. */
  PUT: ({ query }, { queue }) => {
    const seconds = query.get('visibilitytimeout');
    if (seconds === undefined) throw fault('MissingVisibilityTimeout', 'VisibilityTimeout is required.');
    const { receiptHandle, visibleAt } = queue.changeVisibility(handleIn(query), Number(seconds));
    return xml('ChangeVisibility', [
      ['ReceiptHandle', receiptHandle],
      ['NextVisibleTime', visibleAt],
    ]);
  },
  /** DeleteMessage and BatchDeleteMessage. */
  DELETE: async ({ query, body }, { queue }) => {
    if (body === '') await queue.remove(handleIn(query));
    else for (const handle of readReceiptHandles(body)) await queue.remove(handle);
    return { status: 204 };
  },
};

function listQueues({ headers, origin }: MnsRequest): MnsAnswer {
  const isListed = FAILED_EVENTS_QUEUE.startsWith(headers['x-mns-prefix'] ?? '');
  return xml('Queues', isListed ? [['Queue', [['QueueURL', `${origin}/queues/${FAILED_EVENTS_QUEUE}`]]]] : []);
}

function numberOf(query: MnsRequest['query'], name: string, least: number, most: number): number | undefined {
  const given = query.get(name);
  if (given === undefined) return undefined;
  const number = Number(given);
  if (/^\d{1,3}$/.test(given) && number >= least && number <= most) return number;
  throw fault('InvalidArgument', `The value of ${name} should between ${least} and ${most}.`);
}

function handleIn(query: MnsRequest['query']): string {
  const handle = query.get('receipthandle');
  if (handle === undefined || handle === '') throw fault('MissingReceiptHandle', 'ReceiptHandle is required.');
  return handle;
}

function xml(root: string, nodes: readonly XmlNode[]): MnsAnswer {
  return { status: 200, xml: mnsXml(root, nodes) };
}

function unknown({ method, segments }: MnsRequest): MnsFault {
  return fault('InvalidRequestURL', `Http request URL format invalid: ${method} /queues/${segments.join('/')}`);
}

function fault(code: MnsErrorCode, message: string): MnsFault {
  return new MnsFault(code, message);
}
