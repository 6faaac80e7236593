import { expect, test } from 'vitest';
import { checkNames } from '../../../src/stores/oss/check-names.ts';

test.each([
  ['demo', 'cn-hangzhou'],
  ['a-1', 'cb-123'],
  ['a'.repeat(63), 'ap-southeast-1'],
])('bucket %s in %s is taken', (bucket, region) => {
  expect(checkNames({ bucket, region })).toBeUndefined();
});

const rule = 'write 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end';
test.each([
  ['', 'cn-hangzhou', `OSS has no bucket ""; ${rule}`],
  ['ab', 'cn-hangzhou', `OSS has no bucket "ab"; ${rule}`],
  ['Demo', 'cn-hangzhou', `OSS has no bucket "Demo"; ${rule}`],
  ['demo-', 'cn-hangzhou', `OSS has no bucket "demo-"; ${rule}`],
  ['a/b.evil.com', 'cn-hangzhou', `OSS has no bucket "a/b.evil.com"; ${rule}`],
  ['a'.repeat(64), 'cn-hangzhou', `OSS has no bucket "${'a'.repeat(64)}"; ${rule}`],
  ['demo', 'oss-cn-hangzhou', 'OSS has no region "oss-cn-hangzhou"; write cn-hangzhou'],
  ['demo', '', 'OSS has no region ""; write an id such as cn-hangzhou'],
  ['demo', 'x.evil.com/', 'OSS has no region "x.evil.com/"; write an id such as cn-hangzhou'],
])('bucket %j in %j is refused', (bucket, region, message) => {
  expect(() => checkNames({ bucket, region })).toThrow(expect.objectContaining({ code: 'config-invalid', message }));
});
