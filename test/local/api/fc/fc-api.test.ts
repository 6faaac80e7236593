import { describe, expect, test } from 'vitest';
import { fcApi } from '../../../../src/local/api/fc/fc-api.ts';
import { CREDENTIALS, fcParts, requestOf, type Sent, signed3 } from './fc-fixture.ts';

const V3 = '/2023-03-30';

async function call(sent: Sent, request = signed3(sent), parts = fcParts(), isLocal = true) {
  const answer = await fcApi(parts)(request, { target: sent.target, isLocal });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type') === 'application/json';
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

describe('fcApi', () => {
  test('invokes a function', async () => {
    const answer = await call({ method: 'POST', target: `${V3}/functions/sweep/invocations`, body: 'event' });
    expect(answer).toMatchObject({ status: 200, body: 'event' });
    expect(answer.headers.get('x-fc-request-id')).toBe('id-1');
  });

  test.each<[target: string, body: unknown]>([
    [`${V3}/functions?limit=1`, { functions: [{ functionName: 'http' }], nextToken: 'object-events' }],
    [`${V3}/functions/sweep`, { functionName: 'sweep' }],
    [`${V3}/functions/sweep/triggers`, { triggers: [{ triggerName: 'schedule' }] }],
    [`${V3}/functions/sweep/triggers/schedule`, { triggerName: 'schedule' }],
    [`${V3}/functions/sweep/async-invoke-config`, { maxAsyncRetryAttempts: 1 }],
    [`${V3}/async-invoke-configs`, { configs: [{ maxAsyncRetryAttempts: 1 }] }],
    [`${V3}/async-invoke-configs?functionName=http`, { configs: [] }],
    [`${V3}/functions/sweep/async-invoke-configs`, { configs: [{ maxAsyncRetryAttempts: 1 }] }],
  ])('GET %s', async (target, body) => {
    expect(await call({ target })).toMatchObject({ status: 200, body });
  });

  test('replaces the configuration of asynchronous invocations', async () => {
    const parts = fcParts();
    const target = `${V3}/functions/http/async-invoke-config`;
    const put: Sent = { method: 'PUT', target, body: '{"maxAsyncRetryAttempts":5}' };
    expect(await call(put, signed3(put), parts)).toMatchObject({ status: 200, body: { maxAsyncRetryAttempts: 5 } });
    expect(parts.asyncConfigs.policyOf('http')).toMatchObject({ maxAsyncRetryAttempts: 5 });
  });

  test.each<[sent: Sent, status: number, code: string]>([
    [{ target: `${V3}/functions/nope` }, 404, 'FunctionNotFound'],
    [{ target: `${V3}/functions/sweep?qualifier=1` }, 404, 'VersionNotFound'],
    [{ target: `${V3}/functions/sweep/triggers/nope` }, 404, 'TriggerNotFound'],
    [{ target: `${V3}/functions/http/async-invoke-config` }, 404, 'AsyncConfigNotExists'],
    [{ target: `${V3}/functions?limit=0` }, 400, 'InvalidArgument'],
    [{ target: `${V3}/nope` }, 400, 'PathNotSupported'],
    [{ method: 'POST', target: `${V3}/functions/nope/invocations`, body: 'x' }, 404, 'FunctionNotFound'],
  ])('%j: %d %s', async (sent, status, code) => {
    expect(await call(sent)).toMatchObject({ status, body: { Code: code, RequestId: 'id-1' } });
  });

  test('an unsigned request learns nothing, and gets the form of the API that it asked', async () => {
    const target = '/2016-08-15/services/s/functions/nope';
    const answer = await call({ target }, requestOf({ target }));
    expect(answer).toMatchObject({ status: 400, body: { ErrorCode: 'MissingRequiredHeader' } });
  });

  test('reads at most 32 MB of a body, and discards as much again', async () => {
    const sent: Sent = { method: 'POST', target: `${V3}/functions/sweep/invocations`, body: 'event' };
    let chunks = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        chunks += 1;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: signed3(sent).headers,
      body,
      duplex: 'half',
    };
    const answer = await call(sent, new Request('http://127.0.0.1:9001/', init));
    expect(answer).toMatchObject({ status: 400, body: { Code: 'EntityTooLarge' } });
    expect(chunks).toBeLessThan(70);
  });

  test('an unexpected error is a 500', async () => {
    const parts = fcParts({
      functions: () => {
        throw new Error('disk');
      },
    });
    const sent = { target: `${V3}/functions` };
    expect(await call(sent, signed3(sent), parts)).toMatchObject({
      status: 500,
      body: { Code: 'InternalServerError', Message: 'disk' },
    });
  });
});

