import { describe, expect, test } from 'vitest';
import type { FcAnswer } from '../../../../src/local/api/fc/fc-answer.ts';
import { checkSize, invokeFunction, PAYLOAD_LIMITS } from '../../../../src/local/api/fc/invoke-function.ts';
import { FunctionUnavailable } from '../../../../src/local/runtime/function-error.ts';
import { fcParts, NOW, parsed } from './fc-fixture.ts';

const V3 = '/2023-03-30/functions/f/invocations';
const V2 = '/2016-08-15/services/s/functions/f/invocations';

function invoke(
  headers: Readonly<Record<string, string>> = {},
  event: string | Uint8Array = 'event',
  parts = fcParts(),
  target = V3,
): Promise<FcAnswer> {
  const call = { functionName: 'sweep', requestId: 'r', event: Buffer.from(event) };
  return Promise.resolve().then(() => invokeFunction(parsed({ method: 'POST', target, headers }), call, parts));
}

function logOf({ headers }: FcAnswer): string {
  return Buffer.from(headers?.['x-fc-log-result'] ?? '', 'base64').toString();
}

/** Parts whose function logs these lines. */
function logging(...lines: string[]) {
  return fcParts({
    runtime: {
      invoke: async (functionName, body, { requestId = '', log } = {}) => {
        for (const text of lines) log?.({ time: NOW, functionName, requestId, text });
        return { ok: true, requestId, body, milliseconds: 7 };
      },
    },
  });
}

describe('a synchronous invocation', () => {
  test('returns what the function returns, and its duration', async () => {
    expect(await invoke()).toEqual({
      status: 200,
      headers: { 'x-fc-invocation-duration': '7' },
      bytes: Buffer.from('event'),
    });
  });

  test('of 2.0 names the version of the service', async () => {
    expect((await invoke({}, '', fcParts(), V2)).headers).toMatchObject({
      'x-fc-invocation-service-version': 'LATEST',
    });
  });

  test.each([
    ['Tail', 'a line\n'],
    ['tail', 'a line\n'],
    ['None', ''],
  ])('X-Fc-Log-Type: %s', async (type, log) => {
    expect(logOf(await invoke({ 'x-fc-log-type': type }))).toBe(log);
  });

  test('returns the last 4 KB of a log', async () => {
    const log = logOf(await invoke({ 'x-fc-log-type': 'Tail' }, '', logging('first', 'x'.repeat(5000), 'last')));
    expect(log).toBe(`${'x'.repeat(4096 - 6)}\nlast\n`);
  });

  test('does not cut a character of the log in half', async () => {
    // 4,099 bytes and a line feed, so the tail would begin with the second byte of a character.
    const log = logOf(await invoke({ 'x-fc-log-type': 'Tail' }, '', logging(`aaa${'中'.repeat(1365)}b`)));
    expect(log).toBe(`${'中'.repeat(1364)}b\n`);
  });

  test('an error of the function is an answer', async () => {
    const error = { errorMessage: 'too far', errorType: 'RangeError', stackTrace: ['at x'] };
    const parts = fcParts({
      runtime: {
        invoke: async () => ({
          ok: false,
          requestId: 'r',
          fcErrorType: 'HandledInvocationError',
          error,
          milliseconds: 3,
        }),
      },
    });
    expect(await invoke({}, '', parts)).toEqual({
      status: 200,
      headers: { 'x-fc-invocation-duration': '3', 'x-fc-error-type': 'HandledInvocationError' },
      json: error,
    });
  });

  test.each([
    [404, 'FunctionNotFound'],
    [429, 'ResourceExhausted'],
    [503, 'ResourceThrottled'],
  ] as const)('an error of the platform with %d is %s', async (status, code) => {
    const parts = fcParts({
      runtime: {
        invoke: async () => {
          throw new FunctionUnavailable(status, 'why');
        },
      },
    });
    await expect(invoke({}, '', parts)).rejects.toMatchObject({ code, status, message: 'why' });
  });

  test.each([[{ 'x-fc-invocation-type': 'Later' }], [{ 'x-fc-log-type': 'All' }], [{ 'x-fc-invocation-type': '' }]])(
    '%j is refused',
    async (headers) => {
      await expect(invoke(headers)).rejects.toMatchObject({ code: 'InvalidArgument' });
    },
  );
});

