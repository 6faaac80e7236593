import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { askRules } from '../../../src/cli/options/deployment-api.ts';
import { scriptedServer, stranger } from '../../stores/oss/scripted-server.ts';

test('asks /v1/rules with the token', async () => {
  const server = await scriptedServer([
    (response) =>
      response.end(JSON.stringify({ text: 'version: 1', source: 'a.yaml', digest: 'x', buckets: ['demo'] })),
  ]);
  try {
    expect(await askRules({ url: `${server.origin}/`, token: 'T' })).toEqual({
      text: 'version: 1',
      source: 'a.yaml',
      buckets: ['demo'],
    });
    expect(server.received).toMatchObject([
      { method: 'GET', url: '/v1/rules', headers: { authorization: 'Bearer T' } },
    ]);
  } finally {
    await server.close();
  }
});

test.each([
  ['nothing', stranger(200)],
  ['a redirect', stranger(302)],
])('an answer that is %s has a code', async (_, step) => {
  const server = await scriptedServer([step]);
  try {
    await expect(askRules({ url: server.origin, token: 'T' })).rejects.toMatchObject({ code: 'api-failed' });
  } finally {
    await server.close();
  }
});

/** Collects garbage: what holds a deadline by a weak reference alone loses it. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

test('an answer that never ends is given up', async () => {
  let closed: (() => void) | undefined;
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const server = await scriptedServer([
    (response) => {
      response.writeHead(200);
      const drip = setInterval(() => {
        collectGarbage();
        response.write(' ');
      }, 50);
      response.on('close', () => {
        clearInterval(drip);
        closed?.();
      });
    },
  ]);
  try {
    await expect(askRules({ url: server.origin, token: 'T' }, 500)).rejects.toMatchObject({
      code: 'api-failed',
      message: expect.stringContaining('its answer was not complete after 500 ms'),
    });
    await isClosed;
  } finally {
    await server.close();
  }
});
