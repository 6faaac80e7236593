import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Fetch } from '../../../../src/handlers/http/oidc/fetch-document.ts';

export const ISSUER = 'https://issuer.example/ci';
export const AUDIENCE = 'autoalias';

/** 2026-11-20T12:00:00Z in milliseconds. */
export const NOW = Date.UTC(2026, 10, 20, 12);

/** The claims of GitHub (page "OpenID Connect reference"). */
export const GITHUB_CLAIMS = {
  sub: 'repo:octo/app:ref:refs/heads/main',
  repository: 'octo/app',
  repository_id: '74',
  repository_owner: 'octo',
  repository_owner_id: '65',
  ref: 'refs/heads/main',
  ref_type: 'branch',
  event_name: 'push',
  actor: 'mona',
};

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** A pair of keys with the id that the issuer publishes it under. */
export interface IssuerKey extends KeyPair {
  readonly kid: string;
  readonly alg: string;
}

export async function newKey(kid: string, alg = 'RS256'): Promise<IssuerKey> {
  return { kid, alg, ...(await generateKeyPair(alg, { extractable: true })) };
}

/** Signs a token that is valid at {@link NOW}, except for what the arguments change. */
export function sign(
  key: Pick<IssuerKey, 'kid' | 'alg' | 'privateKey'>,
  claims: JWTPayload = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const seconds = NOW / 1000;
  const standard = { iss: ISSUER, aud: AUDIENCE, iat: seconds - 10, nbf: seconds - 10, exp: seconds + 290 };
  return new SignJWT({ ...GITHUB_CLAIMS, ...standard, ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT', ...header })
    .sign(key.privateKey);
}

/** An issuer on loopback that publishes keys. */
export interface TestIssuer {
  /** Passes requests for {@link ISSUER} to this issuer, as if it had its name and certificate. */
  readonly fetch: Fetch;
  /** The paths that were requested. */
  readonly requests: string[];
  keys: readonly IssuerKey[];
  /** Answers instead of the issuer, until it is removed. */
  instead: RequestListener | undefined;
  close(): Promise<void>;
}

export async function openTestIssuer(...keys: readonly IssuerKey[]): Promise<TestIssuer> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    requests.push(request.url ?? '');
    if (issuer.instead !== undefined) return issuer.instead(request, response);
    response.end(JSON.stringify(await documentAt(request.url)));
  });
  const documentAt = async (path = ''): Promise<unknown> => {
    if (path === '/ci/.well-known/openid-configuration')
      return { issuer: ISSUER, jwks_uri: 'https://issuer.example/keys' };
    const published = issuer.keys.map(async ({ kid, alg, publicKey }) => ({
      ...(await exportJWK(publicKey)),
      kid,
      alg,
      use: 'sig',
    }));
    return { keys: await Promise.all(published) };
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: TestIssuer = {
    fetch: (url, init) => fetch(url.replace('https://issuer.example', origin), init),
    requests,
    keys,
    instead: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return issuer;
}
