import { expect, test } from 'vitest';
import { signedByDefault } from '../../../../src/stores/oss/v4/signed-by-default.ts';

test.each(['x-oss-date', 'x-oss-meta-a', 'x-oss-', 'content-type', 'content-md5'])('%s is signed', (name) => {
  expect(signedByDefault(name)).toBe(true);
});

test.each(['host', 'date', 'content-length', 'cache-control', 'x-os', 'authorization'])('%s is not', (name) => {
  expect(signedByDefault(name)).toBe(false);
});
