import { expect, test } from 'vitest';
import { codeByEc } from '../../../src/stores/oss/code-by-ec.ts';

test.each([
  ['0026-00000001', 'NoSuchKey'],
  ['0015-00000101', 'NoSuchBucket'],
  ['0026-00000012', 'SymlinkTargetNotExist'],
  ['0026-00000011', 'InvalidTargetType'],
  ['0043-00000101', 'NotSymlink'],
  ['0043-00000001', undefined],
])('%s stands for %s', (ec, code) => {
  expect(codeByEc.get(ec)).toBe(code);
});
