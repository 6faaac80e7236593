import { createHmac } from 'node:crypto';
import { exportSPKI, type JWTPayload, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TrustedIssuer } from '../../../../src/handlers/http/access/trusted-issuer.ts';
import { createIdTokenVerifier } from '../../../../src/handlers/http/oidc/verify-id-token.ts';
import {
  AUDIENCE,
  GITHUB_CLAIMS,
  ISSUER,
  type IssuerKey,
  NOW,
  newKey,
  openTestIssuer,
  sign,
  type TestIssuer,
} from './test-issuer.ts';

const MAIN: TrustedIssuer = {
  issuer: ISSUER,
  audience: AUDIENCE,
  name: 'github',
  rights: ['move'],
  claims: { repository_id: ['74'], ref: ['refs/heads/main', 'refs/heads/beta'] },
};

let key: IssuerKey;
let stranger: IssuerKey;
let issuer: TestIssuer;
beforeAll(async () => {
  [key, stranger] = await Promise.all([newKey('k1'), newKey('k1')]);
  issuer = await openTestIssuer();
});
beforeEach(() => {
  issuer.keys = [key];
  issuer.instead = undefined;
  issuer.requests.length = 0;
});
afterAll(() => issuer.close());

function verifier(issuers: readonly TrustedIssuer[] = [MAIN], keyCooldown = 0) {
  return createIdTokenVerifier({ issuers, fetch: issuer.fetch, now: () => NOW, keyCooldown });
}

const SECONDS = NOW / 1000;

describe('accepted', () => {
  test.each<[what: string, claims: JWTPayload, name: string]>([
    ['a push to main', {}, 'github:octo/app@refs/heads/main (mona)'],
    ['another accepted branch', { ref: 'refs/heads/beta' }, 'github:octo/app@refs/heads/beta (mona)'],
    [
      'a subject in the new form',
      { sub: 'repo:octo@65/app@74:ref:refs/heads/main' },
      'github:octo/app@refs/heads/main (mona)',
    ],
    ['a repository that was renamed', { repository: 'octo/new' }, 'github:octo/new@refs/heads/main (mona)'],
    ['several audiences', { aud: ['other', AUDIENCE] }, 'github:octo/app@refs/heads/main (mona)'],
    ['an id that is a number', { repository_id: 74 }, 'github:octo/app@refs/heads/main (mona)'],
    ['a clock that is 29 s behind', { exp: SECONDS - 29 }, 'github:octo/app@refs/heads/main (mona)'],
    ['a clock that is 29 s ahead', { nbf: SECONDS + 29 }, 'github:octo/app@refs/heads/main (mona)'],
  ])('%s', async (_, claims, name) => {
    expect(await verifier()(await sign(key, claims))).toEqual({ caller: { name, rights: new Set(['move']) } });
  });

  test.each(['RS256', 'PS384', 'ES256', 'ES384', 'Ed25519'])('a token signed with %s', async (alg) => {
    const other = await newKey('k2', alg);
    issuer.keys = [key, other];
    expect(await verifier()(await sign(other))).toMatchObject({ caller: {} });
  });

  test('several entries that accept a token give it the rights of all', async () => {
    const entries = [
      { ...MAIN, claims: { repository_owner_id: ['65'] }, name: 'owner', rights: ['read' as const] },
      MAIN,
      { ...MAIN, claims: { repository_id: ['75'] }, rights: ['apply' as const] },
      { ...MAIN, audience: 'other', rights: ['apply' as const] },
    ];
    expect(await verifier(entries)(await sign(key))).toEqual({
      caller: { name: 'owner:octo/app@refs/heads/main (mona)', rights: new Set(['read', 'move']) },
    });
  });

  test('a job of GitLab', async () => {
    const claims = {
      ...Object.fromEntries(Object.keys(GITHUB_CLAIMS).map((name) => [name, undefined])),
      project_id: '12',
      job_project_id: '12',
      project_path: 'group/app',
      ref: 'main',
      ref_protected: 'true',
      pipeline_source: 'push',
      user_login: 'anna',
    };
    const gitlab = { ...MAIN, name: 'gitlab', claims: { project_id: ['12'], ref_protected: ['true'] } };
    const verify = verifier([gitlab]);
    expect(await verify(await sign(key, claims))).toMatchObject({ caller: { name: 'gitlab:group/app@main (anna)' } });
    for (const change of [
      { ref_protected: 'false' },
      { ref_protected: undefined },
      { project_id: '13' },
      { job_project_id: '13' },
      { pipeline_source: 'merge_request_event' },
      { pipeline_source: 'external_pull_request_event' },
    ]) {
      expect(await verify(await sign(key, { ...claims, ...change }))).toEqual({ refused: expect.any(String) });
    }
  });
});

