import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../../../src/handlers/function/environment.ts';
import { handleHttp } from '../../../../src/handlers/function/handle-http.ts';
import { handleObjectEvents } from '../../../../src/handlers/function/handle-object-events.ts';
import { CFC } from '../../../../src/handlers/function/platforms/cfc.ts';
import { bosRecord, SECRETS } from '../../../events/bos-record.ts';
import { bosEvents, cfcWorld, KEYS } from '../../cfc-world.ts';

const KEY = 'releases/app/1.10.0/f';
const ALIAS = 'releases/app/latest/f';
const CONTEXT = {
  requestId: 'R1',
  functionBrn: 'brn:bce:cfc:gz:0:function:f:$LATEST',
  credentials: { accessKeyId: 'of-context', secretAccessKey: 'c', sessionToken: 't' },
};

describe('the environment', () => {
  const pair = (id: string, more = {}) => ({ accessKeyId: id, accessKeySecret: 's', ...more });
  test.each([
    ['buckets', { BOS_BUCKET: 'demo, plain' }, { buckets: ['demo', 'plain'] }],
    ['the endpoint', { BOS_ENDPOINT: 'http://127.0.0.1:9002' }, { endpoint: 'http://127.0.0.1:9002' }],
    ['the region', { BOS_REGION: 'gz', BAIDUCLOUD_REGION: 'bj' }, { region: 'gz' }],
    ['the region of the provider', { BAIDUCLOUD_REGION: 'bj' }, { region: 'bj' }],
    ['the region of the function', { BCE_USER_FUNCTION_BRN: CONTEXT.functionBrn }, { region: 'gz' }],
    [
      'credentials',
      {
        BCE_ACCESS_KEY_ID: 'a',
        BCE_SECRET_ACCESS_KEY: 's',
        BCE_SESSION_TOKEN: 't',
        BAIDUCLOUD_ACCESS_KEY: 'b',
        BAIDUCLOUD_SECRET_KEY: 's',
      },
      { credentials: pair('a', { securityToken: 't' }) },
    ],
    [
      'credentials of the provider',
      { BAIDUCLOUD_ACCESS_KEY: 'b', BAIDUCLOUD_SECRET_KEY: 's' },
      { credentials: pair('b') },
    ],
    ['a state prefix', { AUTOALIAS_STATE: 'ops/' }, { statePrefix: 'ops/' }],
    [
      'nothing of the other cloud',
      { OSS_BUCKET: 'demo', OSS_REGION: 'x', OSS_ENDPOINT: 'y', OSS_ACCESS_KEY_ID: 'z' },
      { buckets: [], region: undefined, endpoint: undefined, credentials: undefined },
    ],
  ])('%s', (_, variables, expected) => {
    expect(readEnvironment(variables, CFC)).toMatchObject(expected);
  });

  test.each([
    [{ BCE_ACCESS_KEY_ID: 'a' }, 'BCE_SECRET_ACCESS_KEY is not set, but BCE_ACCESS_KEY_ID is'],
    [{ BAIDUCLOUD_SECRET_KEY: 'b' }, 'BAIDUCLOUD_ACCESS_KEY is not set, but BAIDUCLOUD_SECRET_KEY is'],
    [{ BOS_BUCKET: 'Demo' }, 'BOS_BUCKET names "Demo", which is not a valid bucket name'],
    [{ AUTOALIAS_SWEEP_TASKS: '4' }, 'AUTOALIAS_SWEEP_TASKS is set, but only Function Compute has tasks'],
  ])('refuses %j', (variables, message) => {
    expect(() => readEnvironment(variables, CFC)).toThrow(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(message) }),
    );
  });
});

describe('credentials of requests', () => {
  const none = { BCE_ACCESS_KEY_ID: '', BCE_SECRET_ACCESS_KEY: '' };
  const expired = {
    events: [bosRecord('PutObject', KEY, { credentials: { ...SECRETS, expiration: '2020-01-01T00:00:00Z' } })],
  };
  const current = { events: [bosRecord('PutObject', KEY, { credentials: SECRETS })] };
  const bare = { events: [bosRecord('PutObject', KEY, { credentials: undefined })] };
  test.each([
    ['the environment before the event and the context', {}, current, KEYS.accessKeyId],
    ['the event before the context', none, current, SECRETS.accessKeyId],
    ['the context, if those of the event have expired', none, expired, 'of-context'],
    ['the context', none, bare, 'of-context'],
  ])('%s', async (_, variables, event, id) => {
    const world = cfcWorld({ variables });
    await world.put(KEY);
    await handleObjectEvents(world.host, event, CONTEXT);
    expect(new Set(world.signedBy.map(([, { accessKeyId }]) => accessKeyId))).toEqual(new Set([id]));
    expect(await world.target(ALIAS)).toBe(KEY);
  });

  test('those of one invocation are not used for the next', async () => {
    const world = cfcWorld({ variables: none });
    await world.put(KEY);
    await handleObjectEvents(world.host, current, {});
    await expect(handleObjectEvents(world.host, bare, {})).rejects.toThrow(
      /there are no credentials: BCE_ACCESS_KEY_ID/,
    );
  });

  test('the region of the context is used if no variable names one', async () => {
    const world = cfcWorld({ variables: { BOS_REGION: '' } });
    await world.put(KEY);
    await handleObjectEvents(world.host, current, CONTEXT);
    expect(world.signedBy[0]?.[0]).toBe('gz');
    await expect(handleObjectEvents(world.host, current, {})).rejects.toThrow(
      'BOS_REGION is not set: requests need it; set it to the region of the bucket, like bj',
    );
  });
});

