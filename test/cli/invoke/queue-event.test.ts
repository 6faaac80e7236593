import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueEvent } from '../../../src/cli/invoke/queue-event.ts';
import type { ApiServer } from '../../../src/local/api/listen-api.ts';
import type { Invocation } from '../../../src/local/queue/invocation.ts';
import { fcServer, targetAt } from './fc-server.ts';

const queued: Invocation[] = [];
let server: ApiServer;
beforeAll(async () => {
  server = await fcServer({
    enqueue: async (invocation) => {
      queued.push(invocation);
      return true;
    },
  });
});
afterAll(() => server.close());

const EVENT = { functionName: 'sweep', qualifier: null, event: '{"é":1}' };

test.each([null, 'LATEST'])('queues an event by a signed request: qualifier %s', async (qualifier) => {
  const requestId = await queueEvent(targetAt(server.url), { ...EVENT, qualifier });
  expect(queued.at(-1)).toMatchObject({ id: requestId, functionName: 'sweep', payload: '{"é":1}' });
});

test.each([
  ['another secret', 'other', {}, '403 (SignatureNotMatch: '],
  [
    'an unknown function',
    undefined,
    { functionName: 'nope' },
    "404 (FunctionNotFound: function 'nope' does not exist)",
  ],
  ['an unknown version', undefined, { qualifier: '7' }, '404 (VersionNotFound: '],
])('%s: reports the answer', async (_, secret, change, text) => {
  await expect(queueEvent(targetAt(server.url, secret), { ...EVENT, ...change })).rejects.toMatchObject({
    code: 'api-failed',
    message: expect.stringContaining(
      `did not accept the event for ${{ ...EVENT, ...change }.functionName}: it answered ${text}`,
    ),
  });
});
