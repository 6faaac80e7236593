import { expect, test } from 'vitest';
import { textTable } from '../../src/cli/text-table.ts';

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
