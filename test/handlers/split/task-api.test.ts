import { describe, expect, test } from 'vitest';
import { acs3Signature, readAcs3Authorization } from '../../../src/alibaba/acs3.ts';
import { createTaskApi } from '../../../src/handlers/split/task-api.ts';

interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

/** A client of an API that gives these answers, one after the other. */
function client(...answers: readonly (readonly [number, string] | Error)[]) {
  const sent: Sent[] = [];
  const api = createTaskApi({
    endpoint: 'https://1.cn-hangzhou.fc.aliyuncs.com',
    functionName: 'autoalias-sweep',
    credentials: { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: 'token' },
    now: () => Date.UTC(2026, 10, 28),
    fetch: async (url, init) => {
      const { method = '', body } = init;
      sent.push({ method, url: new URL(url), headers: new Headers(init.headers), body: String(body ?? '') });
      const answer = answers[sent.length - 1] ?? [500, 'no answer'];
      if (answer instanceof Error) throw answer;
      return new Response(answer[1], { status: answer[0] });
    },
  });
  return { api, sent };
}

/** Whether the signature covers the request as it was sent. */
function isSigned({ method, url, headers }: Sent): boolean {
  const given = readAcs3Authorization(headers.get('authorization') ?? '');
  if (given === undefined) return false;
  const all = { ...Object.fromEntries(headers), host: url.host };
  const signature = acs3Signature(
    {
      ...{ method, path: url.pathname, query: [...url.searchParams], headers: all },
      signedHeaders: given.signedHeaders,
      payloadHash: headers.get('x-acs-content-sha256') ?? '',
    },
    'secret',
  );
  return given.signature === signature && given.signedHeaders.includes('x-acs-security-token');
}

describe('a task is started', () => {
  test.each([
    [200, true],
    [202, true],
    [409, false],
  ])('and the answer %d says that it is new: %s', async (status, isNew) => {
    const { api, sent } = client([status, '{}']);
    expect(await api.start('sweep-r-s-0', { sweep: 1 })).toBe(isNew);
    const [request] = sent;
    expect(request).toMatchObject({ method: 'POST', body: '{"sweep":1}' });
    expect(request?.url.pathname).toBe('/2023-03-30/functions/autoalias-sweep/invocations');
    expect(request?.headers.get('x-fc-invocation-type')).toBe('Async');
    expect(request?.headers.get('x-fc-async-task-id')).toBe('sweep-r-s-0');
    expect(sent.every(isSigned)).toBe(true);
  });

  test('again after an error that can disappear', async () => {
    const { api, sent } = client([429, 'slow down'], new Error('reset'), [202, '']);
    expect(await api.start('id', {})).toBe(true);
    expect(sent).toHaveLength(3);
  });

  test.each([
    [403, 'AccessDenied'],
    [404, 'FunctionNotFound'],
  ])('not again after %d', async (status, text) => {
    const { api, sent } = client([status, text]);
    await expect(api.start('id', {})).rejects.toMatchObject({
      code: 'api-failed',
      message: expect.stringContaining(
        `it answered ${status}: ${text}; the role of the function needs fc:InvokeFunction`,
      ),
    });
    expect(sent).toHaveLength(1);
  });
});

test('tasks are listed page by page', async () => {
  const { api, sent } = client(
    [
      200,
      JSON.stringify({
        tasks: [
          { taskId: 'a', status: 'Running' },
          { taskId: 'b', status: 'Succeeded' },
        ],
        nextToken: 'b+',
      }),
    ],
    [
      200,
      JSON.stringify({
        tasks: [
          { taskId: 'c', status: 'Expired' },
          { taskId: 'd', status: 'Stopping' },
          { taskId: 'e', status: 'New' },
        ],
      }),
    ],
  );
  expect((await api.list('sweep-r-')).map(({ id, state }) => `${id} ${state}`)).toEqual([
    'a active',
    'b succeeded',
    'c failed',
    'd stopped',
    'e active',
  ]);
  expect(sent.map(({ url }) => Object.fromEntries(url.searchParams))).toEqual([
    { prefix: 'sweep-r-', limit: '100' },
    { prefix: 'sweep-r-', limit: '100', nextToken: 'b+' },
  ]);
  expect(sent.every(isSigned)).toBe(true);
});

test.each(['', '[]', '{"tasks":[{}]}'])('the answer %j is not a list', async (text) => {
  await expect(client([200, text]).api.list('x')).rejects.toMatchObject({ code: 'api-failed' });
});
