import { type CredentialScope, signingKey } from './sign-v4.ts';

/** signingKey() that remembers its last result: it changes once a day, or with the credentials. */
export function rememberSigningKey(): typeof signingKey {
  let last: { readonly secret: string; readonly scope: CredentialScope; readonly key: Buffer } | undefined;
  return (secret, scope) => {
    if (last === undefined || last.secret !== secret || !sameScope(last.scope, scope)) {
      last = { secret, scope, key: signingKey(secret, scope) };
    }
    return last.key;
  };
}

function sameScope(a: CredentialScope, b: CredentialScope): boolean {
  return a.date === b.date && a.region === b.region && a.product === b.product;
}
