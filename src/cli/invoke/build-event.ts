import { AutoaliasError } from '../../autoalias-error.ts';
import type { BucketEvent } from '../../bucket/bucket-event.ts';
import type { Cloud } from '../../cloud.ts';
import { BAIDU_PATH, cfcHttpEvent } from '../../local/api/cfc/cfc-http-trigger.ts';
import { httpEvent } from '../../local/runtime/http/http-event.ts';
import { timerEvent } from '../../local/runtime/start-timer.ts';
import { bosEvents } from '../../local/triggers/bos-events.ts';
import { ossEvents } from '../../local/triggers/oss-events.ts';
import type { FcTarget } from './function-call.ts';

/** The functions that a deployment has. */
export const FUNCTIONS = ['object-events', 'sweep', 'http'] as const;
export type FunctionKind = (typeof FUNCTIONS)[number];

/** The flags that describe an event. */
export interface EventFlags {
  readonly key?: string;
  readonly deleted?: true;
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
}

export interface EventParts {
  readonly target: FcTarget;
  /** Undefined if no bucket is named. */
  readonly bucket: string | undefined;
  /** The token of the HTTP API, if there is one. */
  readonly token: string | undefined;
  /** Unix milliseconds. */
  readonly now: number;
  readonly requestId: string;
}

/**
 * The event that the trigger of a function would send, as JSON.
 *
 * @throws AutoaliasError `usage` for missing flags, and for flags of another function.
 */
export function buildEvent(kind: FunctionKind, flags: EventFlags, parts: EventParts, cloud: Cloud = 'alibaba'): string {
  checkFlags(kind, flags);
  return JSON.stringify(EVENTS[cloud][kind](flags, parts));
}

type BuildEvent = (flags: EventFlags, parts: EventParts) => object;

const EVENTS: Readonly<Record<Cloud, Readonly<Record<FunctionKind, BuildEvent>>>> = {
  alibaba: {
    'object-events': (flags, parts) => {
      const { accountId, region } = parts.target;
      const place = { accountId, region, sourceIp: '127.0.0.1', ruleId: 'invoke', keyEncoding: 'raw' } as const;
      return ossEvents([bucketEvent(flags, parts, 'OSS_BUCKET')], place);
    },
    sweep: (_, { now }) => timerEvent({ name: 'invoke', payload: '' }, now),
    http: (flags, parts) => {
      const { request, body, path } = httpRequest(flags, parts);
      const { now, requestId, target } = parts;
      const { accountId } = target;
      return httpEvent(request, body, { accountId, requestId, sourceIp: '127.0.0.1', target: path, now });
    },
  },
  baidu: {
    'object-events': (flags, parts) => {
      const { accountId, region } = parts.target;
      const place = { accountId, region, sourceIp: '127.0.0.1', keyEncoding: 'raw' } as const;
      return bosEvents([bucketEvent(flags, parts, 'BOS_BUCKET')], place, () => parts.requestId);
    },
    // The Input of the trigger that deploy creates.
    sweep: () => ({}),
    http: (flags, parts) => {
      const { request, body, path } = httpRequest(flags, parts);
      const { requestId } = parts;
      return cfcHttpEvent(request, body, { requestId, sourceIp: '127.0.0.1', target: `${BAIDU_PATH}${path}` });
    },
  },
};

function bucketEvent({ key, deleted }: EventFlags, { bucket, now, requestId }: EventParts, variable: string) {
  if (key === undefined || key === '') {
    throw usage('the event of object-events is about an object; name it with --key, or the event with --event');
  }
  if (bucket === undefined) throw usage(`no bucket is named; add --bucket or set ${variable}`);
  // The functions read the object itself, so its size and ETag in the event do not matter.
  return { name: eventName(deleted), bucket, key, etag: '', size: 0, deltaSize: 0, time: now, requestId };
}

function httpRequest({ method = 'GET', path = '/v1/health', body }: EventFlags, { target, token }: EventParts) {
  if (!path.startsWith('/')) throw usage(`the path is ${JSON.stringify(path)}; it begins with /, as /v1/health does`);
  const headers = { ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  const request = requestOf(new URL(`${target.url}${path}`), method, headers, body);
  return { request, body: Buffer.from(body ?? ''), path };
}

function eventName(deleted: true | undefined): BucketEvent['name'] {
  return deleted === true ? 'ObjectRemoved:DeleteObject' : 'ObjectCreated:PutObject';
}

function requestOf(url: URL, method: string, headers: Readonly<Record<string, string>>, body?: string): Request {
  try {
    return new Request(url, { method, headers, ...(body !== undefined && { body }) });
  } catch (cause) {
    throw new AutoaliasError('usage', `${method} ${url.pathname} cannot be sent: ${String(cause)}`, { cause });
  }
}

/** Which function each flag is for. */
const FLAGS = {
  key: 'object-events',
  deleted: 'object-events',
  method: 'http',
  path: 'http',
  body: 'http',
} as const satisfies Readonly<Record<keyof EventFlags, FunctionKind>>;

function checkFlags(kind: FunctionKind, flags: EventFlags): void {
  for (const [flag, of] of Object.entries(FLAGS)) {
    if (flags[flag as keyof EventFlags] !== undefined && of !== kind) {
      throw usage(`--${flag} describes an event of ${of}, not of ${kind}; leave it out`);
    }
  }
}

function usage(message: string): AutoaliasError {
  return new AutoaliasError('usage', message);
}
