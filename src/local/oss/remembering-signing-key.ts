import type { CredentialScope } from '../../stores/oss/v4/credential-scope.ts';
import { signingKey } from '../../stores/oss/v4/signing-key.ts';

/** signingKey() with a memory: four HMACs a request are saved, since a scope changes once a day. */
export const rememberingSigningKey = (): ((accessKeySecret: string, scope: CredentialScope) => Buffer) => {
  const known = new Map<string, Buffer>();
  return (accessKeySecret, scope) => {
    const name = JSON.stringify([accessKeySecret, scope.date, scope.region, scope.product]);
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    // Temporary credentials come and go; what is forgotten is derived again.
    if (known.size >= 64) known.clear();
    const derived = signingKey(accessKeySecret, scope);
    known.set(name, derived);
    return derived;
  };
};
