import { describe, expect, test } from 'vitest';
import { checkTags, type TagOrigin } from '../../../src/bucket/checks/check-tags.ts';
import type { TagPair } from '../../../src/bucket/records/object-record.ts';
import { faultOf } from '../bucket-fixture.ts';

function numbered(count: number): TagPair[] {
  return Array.from({ length: count }, (_, i) => [`k${i}`, 'v']);
}

describe('checkTags takes', () => {
  const sets: readonly [string, readonly TagPair[]][] = [
    ['none', []],
    ['ten', numbered(10)],
    ['empty values', [['a', '']]],
    [
      'names that differ in case',
      [
        ['a', '1'],
        ['A', '1'],
      ],
    ],
    ['every character of the list', [['aZ09 +-=._:/', 'aZ09 +-=._:/']]],
    ['the longest', [['k'.repeat(128), 'v'.repeat(256)]]],
  ];
  for (const [title, tags] of sets) {
    test(title, () => {
      expect(checkTags(tags, 'document')).toBeUndefined();
      expect(checkTags(tags, 'header')).toBeUndefined();
    });
  }
});

describe('checkTags refuses', () => {
  const sets: readonly [string, readonly TagPair[], Record<TagOrigin, string>, RegExp][] = [
    ['eleven', numbered(11), { header: 'BadRequest', document: 'BadRequest' }, /cannot be greater than 10/],
    [
      'one name twice',
      [
        ['a', '1'],
        ['a', '2'],
      ],
      { header: 'InvalidArgument', document: 'InvalidTag' },
      /without tag name duplicates|multiple Tags with the same key/,
    ],
    ['no name', [['', 'v']], { header: 'InvalidTag', document: 'InvalidTag' }, /TagKey/],
    [
      '& in a name',
      [['a&b', 'v']],
      { header: 'InvalidTag', document: 'InvalidTag' },
      /TagKey you have provided is invalid/,
    ],
    ['a long name', [['k'.repeat(129), 'v']], { header: 'InvalidTag', document: 'InvalidTag' }, /TagKey/],
    ['a line break in a value', [['a', 'b\n']], { header: 'InvalidTag', document: 'InvalidTag' }, /TagValue/],
    ['a long value', [['a', 'v'.repeat(257)]], { header: 'InvalidTag', document: 'InvalidTag' }, /TagValue/],
  ];
  for (const [title, tags, codes, message] of sets) {
    for (const origin of ['header', 'document'] as const) {
      test(`${title}, in a ${origin}`, () => {
        const fault = faultOf(() => checkTags(tags, origin));
        expect(fault).toMatchObject({ ossCode: codes[origin], status: 400 });
        expect(fault.message).toMatch(message);
      });
    }
  }
});
