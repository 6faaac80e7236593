import { describe, expect, test } from 'vitest';
import { reportTable, textTable } from '../../../src/cli/terminal/text-table.ts';

test.each<[what: string, rows: string[][], text: string]>([
  ['nothing', [], ''],
  ['one row', [['a', 'b']], 'a  b'],
  [
    'columns line up, the last is not padded',
    [
      ['a', 'bb', 'c'],
      ['aaa', 'b', 'cccc'],
    ],
    'a    bb  c\naaa  b   cccc',
  ],
  [
    'an empty last cell leaves no spaces',
    [
      ['a', ''],
      ['aaa', 'b'],
    ],
    'a\naaa  b',
  ],
  [
    'CJK takes two columns',
    [
      ['版本', 'x'],
      ['abcde', 'y'],
    ],
    '版本   x\nabcde  y',
  ],
  [
    'so do emoji, which are two code units too',
    [
      ['🚀', 'x'],
      ['ab', 'y'],
    ],
    '🚀  x\nab  y',
  ],
  ['rows may be shorter', [['a'], ['bbb', 'c']], 'a\nbbb  c'],
])('%s', (_, rows, text) => {
  expect(textTable(rows).join('\n')).toBe(text);
});

describe('report table', () => {
  const report = { rule: 'app', requests: 4, roundTrips: 2, milliseconds: 1 };

  test('a line for each alias, and a dash for what there is not', () => {
    expect(
      reportTable([
        { ...report, alias: 'r/latest', action: 'pointed', from: null, to: 'r/1.0.0', why: 'the greatest candidate' },
        { ...report, alias: 'r/v1', action: 'removed', from: 'r/1.0.0', to: null, why: 'no candidates are left' },
      ]),
    ).toEqual([
      'ALIAS     WHAT     FROM     TO       WHY',
      'r/latest  pointed  -        r/1.0.0  the greatest candidate',
      'r/v1      removed  r/1.0.0  -        no candidates are left',
    ]);
  });
});
