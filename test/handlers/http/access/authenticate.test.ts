import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { NO_ACCESS } from '../../../../src/handlers/http/access/access-settings.ts';
import { createAuthenticate } from '../../../../src/handlers/http/access/authenticate.ts';
import type { IdTokenVerdict } from '../../../../src/handlers/http/access/id-token.ts';
import { ALL_RIGHTS } from '../../../../src/handlers/http/access/right.ts';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const tokens = [
  { name: 'dashboard', rights: ['read' as const], sha256: sha256('token-a') },
  { name: 'ci', rights: ['read' as const, 'move' as const], sha256: sha256('token-b') },
];
const issuers = [{ issuer: 'https://i.example', audience: 'a', name: 'i', rights: [], claims: { id: ['1'] } }];
const JWT = 'eyJhIjoxfQ.e30.c2ln';

function check(
  sent: string,
  {
    token,
    access = { tokens, issuers: [] },
    verdict = { refused: 'r' },
  }: { token?: string; access?: Parameters<typeof createAuthenticate>[0]['access']; verdict?: IdTokenVerdict } = {},
) {
  const asked: string[] = [];
  const verifyIdToken = async (text: string) => {
    asked.push(text);
    return verdict;
  };
  const authenticate = createAuthenticate({ token, access, verifyIdToken });
  const answer = authenticate((name) => (name === 'Authorization' ? `Bearer ${sent}` : undefined));
  return answer.then((found) => ({ found, asked }));
}

test.each([
  ['token-a', 'dashboard', new Set(['read'])],
  ['token-b', 'ci', new Set(['read', 'move'])],
  ['main', 'http', ALL_RIGHTS],
])('the token %s is that of %s', async (sent, name, rights) => {
  expect((await check(sent, { token: 'main' })).found).toEqual({ caller: { name, rights } });
});

test.each([
  ['Main', { token: 'main', access: NO_ACCESS }, 'the token is not the value of AUTOALIAS_TOKEN'],
  ['token-A', { token: 'main' }, 'the token is not the value of AUTOALIAS_TOKEN or a token of AUTOALIAS_TOKENS'],
  ['token-', {}, 'the token is not a token of AUTOALIAS_TOKENS'],
  // The hash is not a secret.
  [sha256('token-a'), {}, 'the token is not a token of AUTOALIAS_TOKENS'],
  [JWT, {}, 'the token is not a token of AUTOALIAS_TOKENS'],
  ['x', { access: { tokens: [], issuers } }, 'the token is not an OIDC token'],
  [
    'undefined',
    { access: NO_ACCESS },
    'no token is configured, so every request is refused; set AUTOALIAS_TOKEN on the function',
  ],
])('the token %s is refused', async (sent, options, why) => {
  expect(await check(sent, options)).toEqual({ found: { status: 401, code: 'unauthorized', why }, asked: [] });
});

test.each<[IdTokenVerdict, object]>([
  [
    { caller: { name: 'i:1', rights: new Set(['read'] as const) } },
    { caller: { name: 'i:1', rights: new Set(['read']) } },
  ],
  [{ refused: 'it expired' }, { status: 401, code: 'unauthorized', why: 'the OIDC token is not accepted: it expired' }],
  [{ unavailable: 'no answer' }, { status: 503, code: 'issuer-unavailable', why: 'no answer' }],
])('a JWT is verified: %j', async (verdict, found) => {
  expect(await check(JWT, { access: { tokens, issuers }, verdict })).toEqual({ found, asked: [JWT] });
});