describe('keys of events, which may be encoded', () => {
  const encoded = 'releases%2Fapp%2F1.10.0%2Fa%20b%2Bc';
  const plain = 'releases/app/1.10.0/a b+c';
  test.each([
    ['raw', plain],
    ['encoded', encoded],
    ['encoded as in a form', encoded.replace('%20', '+')],
    ['encoded except slashes', 'releases/app/1.10.0/a%20b%2Bc'],
  ])('%s', async (_, key) => {
    const world = cfcWorld();
    await world.put(plain);
    await handleObjectEvents(world.host, bosEvents(key), CONTEXT);
    expect(await world.target('releases/app/latest/a b+c')).toBe(plain);
    expect(world.lines.filter((line) => line.includes('"warn"'))).toEqual([]);
  });

  test('a raw key with a percent sign: both aliases follow the objects that exist', async () => {
    const world = cfcWorld();
    await world.put('releases/app/1.0.0/a%20b', 'releases/app/2.0.0/a b');
    await handleObjectEvents(world.host, bosEvents('releases/app/1.0.0/a%20b'), CONTEXT);
    expect(await world.target('releases/app/latest/a%20b')).toBe('releases/app/1.0.0/a%20b');
    expect(await world.target('releases/app/latest/a b')).toBe('releases/app/2.0.0/a b');
  });

  test('a deleted alias is repaired under its decoded key too', async () => {
    const world = cfcWorld();
    await world.put(KEY);
    const event = { events: [bosRecord('DeleteObject', encodeURIComponent(ALIAS))] };
    await handleObjectEvents(world.host, event, CONTEXT);
    expect(await world.target(ALIAS)).toBe(KEY);
  });
});

test.each([
  ['a success', {}, bosEvents(KEY)],
  ['a bucket that is not served', { BOS_BUCKET: 'other' }, bosEvents(KEY)],
  [
    'no rule, an unknown event and a malformed one',
    {},
    { events: [bosRecord('PutObject', 'x'), bosRecord('Get', KEY), bosRecord('PutObject', 5)] },
  ],
  ['a failure of the store', {}, bosEvents(KEY), 'fail'],
  [
    'no credentials',
    { BCE_ACCESS_KEY_ID: '', BCE_SECRET_ACCESS_KEY: '' },
    { events: [bosRecord('PutObject', KEY, { credentials: { ...SECRETS, expiration: '2020-01-01T00:00:00Z' } })] },
  ],
])('logs and errors never contain the credentials of an event: %s', async (_, variables, event, failing = '') => {
  const world = cfcWorld({
    variables,
    before: () => {
      if (failing) throw new Error('store failed');
    },
  });
  await world.put(KEY);
  const outputs: string[] = [];
  for (const carrier of [event, JSON.stringify(event), Buffer.from(JSON.stringify(event))]) {
    outputs.push(JSON.stringify(await handleObjectEvents(world.host, carrier, {}).catch(describeError)));
  }
  const text = [...outputs, ...world.lines].join('\n');
  expect(text.length).toBeGreaterThan(20);
  for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
});

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const errors: unknown[] = error instanceof AggregateError ? error.errors.map(describeError) : [];
  return { ...error, message: error.message, stack: error.stack, cause: describeError(error.cause), errors };
}

test('the HTTP API answers a trigger of CFC', async () => {
  const world = cfcWorld({ variables: { AUTOALIAS_TOKEN: 'token' } });
  await world.put(KEY);
  const event = { httpMethod: 'GET', path: '/v1/status', headers: { authorization: 'Bearer token' } };
  const { statusCode, body, isBase64Encoded, headers } = await handleHttp(world.host, event, CONTEXT);
  expect([statusCode, isBase64Encoded, headers['content-type']]).toEqual([200, false, 'application/json']);
  expect(JSON.parse(body)).toMatchObject({ total: { objects: 1 } });
  expect(await handleHttp(world.host, { ...event, headers: {} }, CONTEXT)).toMatchObject({ statusCode: 401 });
});
