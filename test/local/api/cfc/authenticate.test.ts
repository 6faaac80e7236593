import { describe, expect, test } from 'vitest';
import { signBce } from '../../../../src/bce-wire/bce-auth.ts';
import { authenticate } from '../../../../src/local/api/cfc/authenticate.ts';
import { CREDENTIALS, NOW } from './cfc-world.ts';

const REQUEST = {
  method: 'GET',
  path: '/v1/functions/a%3Ab',
  query: [['Qualifier', '$LATEST']] as const,
  segments: [],
};
const MINUTE = 60_000;

interface Signing {
  readonly id?: string;
  readonly secret?: string;
  readonly at?: number;
  readonly expirySeconds?: number;
  readonly signedHeaders?: readonly string[];
  readonly token?: string;
}

/** Signs a request and checks it against the keys of the store. */
function check(
  { id = 'autoalias', secret = 'autoalias-secret', at = NOW, token, ...signing }: Signing,
  change = {},
  keys = {},
) {
  const headers: Record<string, string> = {
    host: 'h',
    'x-bce-date': 'd',
    ...(token === undefined ? {} : { 'x-bce-security-token': token }),
  };
  const authorization = signBce(
    { ...REQUEST, headers },
    { credentials: { accessKeyId: id, accessKeySecret: secret }, now: at, ...signing },
  );
  const request = { ...REQUEST, headers: { ...headers, authorization }, ...change };
  authenticate(request, { credentials: { ...CREDENTIALS, ...keys }, now: NOW });
}

test.each<[string, Signing]>([
  ['the default headers, by name', {}],
  ['the default headers, without their names', { signedHeaders: [] }],
  ['only the host', { signedHeaders: ['host'] }],
  ['an old one that is still valid', { at: NOW - 40 * MINUTE, expirySeconds: 2400 }],
  ['an old one at its end', { at: NOW - 30 * MINUTE }],
  ['a clock that is ahead', { at: NOW + 14 * MINUTE }],
  ['one that never expires', { at: NOW - 400 * MINUTE, expirySeconds: -1 }],
])('accepts a signature over %s', (_, signing) => {
  expect(() => check(signing)).not.toThrow();
});

test('accepts the token of temporary keys', () => {
  expect(() => check({ token: 't' }, {}, { securityToken: 't' })).not.toThrow();
});

describe('refuses', () => {
  test.each<[string, Signing, object, object, string]>([
    ['another key', { id: 'other' }, {}, {}, 'InvalidAccessKeyId'],
    ['another secret', { secret: 'other' }, {}, {}, 'SignatureDoesNotMatch'],
    ['another path', {}, { path: '/v1/functions/b' }, {}, 'SignatureDoesNotMatch'],
    ['another query', {}, { query: [] }, {}, 'SignatureDoesNotMatch'],
    ['another method', {}, { method: 'POST' }, {}, 'SignatureDoesNotMatch'],
    ['a signature without the host', { signedHeaders: ['x-bce-date'] }, {}, {}, 'SignatureDoesNotMatch'],
    ['one that has just expired', { at: NOW - 30 * MINUTE - 1000 }, {}, {}, 'RequestExpired'],
    ['one from the future', { at: NOW + 16 * MINUTE }, {}, {}, 'RequestExpired'],
    ['a missing token', {}, {}, { securityToken: 't' }, 'AccessDenied'],
    ['a wrong token', { token: 'x' }, {}, { securityToken: 't' }, 'AccessDenied'],
    ['a token for other keys', { token: 'x' }, {}, {}, 'AccessDenied'],
    ['no signature', {}, { headers: { host: 'h' } }, {}, 'AccessDenied'],
    ['another scheme', {}, { headers: { host: 'h', authorization: 'Bearer t' } }, {}, 'InvalidHTTPAuthHeader'],
  ])('%s', (_, signing, change, keys, code) => {
    expect(() => check(signing, change, keys)).toThrow(expect.objectContaining({ code }));
  });
});

test.each([
  ['127.0.0.1:9001', 9001, true],
  ['[::1]:9001', 9001, true],
  ['localhost', 80, true],
  // The port of the store.
  ['127.0.0.1:9002', 9001, false],
  ['cfc.bj.baidubce.com', 9001, false],
  ['[::1]', 9001, false],
])('a signature for the host %s, at the port %i: %s', (host, port, isAccepted) => {
  const authorization = signBce({ ...REQUEST, headers: { host } }, { credentials: CREDENTIALS, now: NOW });
  const given = () =>
    authenticate({ ...REQUEST, headers: { host, authorization } }, { credentials: CREDENTIALS, now: NOW, port });
  if (isAccepted) expect(given).not.toThrow();
  else expect(given).toThrow(expect.objectContaining({ code: 'SignatureDoesNotMatch' }));
});
