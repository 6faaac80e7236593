import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { type AcsRequest, acs3Headers } from '../../alibaba/acs3.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import type { Fetch } from '../http/oidc/fetch-document.ts';

/** An asynchronous task of Function Compute. Function Compute runs it, retries it, and knows its state. */
export interface Task {
  readonly id: string;
  /** `active`: it waits, runs, or waits for a retry. `failed`: all of its tries failed, or it was too old for another. */
  readonly state: 'active' | 'succeeded' | 'failed' | 'stopped';
}

/** Starts and lists the asynchronous tasks of one function. */
export interface TaskApi {
  /** Returns false if there is a task with this id, in any state. Function Compute never runs two tasks with one id. */
  start(id: string, event: object): Promise<boolean>;
  /** The tasks whose id begins with a text. */
  list(prefix: string): Promise<readonly Task[]>;
}

export interface TaskApiOptions {
  /** The origin of the API, for example `https://<account>.cn-hangzhou.fc.aliyuncs.com`. */
  readonly endpoint: string;
  readonly functionName: string;
  readonly credentials: Credentials;
  readonly fetch: Fetch;
  /** Unix milliseconds. */
  readonly now: () => number;
}

const VERSION = '2023-03-30';

/** Status codes that can disappear: too many requests, and errors of the service. */
const ATTEMPTS = 4;
const FIRST_PAUSE = 200;

/** How long one request may take, in milliseconds. */
const LONGEST = 10_000;

/**
 * The client of InvokeFunction and ListAsyncTasks. Its errors are AutoaliasError `api-failed`.
 *
 * Sources: Function Compute 3.0, InvokeFunction and "Asynchronous tasks"; `@alicloud/fc20230330`.
 */
export function createTaskApi(options: TaskApiOptions): TaskApi {
  const path = `/${VERSION}/functions/${options.functionName}`;
  return {
    async start(id, event) {
      const headers = { 'x-fc-invocation-type': 'Async', 'x-fc-async-task-id': id, 'content-type': 'application/json' };
      const body = JSON.stringify(event);
      const { status } = await call(options, {
        ...{ method: 'POST', path: `${path}/invocations`, action: 'InvokeFunction', version: VERSION, headers, body },
        accepts: [200, 202, 409],
      });
      return status !== 409;
    },
    async list(prefix) {
      const tasks: Task[] = [];
      let nextToken: string | undefined;
      do {
        const query: [string, string][] = [
          ['prefix', prefix],
          ['limit', '100'],
          ...(nextToken === undefined ? [] : [['nextToken', nextToken] as [string, string]]),
        ];
        const { text } = await call(options, {
          ...{ method: 'GET', path: `${path}/async-tasks`, query, action: 'ListAsyncTasks', version: VERSION },
          accepts: [200],
        });
        const page = readPage(text);
        tasks.push(...page.tasks.map(({ taskId, status }) => ({ id: taskId, state: STATES[status] ?? 'active' })));
        nextToken = page.nextToken ?? undefined;
      } while (nextToken !== undefined && nextToken !== '');
      return tasks;
    },
  };
}

/** States in which nothing happens any more (`AsyncTask.status`). */
const STATES: Readonly<Record<string, Task['state']>> = {
  Succeeded: 'succeeded',
  Failed: 'failed',
  Expired: 'failed',
  Invalid: 'failed',
  Stopped: 'stopped',
  Stopping: 'stopped',
};

const pageFields = v.object({
  tasks: v.pipe(
    v.nullish(v.array(v.object({ taskId: v.string(), status: v.string() })), []),
    v.transform((tasks) => tasks ?? []),
  ),
  nextToken: v.nullish(v.string()),
});
// A schema of an object accepts an array too, and no field of a page is required.
const pageSchema = v.pipe(
  v.custom<object>((value) => !Array.isArray(value)),
  pageFields,
);

function readPage(text: string): v.InferOutput<typeof pageSchema> {
  try {
    return v.parse(pageSchema, JSON.parse(text));
  } catch (cause) {
    throw new AutoaliasError('api-failed', 'the answer of ListAsyncTasks is not a list of tasks', { cause });
  }
}

interface Call extends Omit<AcsRequest, 'host'> {
  readonly accepts: readonly number[];
}

async function call(
  { endpoint, credentials, fetch, now, functionName }: TaskApiOptions,
  { accepts, ...request }: Call,
): Promise<{ readonly status: number; readonly text: string }> {
  const { host, origin } = new URL(endpoint);
  const query = (request.query ?? []).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const url = `${origin}${request.path}${query === '' ? '' : `?${query}`}`;
  let why = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await sleep(FIRST_PAUSE * 2 ** attempt);
    try {
      const { host: _, ...headers } = acs3Headers({ ...request, host }, credentials, now(), randomUUID());
      const response = await fetch(url, {
        method: request.method,
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(LONGEST),
        ...(typeof request.body === 'string' ? { body: request.body } : {}),
      });
      const text = await response.text();
      if (accepts.includes(response.status)) return { status: response.status, text };
      why = `it answered ${response.status}: ${text.slice(0, 500)}`;
      if (response.status < 500 && response.status !== 429) break;
    } catch (error) {
      why = messageOf(error);
    }
  }
  throw new AutoaliasError(
    'api-failed',
    `${request.action} of ${functionName} at ${origin} failed: ${why}; the role of the function needs fc:InvokeFunction and fc:ListAsyncTasks on it, and the function needs asynchronous tasks`,
  );
}
