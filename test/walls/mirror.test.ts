import { existsSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

/** Nothing is left of it at run time, so there is nothing to run. */
const isTypesOnly = ({ text }: SourceFile): boolean => transformSync(text, { loader: 'ts' }).code.trim() === '';

/**
 * Source files, and folders of them (with a slash at the end), that are tested through another file's test: the parts of
 * one thing whose behaviour shows only in the whole, and data. The test that runs them stands beside each.
 */
const testedThrough: Readonly<Record<string, string>> = {};

const through = (path: string): string | undefined =>
  Object.keys(testedThrough).find((name) => path === name || (name.endsWith('/') && path.startsWith(name)));

/** Folders of test/ that mirror no room: they test rooms together, or the project itself. */
const free = /^test\/(?:contract|interop|simulation|browser|bench|walls|deploy)\//;

const sources = sourceFiles('src').filter((file) => !isTypesOnly(file));
const tests = sourceFiles('test').filter(({ path }) => path.endsWith('.test.ts') && !free.test(path));

const testOf = (path: string): string => path.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');

describe('every source file has its test', () => {
  test.each(sources.filter(({ path }) => through(path) === undefined))('$path', ({ path }) => {
    expect(existsSync(testOf(path))).toBe(true);
  });

  test.each(Object.entries(testedThrough))('or is tested through another: %s by %s', (path, by) => {
    // An entry that is no longer needed has to go.
    expect(sources.some((file) => through(file.path) === path && !existsSync(testOf(file.path)))).toBe(true);
    expect(existsSync(by)).toBe(true);
  });
});

describe('every test has its source', () => {
  test.each(tests)('$path', ({ path }) => {
    const source = path.replace(/\.test\.ts$/, '.ts');
    const inSrc = existsSync(source.replace(/^test\//, 'src/'));
    expect(inSrc || existsSync(source.replace(/^test\//, ''))).toBe(true);
  });
});

test.each([
  ['export interface A { readonly a: string }', true],
  [`import type { B } from './b.ts';\nexport type A = B | 'a';`, true],
  ['/** Only words. */', true],
  ['export const a = 1;', false],
  ['export class A {}', false],
])('%j holds types only: %s', (text, typesOnly) => {
  expect(isTypesOnly({ path: 'src/a.ts', text })).toBe(typesOnly);
});
