import { authorizeBce } from '../../../../src/bce-wire/authorize-bce.ts';
import { type CfcParts, cfcApi } from '../../../../src/local/api/cfc/cfc-api.ts';
import type { Invocation } from '../../../../src/local/queue/invocation.ts';
import { FunctionUnavailable } from '../../../../src/local/runtime/function-error.ts';

export const CREDENTIALS = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };
export const NOW = Date.parse('2026-11-20T08:09:10Z');

const FUNCTIONS = ['cfc-object-events', 'cfc-sweep', 'cfc-http'].map((name) => ({
  platform: 'cfc' as const,
  name,
  handler: `${name}.handler`,
  memory: 256,
  timeout: 60,
  environment: { BOS_BUCKET: 'demo', AUTOALIAS_TOKEN: 'secret-token', BCE_SECRET_ACCESS_KEY: 'secret-key' },
}));

/** The API on functions that answer with their event, or fail if the event says so. */
export function cfcWorld(parts: Partial<CfcParts> = {}) {
  const queued: Invocation[] = [];
  const troubles: unknown[] = [];
  const api = cfcApi({
    runtime: {
      invoke: async (name, event, { requestId = '', log } = {}) => {
        const text = Buffer.from(event).toString();
        if (text.includes('busy')) throw new FunctionUnavailable(429, 'too many invocations wait');
        log?.({ time: 0, functionName: name, requestId, text: 'line' });
        const milliseconds = 1;
        if (!text.includes('fail')) return { ok: true, requestId, body: Buffer.from(`${name} ${text}`), milliseconds };
        const error = { errorMessage: 'no', errorType: 'Error', stackTrace: [] };
        return { ok: false, requestId, fcErrorType: 'HandledInvocationError', error, milliseconds };
      },
    },
    functions: () => FUNCTIONS,
    policyOf: (name) =>
      name === 'cfc-http' ? undefined : { maxAsyncRetryAttempts: 3, maxAsyncEventAgeInSeconds: 86_400 },
    enqueue: async (invocation) => queued.push(invocation),
    credentials: CREDENTIALS,
    startedAt: NOW,
    now: () => NOW,
    steady: () => NOW,
    newId: () => 'r-1',
    trouble: (error) => troubles.push(error),
    ...parts,
  });
  return { queued, troubles, call: (request: CfcCall) => call(api, request) };
}

export interface CfcCall {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** Sends a signed request. A header that is undefined is left out. */
async function call(
  api: ReturnType<typeof cfcApi>,
  { method = 'GET', path = '/v1/functions', query = {}, body, headers }: CfcCall,
) {
  const search = new URLSearchParams(query).toString();
  const target = search === '' ? path : `${path}?${search}`;
  const pairs = Object.entries(query);
  const signed = authorizeBce(
    { method, path, query: pairs, headers: { host: 'cfc.bj.baidubce.com' } },
    { credentials: CREDENTIALS, now: NOW },
  );
  const sent = Object.entries({ ...signed, ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  const init = { method, headers: sent, ...(body === undefined ? {} : { body }) };
  const response = await api(new Request(`http://h${target}`, init), target);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}
