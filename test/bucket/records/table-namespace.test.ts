import { describe, expect, test } from 'vitest';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { BOS_NAMESPACE, isBlobUsed, tableNamespace } from '../../../src/bucket/records/table-namespace.ts';
import { describeTable } from '../table-suite.ts';

describeTable('a namespace of a table', async () => ({
  table: tableNamespace(createMemoryTable(), BOS_NAMESPACE),
  close: async () => {},
}));

describe('two users of a table', () => {
  test('do not see the keys of each other', () => {
    const table = createMemoryTable();
    const bos = tableNamespace(table, BOS_NAMESPACE);
    table.put('b/demo', 'of OSS');
    bos.put('b/demo', 'of BOS');
    bos.put('b/other', 'of BOS');
    expect(table.range({ from: 'b/', to: 'b0' })).toEqual([['b/demo', 'of OSS']]);
    expect(bos.range({ from: 'b/', to: 'b0', reverse: true, limit: 1 })).toEqual([['b/other', 'of BOS']]);
    bos.remove('b/demo');
    expect([table.get('b/demo'), bos.get('b/demo')]).toEqual(['of OSS', undefined]);
  });
});

test('no family of the engine has keys in the namespace of BOS', () => {
  expect(BOS_NAMESPACE).not.toMatch(/^[bcvnr]\//);
});

test('a blob is used if a version of either namespace uses it', () => {
  const table = createMemoryTable();
  table.put('r/of-oss', 1);
  tableNamespace(table, BOS_NAMESPACE).put('r/of-bos', 2);
  expect(['of-oss', 'of-bos', 'orphan'].map((blobId) => isBlobUsed(table, blobId))).toEqual([true, true, false]);
});
