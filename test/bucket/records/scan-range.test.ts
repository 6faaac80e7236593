import { describe, expect, test } from 'vitest';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { commonPrefixOf, scanRange } from '../../../src/bucket/records/scan-range.ts';
import { currentKey } from '../../../src/bucket/records/table-layout.ts';

test.each([
  ['a/b/c', '', '/', 'a/'],
  ['a/b/c', 'a/', '/', 'a/b/'],
  ['a/b/c', 'a/b', '/', 'a/b/'],
  ['a/b/c', 'a/b/', '/', undefined],
  ['abc', '', '/', undefined],
  ['a/b', '', '', undefined],
  ['/a', '', '/', '/'],
  ['a--b', '', '--', 'a--'],
  ['x/a', 'y', '/', undefined],
])('%j below %j by %j rolls up to %j', (key, prefix, delimiter, rolled) => {
  expect(commonPrefixOf(key, prefix, delimiter)).toBe(rolled);
});

function stem(keyStart: string): string {
  return currentKey('b', keyStart);
}

function scan(keys: readonly string[], prefix: string, delimiter: string, after = '') {
  const table = createMemoryTable();
  for (const key of keys) table.put(stem(key), key);
  // Neighbours in the same table that no scan may return.
  for (const other of [currentKey('a', 'z'), currentKey('b0', 'a'), currentKey('c', 'a')]) table.put(other, 'stranger');
  const from = stem(after);
  const found = scanRange(table, {
    stem,
    keyOf: ([key]) => key.slice(stem('').length),
    prefix,
    delimiter,
    from,
    atMost: 3,
  });
  return [...found].map((item) => (item.commonPrefix === undefined ? item.key : `${item.commonPrefix}*`));
}

describe('scanRange', () => {
  const many = Array.from({ length: 50 }, (_, i) => `m/${String(i).padStart(2, '0')}`);

  test.each<
    [what: string, keys: readonly string[], prefix: string, delimiter: string, after: string, found: readonly string[]]
  >([
    ['nothing', [], '', '', '', []],
    [
      'all, in byte order, past what is read at once',
      ['c', 'a', 'b', 'e', 'd', '😀', '\ue000'],
      '',
      '',
      '',
      ['a', 'b', 'c', 'd', 'e', '\ue000', '😀'],
    ],
    ['a prefix', ['a', 'ab', 'abc', 'ac', 'b'], 'ab', '', '', ['ab', 'abc']],
    ['from a place on', ['a', 'b', 'c'], '', '', 'b', ['b', 'c']],
    ['never before the prefix', ['a', 'b1', 'b2'], 'b', '', 'a', ['b1', 'b2']],
    ['nothing where the place is behind the prefix', ['a', 'b1', 'c'], 'b', '', 'c', []],
    [
      'common prefixes once, in their place among the keys',
      ['a', 'm', ...many, 'n', 'z/1', 'z/2'],
      '',
      '/',
      '',
      ['a', 'm', 'm/*', 'n', 'z/*'],
    ],
    ['below a prefix', ['r/a/1', 'r/a/2', 'r/b', 'r/c/1', 's'], 'r/', '/', '', ['r/a/*', 'r/b', 'r/c/*']],
    ['a key that is its own common prefix', ['a/', 'a/b'], '', '/', '', ['a/*']],
  ])('%s', (_, keys, prefix, delimiter, after, found) => {
    expect(scan(keys, prefix, delimiter, after)).toEqual(found);
  });
});
