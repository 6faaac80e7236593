import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createIssuerKeys } from '../../../../src/handlers/http/oidc/issuer-keys.ts';
import { ISSUER, type IssuerKey, newKey, openTestIssuer, type TestIssuer } from './test-issuer.ts';

let key: IssuerKey;
let issuer: TestIssuer;
beforeAll(async () => {
  key = await newKey('k1');
  issuer = await openTestIssuer(key);
});
beforeEach(() => {
  issuer.instead = undefined;
  issuer.requests.length = 0;
});
afterAll(() => issuer.close());

const HEADER = { alg: 'RS256', kid: 'k1' };
const TOKEN = { payload: '', signature: '', protected: '' };

function keysAt(clock: { now: number }) {
  const keyOf = createIssuerKeys(ISSUER, { fetch: issuer.fetch, now: () => clock.now, keyCooldown: 0 });
  return async () => keyOf(HEADER, TOKEN);
}

const DISCOVERY = '/ci/.well-known/openid-configuration';
const fails: RequestListener = (_, response) => response.writeHead(503).end();

test('the address of the keys is read again after an hour', async () => {
  const clock = { now: 0 };
  const find = keysAt(clock);
  for (const minutes of [0, 1, 59, 60]) {
    clock.now = minutes * 60_000;
    await find();
  }
  expect(issuer.requests).toEqual([DISCOVERY, '/keys', DISCOVERY, '/keys']);
});

test('an issuer that failed is asked again after five seconds', async () => {
  const clock = { now: 0 };
  const find = keysAt(clock);
  issuer.instead = fails;
  await expect(find()).rejects.toThrow('answered 503');
  issuer.instead = undefined;
  clock.now = 4999;
  await expect(find()).rejects.toThrow('answered 503');
  expect(issuer.requests).toEqual([DISCOVERY]);
  clock.now = 5000;
  expect(await find()).toBeDefined();
});

test('a failure does not make known keys useless', async () => {
  const clock = { now: 0 };
  const keyOf = createIssuerKeys(ISSUER, { fetch: issuer.fetch, now: () => clock.now, keyCooldown: 0 });
  await keyOf(HEADER, TOKEN);
  issuer.instead = fails;
  await expect((async () => keyOf({ ...HEADER, kid: 'k2' }, TOKEN))()).rejects.toThrow('answered 503');
  expect(await keyOf(HEADER, TOKEN)).toBeDefined();
});

test.each<[what: string, configuration: unknown, why: string]>([
  [
    'of another issuer',
    { issuer: 'https://other.example', jwks_uri: 'https://issuer.example/keys' },
    'is the configuration of another issuer',
  ],
  ['without an issuer', { jwks_uri: 'https://issuer.example/keys' }, 'is the configuration of another issuer'],
  ['without an address', { issuer: ISSUER }, 'has no jwks_uri'],
  ['with an address that is not a URL', { issuer: ISSUER, jwks_uri: '/keys' }, 'has no jwks_uri'],
  [
    'with an address without TLS',
    { issuer: ISSUER, jwks_uri: 'http://issuer.example/keys' },
    'http://issuer.example/keys is not an https:// address',
  ],
  ['that is null', null, 'is the configuration of another issuer'],
  ['that is a list', [], 'is the configuration of another issuer'],
])('a configuration %s is refused', async (_, configuration, why) => {
  issuer.instead = (__, response) => response.end(JSON.stringify(configuration));
  await expect(keysAt({ now: 0 })()).rejects.toThrow(why);
  expect(issuer.requests).toEqual([DISCOVERY]);
});
