import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeOldWord, filesWithProse, findOldWords } from './find-old-words.ts';
import { oldNames, oldWords } from './old-words.ts';
import { proseOf } from './prose-of.ts';

describe('comments, messages, test titles and documents are plain English', () => {
  test('in every file', () => {
    const found = filesWithProse().flatMap((path) => findOldWords({ path, text: readFileSync(path, 'utf8') }));
    expect(found.map(describeOldWord)).toEqual([]);
  });

  test('and the files are found', () => {
    expect(filesWithProse()).toEqual(
      expect.arrayContaining([
        'README.md',
        'template.yml',
        'functions/autoalias.yaml',
        '.ci/run',
        'test/run-program.mjs',
      ]),
    );
    expect(filesWithProse().length).toBeGreaterThan(500);
  });
});

describe.each([...oldWords, ...oldNames])('$pattern', ({ pattern, found, passed }) => {
  test.each(found)('finds: %s', (text) => {
    expect(pattern.test(text)).toBe(true);
  });

  test.each(passed)('passes: %s', (text) => {
    expect(pattern.test(text)).toBe(false);
  });
});

function linesWithProse(path: string, text: string): readonly string[] {
  return proseOf({ path, text }).map((prose) => `${prose.lineAt(0)}: ${prose.text}`);
}

describe('prose is', () => {
  test.each([
    ['a line comment', 'a.ts', 'const a = 1; // One.', ['1: One.']],
    ['line comments below one another', 'a.ts', '\n// One\n// two.\n\n// Three.', ['2: One two.', '5: Three.']],
    ['a docstring', 'a.ts', '/**\n * One\n * two.\n */\nexport {};', ['2: One two.']],
    ['a comment between types', 'a.ts', 'interface A {\n  /** One. */\n  readonly a: string;\n}', ['2: One.']],
    ['a string with a space', 'a.ts', "const a = 'It\\'s one.';", ["1: It's one."]],
    [
      'a template, with its expressions cut out',
      'a.ts',
      ['const a = `one $', '{f(\n2)}\nthree`;'].join(''),
      ['1: one {} three'],
    ],
    ['a string in an expression in a template', 'a.ts', ['const a = `$', "{'a b'}`;"].join(''), ['1: a b']],
    ['a test title', 'a.test.ts', "test('does one thing', () => {});", ['1: does one thing']],
    ['code in a comment, as dots', 'a.ts', '// Calls `told()`.', ['1: Calls `······`.']],
    ['a paragraph', 'a.md', '# One\n\nTwo\nthree.\n', ['1: # One', '3: Two three.']],
    ['a comment in fenced code', 'a.md', '```sh\nnpm ci # One\n```\nTwo', ['2: One', '4: Two']],
    [
      'a comment or a value in YAML',
      'a.yml',
      '# One\n# two\na: b\nc: three four # five',
      ['1: One two', '4: five', '4: three four'],
    ],
  ])('%s', (_, path, text, expected) => {
    expect(linesWithProse(path, text)).toEqual(expected);
  });

  test.each([
    ['a name', 'a.ts', 'const told = somebody.stands;'],
    ['a string without a space', 'a.ts', "const a = 'told';"],
    ['a path of an import', 'a.ts', "import a from './told by.ts';\nexport * from './told by.ts';"],
    ['a type', 'a.ts', "type A = 'told by';"],
    ['a regular expression', 'a.ts', 'const a = /told by/;'],
    ['fenced code', 'a.md', '```sh\ntold by\n```'],
    ['a value without a space in YAML', 'a.yml', 'a: told'],
  ])('not %s', (_, path, text) => {
    expect(linesWithProse(path, text)).toEqual([]);
  });
});

test('a finding names the line that holds the word, and what to write instead', () => {
  const text = '/**\n * One\n * that stands\n * here.\n */\nexport const tempered = 1;\n';
  expect(findOldWords({ path: 'src/a.ts', text }).map(describeOldWord)).toEqual([
    'src/a.ts:3: "stands": write "is", "is at", "is written in", "remains"',
    'src/a.ts:6: "tempered": write what the function returns or decides: "reportsUpload", "isBasedOn"',
  ]);
});
