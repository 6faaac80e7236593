import { expect, test } from 'vitest';
import { createRowPrinter, type RowFormat } from '../../../src/cli/terminal/row-printer.ts';

function print(rows: readonly (readonly string[])[], more: Partial<RowFormat<readonly string[]>> = {}) {
  const written: string[] = [];
  const printer = createRowPrinter<readonly string[]>({
    out: (text) => written.push(text),
    json: false,
    header: ['A', 'B'],
    cells: (row) => row,
    jsonOf: (row) => row,
    ...more,
  });
  for (const row of rows) printer.print(row);
  const before = written.length;
  printer.end();
  return { text: written.join(''), before };
}

test('rows line up under their header, and come at the end', () => {
  expect(
    print([
      ['long name', 'x'],
      ['a', 'y'],
    ]),
  ).toEqual({
    text: 'A          B\nlong name  x\na          y\n',
    before: 0,
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
      { json: true },
    ),
  ).toEqual({ text: '["a\\n","b"]\n["c","d"]\n', before: 2 });
});

test('sorted by rule and first cell, with the name of each rule', () => {
  const rows = [
    ['b', '1', 'zoo'],
    ['c', '2', 'app'],
    ['a', '3', 'zoo'],
    ['a', '4', 'app\n'],
  ];
  const { text } = print(rows, { ruleOf: ([, , rule = '']) => rule, cells: ([a = '', b = '']) => [a, b] });
  expect(text).toBe('A  B\n\nrule app\nc  2\n\nrule app\\x0a\na  4\n\nrule zoo\na  3\nb  1\n');
});

test('of one rule, sorted without its name', () => {
  expect(
    print(
      [
        ['b', '1'],
        ['a', '2'],
      ],
      { ruleOf: () => 'app' },
    ).text,
  ).toBe('A  B\na  2\nb  1\n');
});

test('a summary has no rows, for people or programs', () => {
  expect(print([['a', 'b']], { summary: true }).text).toBe('');
  expect(print([['a', 'b']], { summary: true, json: true }).text).toBe('');
});

test('no wider than the terminal', () => {
  const { text } = print([['releases/application/latest/app.tgz', 'it points at the greatest candidate']], {
    columns: 40,
  });
  expect(text).toBe('A                    B\nreleases/…t/app.tgz  it points at the g…\n');
});
