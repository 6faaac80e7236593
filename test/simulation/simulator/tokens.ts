import type { Credentials } from '../../../src/oss-wire/credentials.ts';

/** The temporary credentials of one world, which expire by its simulated clock. */
export interface Tokens {
  /** New credentials, as Function Compute passes them to each invocation. */
  issue(): Credentials & { readonly securityToken: string };
  /** Whether the store accepts a request that is signed with them. */
  areValid(credentials: Credentials): boolean;
  /** Revokes them early. */
  revoke(credentials: Credentials): void;
}

/** The shortest validity that STS offers: 15 minutes. No invocation runs longer, but instances do. */
export const TOKEN_LIFETIME = 900_000;

export function createTokens(now: () => number): Tokens {
  const expiries = new Map<string, number>();
  const idOf = ({ accessKeyId, accessKeySecret, securityToken = '' }: Credentials): string =>
    [accessKeyId, accessKeySecret, securityToken].join(' ');
  return {
    issue: () => {
      const nth = expiries.size + 1;
      const issued = { accessKeyId: `STS.${nth}`, accessKeySecret: `secret-${nth}`, securityToken: `token-${nth}` };
      expiries.set(idOf(issued), now() + TOKEN_LIFETIME);
      return issued;
    },
    areValid: (credentials) => now() < (expiries.get(idOf(credentials)) ?? 0),
    revoke: (credentials) => {
      expiries.set(idOf(credentials), 0);
    },
  };
}
