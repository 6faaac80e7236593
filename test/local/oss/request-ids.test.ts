import { expect, test } from 'vitest';
import { requestIds } from '../../../src/local/oss/request-ids.ts';

test('24 upper-case hex digits that begin with the second, each another', () => {
  const next = requestIds(() => 0x6775_0000 * 1000 + 999);
  const ids = Array.from({ length: 2000 }, next);
  expect(ids.filter((id) => !/^67750000[0-9A-F]{16}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
