import { AutoaliasError } from '../autoalias-error.ts';
import { defined } from '../defined.ts';

/** Credentials that sign requests. Temporary credentials (STS) have a `securityToken`, which every request must contain. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/**
 * Reads credentials from environment variables. Returns undefined if neither half of the key pair is set.
 *
 * @param prefix the start of the variable names, for the message.
 * @throws AutoaliasError `config-invalid` if only one half is set.
 */
export function credentialsFrom(
  prefix: string,
  { accessKeyId, accessKeySecret, securityToken }: CredentialParts,
): Credentials | undefined {
  if (accessKeyId === undefined && accessKeySecret === undefined) return undefined;
  if (accessKeyId === undefined || accessKeySecret === undefined) {
    const [missing, other] = accessKeyId === undefined ? ['ID', 'SECRET'] : ['SECRET', 'ID'];
    throw new AutoaliasError(
      'config-invalid',
      `${prefix}_ACCESS_KEY_${missing} is not set, but ${prefix}_ACCESS_KEY_${other} is: requests cannot be signed with half a key pair; set both or neither`,
    );
  }
  return { accessKeyId, accessKeySecret, ...defined({ securityToken }) };
}

/** The parts of credentials as the environment has them. Each may be missing. */
type CredentialParts = { readonly [K in keyof Credentials]-?: string | undefined };