describe('asynchronous tasks', () => {
  const parts = fcParts();
  const tasks = `${V3}/functions/sweep/async-tasks`;
  const ask = (sent: Sent) => call(sent, signed3(sent), parts);
  const start = (id: string) => {
    const headers = { 'x-fc-invocation-type': 'Async', 'x-fc-async-task-id': id };
    return ask({ method: 'POST', target: `${V3}/functions/sweep/invocations`, body: 'event', headers });
  };

  test('are listed, shown and stopped', async () => {
    await ask({ method: 'PUT', target: `${V3}/functions/sweep/async-invoke-config`, body: '{"asyncTask":true}' });
    expect((await start('a')).status).toBe(202);
    expect((await start('b')).status).toBe(202);
    const repeated = { status: 409, body: { Code: 'StatefulAsyncInvocationAlreadyExists' } };
    expect(await start('a')).toMatchObject(repeated);
    expect(parts.queued.map(({ taskId }) => taskId)).toEqual(['a', 'b']);
    expect(await ask({ target: tasks })).toMatchObject({ body: { tasks: [{ taskId: 'a' }, { taskId: 'b' }] } });
    expect(await ask({ target: `${tasks}/a` })).toMatchObject({ body: { status: 'Enqueued', taskPayload: 'event' } });
    expect(await ask({ method: 'PUT', target: `${tasks}/a/stop` })).toMatchObject({ status: 200, body: {} });
    expect(await ask({ target: `${tasks}?status=Stopped` })).toMatchObject({ body: { tasks: [{ taskId: 'a' }] } });
    expect(await ask({ target: `${tasks}?prefix=b&includePayload=true` })).toMatchObject({
      body: { tasks: [{ taskId: 'b', taskPayload: 'event' }] },
    });
    expect(await ask({ method: 'PUT', target: `${tasks}/a/stop` })).toMatchObject({
      status: 400,
      body: { Code: 'InvalidArgument' },
    });
  });

  test.each<[sent: Sent]>([[{ target: `${tasks}/nope` }], [{ method: 'PUT', target: `${tasks}/nope/stop` }]])(
    '%j is not found',
    async (sent) => {
      expect(await ask(sent)).toMatchObject({ status: 404, body: { Code: 'AsyncTaskNotFound' } });
    },
  );
});

describe('the form of s local invoke', () => {
  const sent: Sent = {
    method: 'POST',
    target: `${V3}/functions/function/invocations`,
    body: 'event',
    headers: {
      'x-fc-function-name': 'sweep',
      'x-fc-access-key-id': CREDENTIALS.accessKeyId,
      'x-fc-access-key-secret': CREDENTIALS.accessKeySecret,
      'x-fc-log-type': 'Tail',
      'x-fc-request-id': 'their-id',
    },
  };

  test('calls the function that the headers name, without a signature', async () => {
    const answer = await call(sent, requestOf(sent));
    expect(answer).toMatchObject({ status: 200, body: 'event' });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-fc-request-id': 'their-id',
      'x-fc-log-result': Buffer.from('a line\n').toString('base64'),
    });
  });

  test('from another machine is refused', async () => {
    expect(await call(sent, requestOf(sent), fcParts(), false)).toMatchObject({ status: 403 });
  });

  test('of an unknown function is refused', async () => {
    const other = { ...sent, headers: { ...sent.headers, 'x-fc-function-name': 'nope' } };
    expect(await call(other, requestOf(other))).toMatchObject({ status: 404, body: { Code: 'FunctionNotFound' } });
  });
});

/** Numbers from 0 up to 1, the same in every run. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

test('random requests are answered, and never with a 500', async () => {
  const random = randoms(13);
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0];
  const part = (): string =>
    pick([
      ...(['functions', 'services', 's.LATEST', 'sweep', 'function', 'invocations', 'triggers', 'schedule'] as const),
      ...([
        'async-invoke-config',
        'async-invoke-configs',
        'async-tasks',
        'stop',
        '',
        '%',
        '%00',
        '%2F',
        'é',
        '..',
        '.',
        '*',
        '9',
        '-',
      ] as const),
    ]);
  const value = (): string => pick(['', 'LATEST', '1', 'Async', 'Tail', '%', '\u00ff', '0', '-1', 'x'.repeat(300)]);
  const names = ['x-fc-invocation-type', 'x-fc-log-type', 'x-fc-function-name', 'x-fc-access-key-id', 'date'] as const;
  const more = ['authorization', 'x-acs-date', 'x-acs-content-sha256', 'x-fc-event-type'] as const;
  const statuses = new Map<number, number>();
  for (let round = 0; round < 3000; round++) {
    const segments = Array.from({ length: 1 + Math.floor(random() * 5) }, part);
    const query =
      random() < 0.3 ? `?${pick(['qualifier', 'limit', 'nextToken', '%', '='])}=${encodeURIComponent(value())}` : '';
    const target = `/${pick(['2023-03-30', '2016-08-15'])}/${segments.join('/')}${query}`;
    const method = pick(['GET', 'POST', 'PUT', 'DELETE']);
    const body = method === 'GET' ? undefined : pick(['', '{}', '{"asyncTask":true}', '[', '\u0000', 'null']);
    const headers = Object.fromEntries([...names, ...more].filter(() => random() < 0.2).map((name) => [name, value()]));
    const sent: Sent = { method, target, headers, ...(body !== undefined && { body }) };
    const request = random() < 0.7 ? signed3(sent) : requestOf(sent);
    const answer = await call(sent, request, fcParts(), random() < 0.5);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    expect([200, 202, 400, 403, 404]).toContain(answer.status);
  }
  // The requests reach every kind of answer.
  expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([200, 400, 403, 404]));
});
