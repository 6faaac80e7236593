import { AutoaliasError } from '../autoalias-error.ts';
import { defined } from '../defined.ts';

/** Credentials that sign requests. Temporary credentials (STS) have a `securityToken`, which every request must contain. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** The names of the environment variables that contain credentials. */
export interface CredentialNames {
  readonly id: string;
  readonly secret: string;
  /** Absent if there is no variable for a token. */
  readonly token?: string;
}

/**
 * Reads credentials from environment variables. Returns undefined if neither half of the key pair is set.
 *
 * @param prefix the start of the variable names, for the message.
 * @throws AutoaliasError `config-invalid` if only one half is set.
 */
export function credentialsFrom(prefix: string, parts: CredentialParts): Credentials | undefined {
  return checkKeyPair({ id: `${prefix}_ACCESS_KEY_ID`, secret: `${prefix}_ACCESS_KEY_SECRET` }, parts);
}

/**
 * Like {@link credentialsFrom}, by the names of the variables.
 *
 * @param get returns a variable, or undefined if it is not set.
 */
export function credentialsNamed(
  names: CredentialNames,
  get: (name: string) => string | undefined,
): Credentials | undefined {
  return checkKeyPair(names, {
    accessKeyId: get(names.id),
    accessKeySecret: get(names.secret),
    securityToken: names.token === undefined ? undefined : get(names.token),
  });
}

function checkKeyPair(
  { id, secret }: CredentialNames,
  { accessKeyId, accessKeySecret, securityToken }: CredentialParts,
): Credentials | undefined {
  if (accessKeyId === undefined && accessKeySecret === undefined) return undefined;
  if (accessKeyId === undefined || accessKeySecret === undefined) {
    const [missing, other] = accessKeyId === undefined ? [id, secret] : [secret, id];
    throw new AutoaliasError(
      'config-invalid',
      `${missing} is not set, but ${other} is: requests cannot be signed with half a key pair; set both or neither`,
    );
  }
  return { accessKeyId, accessKeySecret, ...defined({ securityToken }) };
}

/** The parts of credentials as the environment has them. Each may be missing. */
type CredentialParts = { readonly [K in keyof Credentials]-?: string | undefined };
