import { expect, test } from 'vitest';
import { canonicalUri } from '../../../../src/stores/oss/v4/canonical-uri.ts';

test.each([
  [undefined, undefined, '/'],
  ['b', undefined, '/b/'],
  ['b', 'k', '/b/k'],
  ['b', 'a/../b', '/b/a/../b'],
  ['b', '/k', '/b//k'],
  ['b', 'a b+c', '/b/a%20b%2Bc'],
])('bucket %s, key %s: %s', (bucket, key, uri) => {
  expect(canonicalUri(bucket, key)).toBe(uri);
});
