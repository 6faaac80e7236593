import { describe, expect, test } from 'vitest';
import type { Table, TableRange } from '../../src/bucket/records/table.ts';

/** In byte order, which differs from that of UTF-16 at the end. */
const KEYS = [
  '\u0000',
  'a',
  'a\u0000',
  'a\u0000b',
  'a/',
  'a/b',
  'b',
  `c${'x'.repeat(2300)}`,
  'é',
  '版',
  '\uffee',
  '😀',
];

/** The behaviour of every {@link Table}. */
export function describeTable(name: string, open: () => Promise<{ table: Table; close: () => Promise<void> }>): void {
  const on = (title: string, work: (table: Table) => void) =>
    test(title, async () => {
      const { table, close } = await open();
      try {
        work(table);
      } finally {
        await close();
      }
    });

  describe(`${name} as a Table`, () => {
    on('keeps, replaces and removes', (table) => {
      expect(table.get('a')).toBeUndefined();
      table.put('a', 1);
      table.put('a', 2);
      expect(table.get('a')).toBe(2);
      table.remove('a');
      table.remove('a');
      expect(table.get('a')).toBeUndefined();
      expect(table.range({ from: '\u0000', to: '\u{10ffff}' })).toEqual([]);
    });

    on('returns plain data unchanged', (table) => {
      const value = {
        text: '版 😀 "quoted"',
        large: Number.MAX_SAFE_INTEGER,
        negative: -1.5,
        none: null,
        yes: true,
        list: [['k', 'v'], []],
        nested: { 'x-y': { z: '' } },
      };
      table.put('a', value);
      table.put('n', 0);
      expect(table.get('a')).toEqual(value);
      expect(table.get('n')).toBe(0);
    });

    on('orders keys by their UTF-8 bytes', (table) => {
      for (const key of [...KEYS].reverse()) table.put(key, key.length);
      expect(table.range({ from: '\u0000', to: '\u{10ffff}' })).toEqual(KEYS.map((key) => [key, key.length]));
    });

    const inside: readonly [title: string, range: TableRange, expected: readonly string[]][] = [
      ['includes from, not to', { from: 'a', to: 'b' }, ['a', 'a\u0000', 'a\u0000b', 'a/', 'a/b']],
      ['needs neither to be there', { from: 'a\u0000a', to: 'a/a' }, ['a\u0000b', 'a/']],
      ['stops at the limit', { from: 'a', to: 'b', limit: 2 }, ['a', 'a\u0000']],
      ['takes nothing at limit 0', { from: 'a', to: 'b', limit: 0 }, []],
      ['is empty where from is to', { from: 'a', to: 'a' }, []],
      ['is empty where nothing is', { from: 'b!', to: 'c' }, []],
      [
        'walks backwards, still without to',
        { from: 'a', to: 'b', reverse: true },
        ['a/b', 'a/', 'a\u0000b', 'a\u0000', 'a'],
      ],
      ['walks backwards between keys', { from: 'a\u0000a', to: 'a/a', reverse: true }, ['a/', 'a\u0000b']],
      ['walks backwards to the limit', { from: 'a', to: 'b', reverse: true, limit: 1 }, ['a/b']],
      ['walks backwards into nothing', { from: 'b!', to: 'c', reverse: true }, []],
    ];
    on('reads ranges', (table) => {
      for (const key of KEYS) table.put(key, true);
      for (const [title, range, expected] of inside) {
        expect([title, table.range(range).map(([key]) => key)]).toEqual([title, expected]);
      }
    });

    on('does not change a range that was read', (table) => {
      for (const key of KEYS) table.put(key, 1);
      const before = table.range({ from: 'a', to: 'b' });
      for (const [key] of before) table.remove(key);
      table.put('a', 2);
      expect(before).toHaveLength(5);
      expect(before[0]).toEqual(['a', 1]);
    });
  });
}
