import { expect, test } from 'vitest';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { describeTable } from '../table-suite.ts';

describeTable('the memory table', async () => ({ table: createMemoryTable(), close: async () => {} }));

test('a clone and its original are independent', () => {
  const origin = createMemoryTable();
  for (let i = 0; i < 500; i++) origin.put(`k${i}`, i);
  const clone = origin.clone();
  origin.put('k1', 'changed');
  clone.remove('k2');
  expect([clone.get('k1'), origin.get('k2'), clone.get('k499')]).toEqual([1, 2, 499]);
  const second = clone.clone();
  second.put('k3', 'only here');
  expect([clone.get('k3'), second.get('k2')]).toEqual([3, undefined]);
});
