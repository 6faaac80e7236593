import { AutoaliasError } from '../../autoalias-error.ts';
import { isBucketName } from '../../bucket-name.ts';

/** Throws AutoaliasError `config-invalid` for a bucket name that cannot be in a host name. Both stores have the same names. */
export function checkBucketName(bucket: string): void {
  if (isBucketName(bucket)) return;
  throw invalidName(
    `bucket ${JSON.stringify(bucket)}`,
    'write 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end',
  );
}

/** Throws AutoaliasError `config-invalid` for a region that cannot be in a host name or a signature. */
export function checkRegion(region: string, example: string): void {
  if (/^[a-z0-9-]+$/.test(region)) return;
  throw invalidName(`region ${JSON.stringify(region)}`, `write an id such as ${example}`);
}

export function invalidName(what: string, instead: string): AutoaliasError {
  return new AutoaliasError('config-invalid', `${what} is not valid; ${instead}`);
}
