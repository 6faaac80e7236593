import { expect, test } from 'vitest';
import { checkBucketName, checkRegion } from '../../../src/stores/http/check-names.ts';

test.each(['abc', 'a-b', '1'.repeat(63)])('%s is the name of a bucket', (name) => {
  expect(() => checkBucketName(name)).not.toThrow();
});

test.each(['ab', 'Abc', 'a.b', '-ab', 'ab-', 'a'.repeat(64), ''])('%j is not', (name) => {
  expect(() => checkBucketName(name)).toThrow(expect.objectContaining({ code: 'config-invalid' }));
});

test.each(['bj', 'cn-hangzhou', 'fwh'])('%s is a region', (region) => {
  expect(() => checkRegion(region, 'bj')).not.toThrow();
});

test.each(['', 'bj/', 'BJ', 'b j'])('%j is not a region', (region) => {
  expect(() => checkRegion(region, 'bj')).toThrow(
    expect.objectContaining({
      code: 'config-invalid',
      message: `region ${JSON.stringify(region)} is not valid; write an id such as bj`,
    }),
  );
});