describe('an asynchronous invocation', () => {
  const headers = { 'x-fc-invocation-type': 'Async' };

  test('is queued with its request id, and answered without a body', async () => {
    const parts = fcParts();
    expect(await invoke(headers, '{"é":1}', parts)).toEqual({ status: 202, bytes: new Uint8Array() });
    expect(parts.queued).toEqual([
      {
        id: 'r',
        functionName: 'sweep',
        payload: '{"é":1}',
        trigger: 'InvokeFunction',
        eventName: 'Async',
        key: '',
        acceptedAt: NOW,
        functionErrors: 0,
        systemErrors: 0,
      },
    ]);
  });

  test('is queued without the credentials of its event', async () => {
    const parts = fcParts();
    const content = { bucket: 'demo', credentials: { secretAccessKey: 'event-secret' }, xVars: 'x-secret' };
    await invoke(headers, JSON.stringify({ events: [{ content }] }), parts);
    expect(parts.queued).toMatchObject([{ payload: '{"events":[{"content":{"bucket":"demo"}}]}' }]);
  });

  test.each([
    ['more than 128 KB', 'x'.repeat(PAYLOAD_LIMITS.async + 1), 'EntityTooLarge'],
    ['bytes that are not UTF-8', Uint8Array.of(255), 'InvalidArgument'],
  ])('%s are refused, and not queued', async (_, event, code) => {
    const parts = fcParts();
    await expect(invoke(headers, event, parts)).rejects.toMatchObject({ code });
    expect(parts.queued).toEqual([]);
  });

  test.each([
    [undefined, undefined],
    ['1', NOW + 1000],
    ['3600', NOW + 3_600_000],
  ])('x-fc-async-delay: %s', async (delay, due) => {
    const parts = fcParts();
    await invoke({ ...headers, ...(delay !== undefined && { 'x-fc-async-delay': delay }) }, '', parts);
    expect(parts.dues).toEqual([due]);
  });

  test.each(['', '0', '3601', '-1', '1.5', '1e2', ' 1 s'])('refuses the delay %j', async (delay) => {
    const refused = invoke({ ...headers, 'x-fc-async-delay': delay });
    await expect(refused).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  test('128 KB are accepted', async () => {
    expect(await invoke(headers, 'x'.repeat(PAYLOAD_LIMITS.async))).toMatchObject({ status: 202 });
  });
});

describe('a task', () => {
  const withTasks = () => {
    const parts = fcParts();
    parts.asyncConfigs.put('sweep', { maxAsyncRetryAttempts: 1, maxAsyncEventAgeInSeconds: 60, asyncTask: true });
    return parts;
  };
  const idIn3 = { 'x-fc-invocation-type': 'Async', 'x-fc-async-task-id': 'a-task' };
  const idIn2 = { 'x-fc-invocation-type': 'Async', 'x-fc-stateful-async-invocation-id': 'a-task' };

  test.each([
    ['3.0', idIn3, V3, 'a-task'],
    ['2.0', idIn2, V2, 'a-task'],
    ['without an id', { 'x-fc-invocation-type': 'Async' }, V3, 'r'],
    ['with the header of the other version', idIn2, V3, 'r'],
  ])('has the id of the caller, else the request id: %s', async (_, headers, target, id) => {
    const parts = withTasks();
    await invoke(headers, '', parts, target);
    expect(parts.queued.map(({ taskId }) => taskId)).toEqual([id]);
    await expect(invoke(headers, '', parts, target)).rejects.toMatchObject({ status: 409 });
    expect(parts.queued).toHaveLength(1);
  });

  test.each(['', '1a', '-a', 'a b', 'a/b', 'x'.repeat(129)])('refuses the id %j', async (id) => {
    const headers = { ...idIn3, 'x-fc-async-task-id': id };
    await expect(invoke(headers, '', withTasks())).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  test('exists only where tasks are on', async () => {
    const parts = fcParts();
    await invoke(idIn3, '', parts);
    await invoke(idIn3, '', parts);
    expect(parts.queued.map(({ taskId }) => taskId)).toEqual([undefined, undefined]);
  });
});

test('checkSize states the limit', () => {
  expect(() => checkSize(new Uint8Array(2), 2)).not.toThrow();
  expect(() => checkSize(new Uint8Array(3), 2)).toThrow('payload size exceeds maximum allowed size (2 bytes)');
});
