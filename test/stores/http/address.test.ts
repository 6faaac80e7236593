import { expect, test } from 'vitest';
import { type AddressOptions, type AddressRules, bucketAddress } from '../../../src/stores/http/address.ts';

const rules: AddressRules = {
  name: 'Store',
  example: 'https://<region>.store.example',
  defaultEndpoint: (region, internal) => `https://${region}${internal === true ? '-in' : ''}.store.example`,
  namesBucket: (hostname, bucket) => hostname.startsWith(`${bucket}.`),
  pathOnBucketHost: (key) => `/key:${key}`,
  pathWithBucket: (bucket, key) => `/bucket:${bucket}/key:${key}`,
};
const bucket = { region: 'bj', bucket: 'demo' };

test.each<[Partial<AddressOptions>, string, string]>([
  [{}, 'https://demo.bj.store.example', '/key:a'],
  [{ internal: true }, 'https://demo.bj-in.store.example', '/key:a'],
  [{ endpoint: 'store.example:80' }, 'https://demo.store.example:80', '/key:a'],
  [{ addressing: 'path' }, 'https://bj.store.example', '/bucket:demo/key:a'],
  [{ endpoint: '127.0.0.1:9002' }, 'http://127.0.0.1:9002', '/bucket:demo/key:a'],
  [{ endpoint: 'files.example', addressing: 'cname' }, 'https://files.example', '/key:a'],
])('%j: %s, %s', (options, origin, path) => {
  const address = bucketAddress({ ...bucket, ...options }, rules);
  expect(address.origin).toBe(origin);
  expect(address.pathOf('a')).toBe(path);
});

test.each<[Partial<AddressOptions>, string]>([
  [{ endpoint: 'a b' }, 'Store endpoint "a b": it is neither a URL nor a host; write https://<region>.store.example'],
  [
    { endpoint: 'demo.bj.store.example' },
    'Store endpoint "demo.bj.store.example": it already names the bucket; write bj.store.example',
  ],
  [
    { endpoint: '10.0.0.1', addressing: 'virtual-host' },
    'Store endpoint "10.0.0.1": an IP address cannot contain a bucket name; use path addressing',
  ],
])('%j is refused', (options, message) => {
  expect(() => bucketAddress({ ...bucket, ...options }, rules)).toThrow(
    expect.objectContaining({ code: 'config-invalid', message }),
  );
});
