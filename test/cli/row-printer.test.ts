import { expect, test } from 'vitest';
import { createRowPrinter } from '../../src/cli/row-printer.ts';

const print = (rows: readonly (readonly string[])[], json = false) => {
  const written: string[] = [];
  const printer = createRowPrinter<readonly string[]>(
    (text) => written.push(text),
    json,
    ['A', 'B'],
    (row) => row,
  );
  for (const row of rows) printer.print(row);
  const before = written.length;
  printer.end();
  return { text: written.join(''), before };
};

test('rows line up under their header, and come at the end', () => {
  expect(
    print([
      ['long name', 'x'],
      ['a', 'y'],
    ]),
  ).toEqual({
    ...{ text: 'A          B\nlong name  x\na          y\n', before: 0 },
  });
});

test('without rows there is no header either', () => {
  expect(print([]).text).toBe('');
});

test('many come in blocks, no block narrower than the one before, under one header', () => {
  const wide = ['wide wide', '0'];
  const rows = [wide, ...Array.from({ length: 450 }, (_, i) => ['n', String(i)])];
  const { text, before } = print(rows);
  expect(before).toBe(2);
  const lines = text.trimEnd().split('\n');
  expect(lines[0]).toBe('A          B');
  expect(lines).toHaveLength(452);
  expect(lines.at(-1)).toBe('n          449');
});

test('a key cannot end the line or steer the terminal', () => {
  expect(print([['a\nb', '\u001b[31m\u0085']]).text).toBe('A       B\na\\x0ab  \\x1b[31m\\x85\n');
});

test('for programs a line of JSON each, as it comes, and no header', () => {
  expect(
    print(
      [
        ['a\n', 'b'],
        ['c', 'd'],
      ],
      true,
    ),
  ).toEqual({ text: '["a\\n","b"]\n["c","d"]\n', before: 2 });
});
