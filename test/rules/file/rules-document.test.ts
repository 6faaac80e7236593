import { describe, expect, test } from 'vitest';
import { parseDocumentText } from '../../../src/rules/file/rules-document.ts';
import { RulesInvalid } from '../../../src/rules/file/rules-problem.ts';

function at(line: number, column: number) {
  return { line, column };
}

const YAML = `# rules
version: 1
rules:
  - name: "a b"
    list: [x, 'y', { key: z }]
    block: |
      text
    again: &same same
    twice: *same
    quoted: "a\\tb"
`;

describe('positions', () => {
  const document = parseDocumentText(YAML, 'f');

  test.each<[path: readonly (string | number)[], inside: number, line: number, column: number]>([
    [[], 0, 2, 1],
    [['version'], 0, 2, 10],
    [['rules'], 0, 4, 3],
    [['rules', 0], 0, 4, 5],
    [['rules', 0, 'name'], 0, 4, 11],
    // Inside a text, after its quote.
    [['rules', 0, 'name'], 2, 4, 14],
    [['rules', 0, 'list', 0], 0, 5, 12],
    [['rules', 0, 'list', 1], 1, 5, 17],
    [['rules', 0, 'list', 2, 'key'], 0, 5, 27],
    // With escapes or folded lines, the position is the start of the text.
    [['rules', 0, 'quoted'], 2, 10, 13],
    [['rules', 0, 'block'], 2, 6, 12],
    [['rules', 0, 'twice'], 1, 9, 12],
    // The position of a missing value is that of the value around it.
    [['rules', 0, 'absent', 'more'], 3, 4, 5],
    [['rules', 7], 0, 4, 3],
    [['__proto__'], 0, 2, 1],
  ])('the position of %j + %i is %i:%i', (path, inside, line, column) => {
    expect(document.position(path, inside)).toEqual(at(line, column));
  });

  test('the position of a key', () => {
    expect(document.keyPosition(['rules', 0, 'list', 2, 'key'])).toEqual(at(5, 22));
    expect(document.keyPosition(['rules', 0, 'absent'])).toEqual(at(4, 5));
  });
});

test.each<[name: string, text: string, value: unknown]>([
  ['YAML with CRLF', 'a: 1\r\nb:\r\n  - c\r\n', { a: 1, b: ['c'] }],
  ['a byte order mark', '\ufeffa: 1\n', { a: 1 }],
  ['JSON', '{"a": [1, null, "é"]}', { a: [1, null, 'é'] }],
  ['JSON indented by tabs', '{\n\t"a": 1\n}', { a: 1 }],
  ['anchors', 'a: &x [1]\nb: *x\n', { a: [1], b: [1] }],
  ['no YAML 1.1 surprises', 'on: no\nyes: 010\n', { on: 'no', yes: 10 }],
  ['nothing', '', null],
  ['only a comment', '# nothing\n', null],
])('%s is parsed', (_, text, value) => {
  expect(parseDocumentText(text, 'f').value).toEqual(value);
});

test('__proto__ is an ordinary key', () => {
  const { value } = parseDocumentText('__proto__: {polluted: true}\n', 'f');
  expect(Object.keys(value ?? {})).toEqual(['__proto__']);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('positions are the same with CRLF', () => {
  const document = parseDocumentText(YAML.replaceAll('\n', '\r\n'), 'f');
  expect(document.position(['rules', 0, 'list', 2, 'key'])).toEqual(at(5, 27));
});

function message(text: string): string {
  try {
    parseDocumentText(text, 'f');
  } catch (error) {
    if (error instanceof RulesInvalid) return error.message;
    throw error;
  }
  return 'taken';
}

function refused(where: string, why: string): string {
  return `f:${where}: the file cannot be read as YAML or JSON: ${why}; fix the syntax here`;
}

/** Nine levels with ten aliases each, which would be a billion values. */
const LAUGHS = Array.from({ length: 9 }, (_, i) => `a${i}: &a${i} [${Array(10).fill(i === 0 ? 'x' : `*a${i - 1}`)}]\n`);

test.each([
  ['a tab as indentation', 'a:\n\tb: 1\n', refused('2:1', 'Tabs are not allowed as indentation')],
  ['a repeated key', 'a: 1\nb: 2\na: 3\n', refused('3:1', 'Map keys must be unique')],
  ['a repeated key in JSON', '{"a": 1,\n "a": 2}', refused('2:2', 'Map keys must be unique')],
  [
    'two documents',
    'a: 1\n---\nb: 2\n',
    refused('2:1', 'a second document begins here, but a rules file has only one'),
  ],
  ['an alias without its anchor', 'a: 1\nb: [*gone]\n', refused('2:5', 'there is no anchor &gone before this *gone')],
  [
    'an alias before its anchor',
    'a: *later\nb: &later x\n',
    refused('1:4', 'there is no anchor &later before this *later'),
  ],
  ['a billion laughs', LAUGHS.join(''), refused('6:14', 'with its *aliases it has more than 200000 values')],
])('%s is rejected', (_, text, expected) => {
  expect(message(text)).toBe(expected);
});

test.each([
  ['an unclosed list', '[1, 2'],
  ['an unclosed text', 'a: "b\n'],
  ['a stray bracket', 'a: ]\n'],
  ['unclosed deep nesting', '['.repeat(30_000)],
  ['deep nesting', `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`],
])('%s is rejected with a position', (_, text) => {
  expect(message(text)).toMatch(/^f:\d+:\d+: the file cannot be read as YAML or JSON: .+; fix the syntax here/);
});

test('the problems of a file in another format are a few short lines', () => {
  const lines = message(`const a = () => { "${'x: '.repeat(100)}"; };\n}); : [\n`.repeat(20)).split('\n');
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.length).toBeLessThan(6);
  for (const line of lines) expect(line.length).toBeLessThan(320);
});

test.each([
  ['a: 1\nkey: {app}/{version}/{file}\n', 2, 6, '{app}/{version}/{file}'],
  ['match: { key: r/{app}/{version}/{file} }\n', 1, 15, 'r/{app}/{version}/{file}'],
  ['aliases: [r/{app}/latest, r/{app}/next]\n', 1, 11, 'r/{app}/latest'],
  ['aliases:\n  - {app}/latest\n', 2, 5, '{app}/latest'],
  ['key: {path:**}/{version}/x\n', 1, 6, '{path:**}/{version}/x'],
])('%j has a template without quotes', (text, line, column, template) => {
  expect(() => parseDocumentText(text, 'f')).toThrow(
    `f:${line}:${column}: the file cannot be read as YAML or JSON: the template ${template} contains braces and is not in quotes; write '${template}'`,
  );
});

test.each(["a: ['{app}/x' 'b']\n", 'a: [b\nc: d\n', 'a: {b: c} d\n'])('%j has another syntax error', (text) => {
  expect(() => parseDocumentText(text, 'f')).toThrow(/; fix the syntax here$/m);
});
