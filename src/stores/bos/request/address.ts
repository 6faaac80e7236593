import { encodeKey } from '../../../oss-wire/percent-encoding.ts';
import { type Address, type AddressOptions, type AddressRules, bucketAddress } from '../../http/address.ts';
import type { BosChoices } from '../bos-choices.ts';

/**
 * Computes the address of a bucket of BOS. Buckets that were created since June 2024 are reached only by their own host
 * (https://cloud.baidu.com/doc/BOS/s/Ck1rk80hn). Throws AutoaliasError `config-invalid`.
 */
export function bosAddress(
  options: Omit<AddressOptions, 'internal'>,
  { keysBelowV1 }: Pick<BosChoices, 'keysBelowV1'>,
): Address {
  const rules: AddressRules = {
    name: 'BOS',
    example: 'https://<region>.bcebos.com',
    defaultEndpoint: bosEndpoint,
    namesBucket: (hostname, bucket) =>
      hostname.startsWith(`${bucket}.`) && /^[^.]+\.[^.]+\.bcebos\.com$/.test(hostname),
    pathOnBucketHost: (key) =>
      keysBelowV1 === 'prefixed' && isBelowV1(key) ? `/v1/${encodeKey(key)}` : `/${encodeKey(key)}`,
    pathWithBucket: (bucket, key) => `/v1/${bucket}/${encodeKey(key)}`,
  };
  return bucketAddress(options, rules);
}

/**
 * On a bucket host, bce-sdk-js sends `/v1/<key>` and bce-sdk-go sends `/<key>`. So for a key below `v1/`, the form of Go may
 * address another key.
 */
function isBelowV1(key: string): boolean {
  return key === 'v1' || key.startsWith('v1/');
}

/** The endpoint of a region, such as `bj`, `gz` or `su`. Source: https://cloud.baidu.com/doc/BOS/s/akrqd2wcx. */
export function bosEndpoint(region: string): string {
  return `https://${region}.bcebos.com`;
}
