import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { askRules } from '../../../src/cli/options/deployment-api.ts';
import { type Step, scriptedServer, stranger } from '../../stores/oss/scripted-server.ts';

interface OpenApiUtil {
  readonly default: {
    getAuthorization(request: object, algorithm: string, payload: string, id: string, secret: string): string;
  };
}
/** The vendor's signature. */
const { default: vendor } = createRequire(import.meta.url)('@alicloud/openapi-util') as OpenApiUtil;

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

const CREDENTIALS = { accessKeyId: 'an-id', accessKeySecret: 'a-secret' };

/** A trigger with `authType: function`: answers only requests with a correct signature. */
const signedOnly: Step = (response, { method, url, headers }) => {
  const { pathname, searchParams } = new URL(url, 'http://trigger');
  const { host = '', 'x-acs-date': date, authorization } = headers;
  const request = {
    method,
    pathname,
    query: Object.fromEntries(searchParams),
    headers: { host, 'x-acs-date': String(date) },
  };
  if (authorization === vendor.getAuthorization(request, 'ACS3-HMAC-SHA256', '', 'an-id', 'a-secret')) {
    response.end(JSON.stringify({ text: 'version: 1', source: 'a.yaml', buckets: ['demo'] }));
    return;
  }
  response.writeHead(403, { 'content-type': 'application/json' });
  response.end('{"Code":"MissingRequiredHeader","Message":"required HTTP header Date was not specified"}');
};

test('signs the request if the trigger requires it, with the token in its own header', async () => {
  const server = await scriptedServer([signedOnly]);
  try {
    const rules = await askRules({ url: server.origin, token: 'T', credentials: CREDENTIALS });
    expect(rules.source).toBe('a.yaml');
    expect(server.received.map(({ headers }) => headers['x-autoalias-token'])).toEqual([undefined, 'T']);
  } finally {
    await server.close();
  }
});

test('without credentials, or with wrong ones, says what the trigger requires', async () => {
  const server = await scriptedServer([signedOnly]);
  try {
    await expect(askRules({ url: server.origin, token: 'T' })).rejects.toThrow(
      /it answered 403: no message; if the trigger requires a signature, set OSS_ACCESS_KEY_ID/,
    );
    const credentials = { ...CREDENTIALS, accessKeySecret: 'another' };
    await expect(askRules({ url: server.origin, token: 'T', credentials })).rejects.toThrow(/it answered 403/);
  } finally {
    await server.close();
  }
});

test('a refusal of autoalias itself is not sent again', async () => {
  const server = await scriptedServer([
    (response) => {
      response.writeHead(401);
      response.end('{"error":{"code":"unauthorized","message":"the token is not the value"}}');
    },
  ]);
  try {
    await expect(askRules({ url: server.origin, token: 'T', credentials: CREDENTIALS })).rejects.toThrow(
      /it answered 401: the token is not the value$/,
    );
    expect(server.received).toHaveLength(1);
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
