import { encodeKey } from '../../../oss-wire/percent-encoding.ts';
import { type Address, type AddressOptions, type AddressRules, bucketAddress } from '../../http/address.ts';

/** Computes the address of a bucket of OSS. Throws AutoaliasError `config-invalid`. */
export function address(options: AddressOptions): Address {
  return bucketAddress(options, RULES);
}

const RULES: AddressRules = {
  name: 'OSS',
  example: 'https://oss-<region>.aliyuncs.com',
  defaultEndpoint,
  namesBucket: (hostname, bucket) => hostname.startsWith(`${bucket}.oss-`),
  pathOnBucketHost: (key) => `/${encodeKey(key)}`,
  pathWithBucket: (bucket, key) => `/${bucket}/${encodeKey(key)}`,
};

/**
 * The endpoint of a region. The internal endpoint has no traffic fees and can be reached only from inside the region.
 * Source: OSS, "Regions and endpoints".
 */
export function defaultEndpoint(region: string, internal = false): string {
  return `https://oss-${region}${internal ? '-internal' : ''}.aliyuncs.com`;
}
