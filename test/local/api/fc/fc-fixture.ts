import { type AcsRequest, acs3Headers } from '../../../../src/alibaba/acs3.ts';
import { createMemoryTable } from '../../../../src/bucket/records/memory-table.ts';
import type { FcParts } from '../../../../src/local/api/fc/fc-parts.ts';
import { type FcRequest, readFcRequest } from '../../../../src/local/api/fc/fc-request.ts';
import { createAsyncConfigs } from '../../../../src/local/cloud/async-configs.ts';
import type { Invocation } from '../../../../src/local/queue/invocation.ts';
import { createTaskBook } from '../../../../src/local/queue/task-book.ts';
import type { Credentials } from '../../../../src/oss-wire/credentials.ts';

export const CREDENTIALS: Credentials = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };
export const NOW = Date.UTC(2026, 10, 28, 3, 4, 5);
const HOST = '127.0.0.1:9001';

/** The parts of a cloud with three functions whose invocations return their event. */
export function fcParts(fields: Partial<FcParts> = {}) {
  const queued: Invocation[] = [];
  const dues: (number | undefined)[] = [];
  const tasks = createTaskBook(createMemoryTable());
  let ids = 0;
  const parts: FcParts = {
    runtime: {
      invoke: async (_, event, { requestId = '', log } = {}) => {
        log?.({ time: NOW, functionName: 'f', requestId, text: 'a line' });
        return { ok: true, requestId, body: event, milliseconds: 7 };
      },
    },
    functions: () =>
      ['object-events', 'sweep', 'http'].map((name) => ({
        name,
        handler: `${name}.handler`,
        memory: 256,
        timeout: 60,
        environment: { OSS_BUCKET: 'demo', AUTOALIAS_TOKEN: 'a-token' },
      })),
    asyncConfigs: createAsyncConfigs(
      new Map([['sweep', { maxAsyncRetryAttempts: 1, maxAsyncEventAgeInSeconds: 300 }]]),
      () => NOW,
    ),
    enqueue: async (invocation, due) => {
      if (invocation.taskId !== undefined && !tasks.add(invocation, NOW)) return false;
      queued.push(invocation);
      dues.push(due);
      return true;
    },
    tasks: { ...tasks, stop: async (functionName, taskId) => tasks.stop(functionName, taskId, NOW + 1000) },
    delivery: { path: 'native' },
    triggers: () => [
      {
        name: 'object-events-1',
        functionName: 'object-events',
        events: ['oss:ObjectCreated:PutObject'],
        prefix: 'releases/',
        suffix: '',
      },
    ],
    buckets: ['demo', 'other'],
    sweepSeconds: 300,
    account: { accountId: '1000000000000000', region: 'cn-hangzhou', credentials: CREDENTIALS },
    startedAt: NOW - 1000,
    now: () => NOW,
    steady: () => NOW,
    newId: () => `id-${++ids}`,
    ...fields,
  };
  return { ...parts, queued, dues };
}

export interface Sent {
  readonly method?: string;
  /** Path and query. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A request with the signature of Function Compute 3.0. */
export function signed3(sent: Sent, credentials = CREDENTIALS, now = NOW): Request {
  const { method = 'GET', target, body } = sent;
  const url = new URL(target, `http://${HOST}`);
  const request: AcsRequest = {
    method,
    host: HOST,
    path: url.pathname,
    query: [...url.searchParams],
    action: 'Any',
    version: '2023-03-30',
    ...(sent.headers && { headers: sent.headers }),
    ...(body !== undefined && { body }),
  };
  return requestOf({ ...sent, headers: acs3Headers(request, credentials, now, 'a-nonce') });
}

/** A request as it is. */
export function requestOf({ method = 'GET', target, headers = {}, body }: Sent): Request {
  return new Request(new URL(target, `http://${HOST}`), {
    method,
    headers: { ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : Buffer.from(body) }),
  });
}

/** A request as the handlers get it, without a signature. */
export function parsed(sent: Sent, isLocal = true): FcRequest {
  return readFcRequest(requestOf(sent), sent.target, isLocal);
}
