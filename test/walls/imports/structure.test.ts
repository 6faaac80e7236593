import { describe, expect, test } from 'vitest';
import { sourceFiles } from '../source-files.ts';
import { functionVariables } from '../syntax-tree.ts';
import { cycles } from './cycles.ts';
import { moduleImports } from './imports-of.ts';
import { folderSizes, measure } from './measures.ts';

const files = [...sourceFiles('src'), ...sourceFiles('functions')];

describe('no file imports itself through others', () => {
  test('not even for types', () => {
    const imports = new Map(files.map((file) => [file.path, moduleImports(file).map(({ path }) => path)]));
    expect(cycles(imports)).toEqual([]);
  });

  test.each<[string, Record<string, string[]>, string[][]]>([
    ['two files', { a: ['b'], b: ['a'] }, [['a', 'b']]],
    ['three files, and one that leads to them', { a: ['b'], b: ['c'], c: ['d'], d: ['b'] }, [['b', 'c', 'd']]],
    ['a file with itself', { a: ['a'], b: [] }, [['a']]],
    [
      'two circles',
      { a: ['b'], b: ['a', 'c'], c: ['d'], d: ['c'] },
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a file that two import', { a: ['b', 'c'], b: ['c'], c: [] }, []],
    ['packages', { a: ['zod', './gone'] }, []],
  ])('%s: %j', (_, imports, expected) => {
    expect(cycles(new Map(Object.entries(imports)))).toEqual(expected);
  });
});

const MOST_FILES = 15;

describe('folders', () => {
  test(`have at most ${MOST_FILES} files`, () => {
    const large = [...folderSizes(files)].filter(([, size]) => size > MOST_FILES);
    expect(large).toEqual([]);
  });

  test('are counted without their sub-folders', () => {
    const paths = ['src/a.ts', 'src/b.ts', 'src/c/d.ts'].map((path) => ({ path, text: '' }));
    expect([...folderSizes(paths)]).toEqual([
      ['src', 2],
      ['src/c', 1],
    ]);
  });
});

describe('files', () => {
  test('have a median of at least 55 lines', () => {
    expect(measure(sourceFiles('src')).median).toBeGreaterThanOrEqual(55);
  });

  test('have at most 300 lines', () => {
    expect(measure(files).longest).toBeLessThanOrEqual(300);
  });

  test('are measured', () => {
    const text = (lines: number) => 'x\n'.repeat(lines);
    const measured = [3, 10, 11, 40, 200].map((lines, i) => ({ path: `src/${i}.ts`, text: text(lines) }));
    expect(measure(measured)).toEqual({ files: 5, lines: 264, median: 11, crumbs: 2, longest: 200 });
  });
});

describe('functions at the top of a file are declarations', () => {
  test('in every file', () => {
    expect(files.flatMap((file) => functionVariables(file).map((name) => `${file.path}: ${name}`))).toEqual([]);
  });

  test.each([
    ['const f = () => 1;', ['f']],
    ['export const f = async (a: string) => a;', ['f']],
    ['const f = function* () { yield 1; };', ['f']],
    ['export const f = <T>(a: T): T => a, g = 1;', ['f']],
  ])('%s is found', (text, names) => {
    expect(functionVariables({ path: 'src/a.ts', text })).toEqual(names);
  });

  test.each([
    'export function f() {}',
    'const f: Handler = () => 1;',
    'const f = (() => 1) satisfies Handler;',
    'function f() { const g = () => 1; return g; }',
    'const a = [1].map((b) => b);',
    'const f = memoize(() => 1);',
    'const table = { f: () => 1 };',
  ])('%s is not', (text) => {
    expect(functionVariables({ path: 'src/a.ts', text })).toEqual([]);
  });
});
