import { existsSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

/** Nothing is left of it at run time, so there is nothing to run. */
function isTypesOnly({ text }: SourceFile): boolean {
  return transformSync(text, { loader: 'ts' }).code.trim() === '';
}

/**
 * Source files, and folders of them (with a slash at the end), that are tested through another file's test: the parts of
 * one thing whose behaviour shows only in the whole, and data. The test that runs them stands beside each.
 */
const testedThrough: Readonly<Record<string, string>> = {
  // Commands and their flags are what the command line does with them.
  // Hands the process to runDev; run as a process there.
  'src/cli/commands/dev.ts': 'test/cli/dev/dev.test.ts',
  // What is asked, drafted and written: shown whole there, in every combination that can be written.
  'src/cli/init/': 'test/cli/commands/rules/init.test.ts',
  // One script for each shell; run in the shells themselves there.
  'src/cli/completion/': 'test/cli/commands/completion.test.ts',
  // The flags of the two link commands, and what is made of them.
  'src/cli/ossutil/add-link-commands.ts': 'test/cli/commands/links/put-symlink.test.ts',
  'src/cli/ossutil/ask-link.ts': 'test/cli/commands/links/put-symlink.test.ts',
  'src/cli/ossutil/ossutil-options.ts': 'test/cli/commands/links/put-symlink.test.ts',
  // An error without behaviour of its own.
  'src/cli/terminal/prompter.ts': 'test/cli/commands/rules/init.test.ts',
  // Types, and the lists of words that a write is checked against.
  'src/bucket/records/object-record.ts': 'test/bucket/checks/check-write-options.test.ts',
  // An error without behaviour; who throws it when is tested where it is thrown.
  'src/local/storage/blob-store.ts': 'test/local/storage/blob-files.test.ts',
  // Data, whose every refusal is shown with its message there.
  'src/rules/file/rules-schema.ts': 'test/rules/file/parse-rules.test.ts',
  // The parts of one search: a language, its machine, its alphabet.
  'src/lint/language/': 'test/lint/language/search.test.ts',
  // Keys that show a finding; the tables of the findings prove each.
  'src/lint/witness/': 'test/lint/checks/overlaps.test.ts',
  'src/lint/boundary-texts.ts': 'test/lint/checks/empty-bounds.test.ts',
  // Lists of words, and how a finding gets its place.
  'src/lint/finding.ts': 'test/lint/lint-rules.test.ts',
  'src/lint/lint-context.ts': 'test/lint/lint-rules.test.ts',
  // Each is exported by an entry of the package, whose test calls it.
  'src/entries/public/': 'test/entries/rules.test.ts',
  // Where an embedded store keeps its data; every test of it runs in both places.
  'src/local/embedded/oss-storage.ts': 'test/local/embedded/start-oss.test.ts',
  'src/local/embedded/folder-storage.ts': 'test/local/embedded/start-oss.test.ts',
  // What the files say that go with rules: shown by what lint then finds.
  'src/cli/lint/': 'test/cli/commands/rules/lint.test.ts',
};

/** Tests of a room's parts together, with what they are about. Every other test is of the one file that it is named for. */
const ofTheWhole: Readonly<Record<string, string>> = {
  'test/bucket/listing-cost.test.ts': 'how many table entries each operation reads',
  'test/handlers/guard.test.ts': 'what a link event at an alias comes to, from the event to the bucket',
  'test/handlers/hostile-store.test.ts': 'functions before a store whose listings never end',
  'test/handlers/sweep-former-rules.test.ts': 'whose a key is that former rules made an alias of',
  'test/handlers/stale-headers.test.ts': 'the same bytes again with other headers: event, sweep, apply, plan',
  'test/local/oss/stored-headers.test.ts': 'headers come back byte for byte, however they were written and are read',
  'test/local/storage/engine-on-lmdb.test.ts': 'the bucket engine on this table agrees with the one in memory',
};

function through(path: string): string | undefined {
  return Object.keys(testedThrough).find((name) => path === name || (name.endsWith('/') && path.startsWith(name)));
}

/** Folders of test/ that mirror no room: they test rooms together, or the project itself. */
const free = /^test\/(?:acceptance|contract|interop|simulation|browser|bench|walls|deploy|docs)\//;

const sources = sourceFiles('src').filter((file) => !isTypesOnly(file));
const tests = sourceFiles('test').filter(({ path }) => path.endsWith('.test.ts') && !free.test(path));

function testOf(path: string): string {
  return path.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
}

/** In src/, or at the top level as functions/ is. */
function hasSource(path: string): boolean {
  const source = path.replace(/\.test\.ts$/, '.ts').replace(/^test\//, '');
  return existsSync(`src/${source}`) || existsSync(source);
}

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
  test.each(tests.filter(({ path }) => ofTheWhole[path] === undefined))('$path', ({ path }) => {
    expect(hasSource(path)).toBe(true);
  });

  test.each(Object.entries(ofTheWhole))('or is of the whole: %s (%s)', (path) => {
    expect(existsSync(path)).toBe(true);
    expect(hasSource(path)).toBe(false);
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
