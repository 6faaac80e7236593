import { afterAll, beforeAll, expect, test } from 'vitest';
import { callFc3 } from '../../../src/cli/invoke/call-fc3.ts';
import type { ApiServer } from '../../../src/local/api/listen-api.ts';
import { fcServer, targetAt } from './fc-server.ts';

let server: ApiServer;
beforeAll(async () => {
  server = await fcServer();
});
afterAll(() => server.close());

const call = { functionName: 'sweep', event: Buffer.from('{"é":1}'), isAsync: false, qualifier: undefined };

test.each([undefined, 'LATEST'])('returns what the function returns, and its log: qualifier %s', async (qualifier) => {
  const { headers, body } = await callFc3(targetAt(server.url))({ ...call, qualifier });
  expect(Buffer.from(body).toString()).toBe('{"é":1}');
  expect(Buffer.from(headers['x-fc-log-result'] ?? '', 'base64').toString()).toBe('a line\n');
});

test.each([Buffer.from(''), Buffer.from([0, 255, 128])])('sends the event as it is: %j', async (event) => {
  const { body } = await callFc3(targetAt(server.url))({ ...call, event });
  expect(Buffer.from(body).equals(event)).toBe(true);
});

test('returns the error of a function as JSON', async () => {
  const error = { errorType: 'RangeError', errorMessage: 'too far', stackTrace: [] };
  const failing = await fcServer({
    runtime: {
      invoke: async () => ({
        ok: false,
        requestId: 'r',
        fcErrorType: 'HandledInvocationError',
        error,
        milliseconds: 1,
      }),
    },
  });
  try {
    const { headers, body } = await callFc3(targetAt(failing.url))(call);
    expect([headers['x-fc-error-type'], JSON.parse(Buffer.from(body).toString())]).toEqual([
      'HandledInvocationError',
      error,
    ]);
  } finally {
    await failing.close();
  }
});

test('queues an event', async () => {
  const { headers, body } = await callFc3(targetAt(server.url))({ ...call, isAsync: true });
  expect([body.length, headers['x-fc-request-id']]).toEqual([0, expect.stringMatching(/^id-/)]);
});

test.each([
  ['another secret', 'other', {}, 'SignatureNotMatch'],
  ['an unknown function', undefined, { functionName: 'nope' }, 'FunctionNotFound'],
  ['an unknown version', undefined, { qualifier: '7' }, 'VersionNotFound'],
])('%s: throws the code of the API', async (_, secret, change, code) => {
  await expect(callFc3(targetAt(server.url, secret))({ ...call, ...change })).rejects.toMatchObject({ code });
});
