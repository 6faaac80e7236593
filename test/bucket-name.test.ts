import { expect, test } from 'vitest';
import { isBucketName } from '../src/bucket-name.ts';

test.each(['abc', 'demo', 'a-b', '0-9', 'a'.repeat(63)])('%j is a bucket name', (name) => {
  expect(isBucketName(name)).toBe(true);
});

test.each(['', 'ab', 'a'.repeat(64), '-ab', 'ab-', 'Demo', 'a_b', 'a.b', 'x@evil#', '../', 'demo\n', ' demo', 'dëmo'])(
  '%j is not a bucket name',
  (name) => {
    expect(isBucketName(name)).toBe(false);
  },
);
