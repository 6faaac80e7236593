import { AutoaliasError } from '../../autoalias-error.ts';
import { isBucketName } from '../../bucket-name.ts';

/**
 * Refuses names that would go wrong in a host or a signature, with `config-invalid`. Bucket names: 3 to 63 characters
 * (OSS, "Bucket naming conventions"). A region is signed without the `oss-` that its endpoint has.
 */
export function checkNames({ bucket, region }: { readonly bucket: string; readonly region: string }): void {
  if (!isBucketName(bucket)) {
    throw invalid(
      `bucket ${JSON.stringify(bucket)}`,
      'write 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end',
    );
  }
  if (/^oss-/.test(region)) throw invalid(`region ${JSON.stringify(region)}`, `write ${region.slice('oss-'.length)}`);
  if (!/^[a-z0-9-]+$/.test(region)) {
    throw invalid(`region ${JSON.stringify(region)}`, 'write an id such as cn-hangzhou');
  }
}

function invalid(what: string, instead: string): AutoaliasError {
  return new AutoaliasError('config-invalid', `OSS has no ${what}; ${instead}`);
}