describe('refused', () => {
  test.each<[what: string, claims: JWTPayload, why: string | RegExp]>([
    ['another audience', { aud: 'https://github.com/octo' }, /"aud"/],
    ['no audience', { aud: undefined } as unknown as JWTPayload, /"aud"/],
    ['another issuer', { iss: 'https://issuer.example/other' }, 'its claim "iss" names no issuer of AUTOALIAS_OIDC'],
    ['an issuer with a slash at the end', { iss: `${ISSUER}/` }, 'its claim "iss" names no issuer of AUTOALIAS_OIDC'],
    ['no issuer', { iss: undefined } as unknown as JWTPayload, 'its claim "iss" names no issuer of AUTOALIAS_OIDC'],
    ['expired', { exp: SECONDS - 31 }, /"exp"/],
    ['no expiry', { exp: undefined } as unknown as JWTPayload, /"exp"/],
    ['not yet valid', { nbf: SECONDS + 31 }, /"nbf"/],
    ['no time of issue', { iat: undefined } as unknown as JWTPayload, /"iat"/],
    ['another repository', { repository_id: '75' }, /^its claim "repository_id" has a value that /],
    ['an id that only begins like it', { repository_id: '740' }, /^its claim "repository_id" /],
    ['a repository of the same name', { repository: 'octo/app', repository_id: '99' }, /^its claim "repository_id" /],
    ['no repository', { repository_id: undefined }, /^its claim "repository_id" /],
    ['a list of ids', { repository_id: ['74'] }, /^its claim "repository_id" /],
    ['another branch', { ref: 'refs/heads/mainly' }, /^its claim "ref" has a value that /],
    ['a tag of that name', { ref: 'refs/tags/main' }, /^its claim "ref" /],
    ...['pull_request', 'pull_request_target', 'pull_request_review'].map((event): [string, JWTPayload, RegExp] => [
      event,
      { event_name: event },
      new RegExp(`^its claim "event_name" is "${event}", and jobs of pull requests`),
    ]),
  ])('%s', async (_, claims, why) => {
    const verdict = await verifier()(await sign(key, claims));
    expect(verdict).toEqual({ refused: why instanceof RegExp ? expect.stringMatching(why) : why });
    // The caller is a stranger, and must not learn what would be accepted.
    expect(JSON.stringify(verdict)).not.toMatch(/74|beta/);
  });

  const forged: Record<string, () => Promise<string> | string> = {
    'signed by a stranger': () => sign(stranger),
    'with a changed payload': async () => {
      const [header, , signature] = (await sign(key)).split('.');
      const [, payload] = (await sign(stranger, { ref: 'refs/heads/beta' })).split('.');
      return `${header}.${payload}.${signature}`;
    },
    'without a signature': async () => `${(await sign(key)).split('.').slice(0, 2).join('.')}.`,
    'with alg none': () =>
      new UnsecuredJWT({ ...GITHUB_CLAIMS, iss: ISSUER, aud: AUDIENCE, iat: SECONDS, exp: SECONDS + 9 }).encode(),
    'with the public key as the secret of HS256': async () => {
      const [, payload] = (await sign(key)).split('.');
      const header = Buffer.from(JSON.stringify({ alg: 'HS256', kid: 'k1' })).toString('base64url');
      const secret = await exportSPKI(key.publicKey);
      const signature = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
      return `${header}.${payload}.${signature}`;
    },
    'with an unknown key id': () => sign({ ...stranger, kid: 'k9' }),
    'with a key of its own in the header': () => sign(stranger, {}, { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } }),
    'with a critical extension': () => sign(key, {}, { crit: ['x'], x: 1 }).catch(() => 'eyJhbGciOiJSUzI1NiJ9.e30.eA'),
    'that is huge': async () => `${await sign(key)}${'A'.repeat(9000)}`,
    'that is not JSON': () => 'YQ.YQ.YQ',
    'with a payload that is a list': () => `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.W10.YQ`,
  };
  test.each(Object.entries(forged))('a token %s', async (_, token) => {
    expect(await verifier()(await token())).toEqual({ refused: expect.any(String) });
  });

  test.each(['alg none', 'HS256'])('a token with %s causes no request', async (what) => {
    const [, make] = Object.entries(forged).find(([name]) => name.includes(what)) ?? [];
    await verifier()((await make?.()) ?? '');
    expect(issuer.requests).toEqual([]);
  });

  test('a token without a key id, if the issuer has several keys', async () => {
    issuer.keys = [key, await newKey('k2')];
    expect(await verifier()(await sign(key, {}, { kid: undefined }))).toEqual({ refused: expect.any(String) });
  });
});

describe('keys', () => {
  test('are read once', async () => {
    const verify = verifier();
    for (let i = 0; i < 3; i++) expect(await verify(await sign(key))).toHaveProperty('caller');
    expect(issuer.requests).toEqual(['/ci/.well-known/openid-configuration', '/keys']);
  });

  test('a new key is found, and a withdrawn one is refused', async () => {
    const verify = verifier();
    await verify(await sign(key));
    const next = await newKey('k2');
    issuer.keys = [next];
    expect(await verify(await sign(next))).toHaveProperty('caller');
    expect(await verify(await sign(key))).toHaveProperty('refused');
  });

  test('an unknown key id does not cause a request each time', async () => {
    const verify = verifier([MAIN], 60_000);
    for (let i = 0; i < 5; i++) await verify(await sign({ ...stranger, kid: `x${i}` }));
    expect(issuer.requests).toHaveLength(2);
  });
});

test('if the issuer does not answer, the token is neither accepted nor refused', async () => {
  issuer.instead = (_, response) => response.writeHead(500).end();
  expect(await verifier()(await sign(key))).toEqual({
    unavailable: `the keys of the issuer ${ISSUER} cannot be read: GET ${ISSUER}/.well-known/openid-configuration answered 500; try again later`,
  });
});

test('keys that are not a key set are not the fault of the token', async () => {
  issuer.instead = (request, response) =>
    response.end(
      JSON.stringify(
        request.url === '/keys' ? { keys: 'none' } : { issuer: ISSUER, jwks_uri: 'https://issuer.example/keys' },
      ),
    );
  expect(await verifier()(await sign(key))).toEqual({ unavailable: expect.stringMatching(/ cannot be used: /) });
});
