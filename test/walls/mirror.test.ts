import { existsSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

/** It is erased at build time, so there is nothing to test. */
function isTypesOnly({ text }: SourceFile): boolean {
  return transformSync(text, { loader: 'ts' }).code.trim() === '';
}

/**
 * Source files, and folders of them (with a slash at the end), that another file's test covers: parts of one thing
 * whose behaviour shows only in the whole, and data. The value is that test.
 */
const testedThrough: Readonly<Record<string, string>> = {
  // Starts runDev in its own process; tested as a process.
  'src/cli/commands/dev.ts': 'test/cli/dev/dev.test.ts',
  // The steps of a deployment; tested in every order and failure by the program itself.
  'src/cli/stack/make-plan.ts': 'test/cli/stack/run-deploy.test.ts',
  'src/cli/stack/carry-out.ts': 'test/cli/stack/run-deploy.test.ts',
  'src/cli/stack/show-aliases.ts': 'test/cli/stack/run-deploy.test.ts',
  'src/cli/output/deploy-schemas.ts': 'test/cli/stack/run-deploy.test.ts',
  'src/cli/commands/deployment/print-deployment.ts': 'test/cli/commands/deployment/deploy.test.ts',
  // The checks of one command; each is tested on a broken and an intact deployment.
  'src/cli/doctor/': 'test/cli/commands/deployment/doctor.test.ts',
  // Questions, drafts and files; tested in every combination.
  'src/cli/init/': 'test/cli/commands/rules/init.test.ts',
  // One script for each shell; run in the shells.
  'src/cli/completion/': 'test/cli/commands/completion.test.ts',
  // The flags of the two link commands.
  'src/cli/ossutil/add-link-commands.ts': 'test/cli/commands/links/put-symlink.test.ts',
  'src/cli/ossutil/ossutil-options.ts': 'test/cli/commands/links/put-symlink.test.ts',
  // An error class without behaviour.
  'src/cli/terminal/prompter.ts': 'test/cli/commands/rules/init.test.ts',
  // Types, and lists of words that writes are checked against.
  'src/bucket/records/object-record.ts': 'test/bucket/checks/check-write-options.test.ts',
  // An error class without behaviour; tested where it is thrown.
  'src/local/storage/blob-store.ts': 'test/local/storage/blob-files.test.ts',
  // A schema; every refusal is tested with its message.
  'src/rules/file/rules-schema.ts': 'test/rules/file/parse-rules.test.ts',
  // Types, and the character classes of the syntax; the parser is compared with RE2.
  'src/rules/pattern/native/regex-tree.ts': 'test/rules/pattern/native/parse-regex.test.ts',
  'src/rules/pattern/native/character-classes.ts': 'test/rules/pattern/native/parse-regex.test.ts',
  // Parts of one search: language, automaton, alphabet.
  'src/lint/language/': 'test/lint/language/search.test.ts',
  // Example keys of findings; the tables of the findings check each.
  'src/lint/witness/': 'test/lint/checks/overlaps.test.ts',
  // Lists of codes, and how a finding gets its position.
  'src/lint/finding.ts': 'test/lint/lint-rules.test.ts',
  'src/lint/lint-context.ts': 'test/lint/lint-rules.test.ts',
  // Each is exported by an entry of the package, whose test calls it.
  'src/entries/public/': 'test/entries/rules.test.ts',
  // Where an embedded store keeps its data; its tests run in both places.
  'src/local/embedded/embedded-storage.ts': 'test/local/embedded/start-oss.test.ts',
  'src/local/embedded/folder-storage.ts': 'test/local/embedded/start-oss.test.ts',
  'src/local/embedded/start-store.ts': 'test/local/embedded/start-oss.test.ts',
  // Parts of the commands that write markers; the tables of the commands use each.
  'src/handlers/withdraw/change-markers.ts': 'test/handlers/withdraw/withdraw.test.ts',
  'src/handlers/withdraw/covered-changes.ts': 'test/handlers/withdraw/withdraw.test.ts',
  'src/handlers/withdraw/plan-moves.ts': 'test/handlers/withdraw/withdraw.test.ts',
  // Parts of the explanation of a key.
  'src/handlers/look/view-alias.ts': 'test/handlers/look/explain.test.ts',
  'src/handlers/withdraw/planned-report.ts': 'test/handlers/withdraw/withdraw.test.ts',
  'src/handlers/withdraw/resolve-names.ts': 'test/handlers/withdraw/withdraw.test.ts',
  'src/handlers/withdraw/list-candidates.ts': 'test/handlers/withdraw/rollback.test.ts',
  'src/handlers/withdraw/shown-target.ts': 'test/handlers/withdraw/rollback.test.ts',
  // Parts of a sweep that tasks share; the function runs as a whole, with crashes before its requests.
  'src/handlers/split/open-split.ts': 'test/handlers/split/split-sweep.test.ts',
  'src/handlers/split/report-run.ts': 'test/handlers/split/split-sweep.test.ts',
  'src/handlers/split/split-files.ts': 'test/handlers/split/split-sweep.test.ts',
  'src/handlers/split/split-run.ts': 'test/handlers/split/split-sweep.test.ts',
  'src/handlers/split/sweep-shard.ts': 'test/handlers/split/split-sweep.test.ts',
  'src/handlers/function/handle-sweep.ts': 'test/handlers/split/split-sweep.test.ts',
  // Parts of a deployment; the whole is described, printed and judged in its tests.
  'src/deploy/describe/': 'test/deploy/describe-deployment.test.ts',
  // Parts of a deployment on Baidu; the whole is described and compared with the limits.
  'src/deploy/baidu/baidu-settings.ts': 'test/deploy/baidu/describe-baidu.test.ts',
  'src/deploy/baidu/bos-events.ts': 'test/deploy/baidu/describe-baidu.test.ts',
  'src/deploy/baidu/cfc-functions.ts': 'test/deploy/baidu/describe-baidu.test.ts',
  'src/deploy/baidu/cfc-limits.ts': 'test/deploy/baidu/describe-baidu.test.ts',
  // Types, and a list of names.
  'src/deploy/deployment.ts': 'test/deploy/describe-deployment.test.ts',
  // Parts of each form; every form is printed for five rules files.
  'src/deploy/print/': 'test/deploy/print/print-ros.test.ts',
  // The flags of a deployment.
  'src/cli/options/deployment-settings.ts': 'test/cli/commands/deployment/deploy.test.ts',
  'src/cli/cfc/baidu-settings.ts': 'test/cli/commands/deployment/deploy.test.ts',
  // The steps of a deployment on Baidu; the command runs against a server with the behaviour of the API.
  'src/cli/cfc/': 'test/cli/cfc/run-baidu-deploy.test.ts',
  // A schema; the output of the command is compared with it.
  'src/cli/output/printed-deployment.ts': 'test/cli/output/output-schemas.test.ts',
  // A schema; the lines of the command are parsed with it.
  'src/cli/output/deployment-schemas.ts': 'test/cli/commands/deployment/logs.test.ts',
  // The actions of the command, and how it opens the queue; run against a local cloud.
  'src/cli/dead-letters/dead-letters.ts': 'test/cli/commands/deployment/dead-letters.test.ts',
  'src/cli/dead-letters/replay-events.ts': 'test/cli/commands/deployment/dead-letters.test.ts',
  // Files next to the rules; shown by the findings of lint.
  'src/cli/lint/': 'test/cli/commands/rules/lint.test.ts',
};

/** Tests of several files of a room, with their subject. Every other test is of the file that it is named for. */
const ofTheWhole: Readonly<Record<string, string>> = {
  'test/bucket/listing-cost.test.ts': 'how many table entries each operation reads',
  'test/cli/baidu-commands.test.ts': 'every command that reads a bucket, on BOS',
  'test/cli/stopped-move.test.ts': 'withdraw, restore and rollback that are stopped by Ctrl-C',
  'test/cli/killed-move.test.ts': 'rollback and restore that are killed between two requests, and what finishes them',
  'test/handlers/archived-targets.test.ts': 'an archived target: events, sweep, commands, status and explain',
  'test/handlers/many-aliases.test.ts': 'the requests for 500 aliases of one prefix: command, marker, sweep, batches',
  'test/handlers/quiet-sweep.test.ts': 'the requests of a sweep of 100,000 objects in which nothing has changed',
  'test/handlers/split-sweep.test.ts': 'sweeps of parts of a bucket, together, against a sweep of the whole bucket',
  'test/local/bos-events.test.ts': 'events of BOS in a running local cloud, from the write to the alias',
  'test/local/divided-sweep.test.ts': 'a sweep that tasks of the local Function Compute share, with crashes',
  'test/handlers/guard.test.ts': 'what a link event at an alias leads to, from the event to the bucket',
  'test/handlers/withdraw/interleavings.test.ts': 'an upload between any two requests of a rollback',
  'test/handlers/hostile-store.test.ts': 'functions with a store whose listings never end',
  'test/handlers/unlisted-links.test.ts': 'events, sweeps and commands where listings do not show links',
  'test/handlers/sweep-former-rules.test.ts': 'which rule owns a key that earlier rules made an alias of',
  'test/handlers/alias-headers.test.ts':
    'the headers of an alias after an event, a sweep and each command, and what status says',
  'test/handlers/stale-headers.test.ts': 'an upload with the same bytes and other headers: event, sweep, apply, plan',
  'test/local/oss/table-reads.test.ts': 'what GET and HEAD read from the table',
  'test/local/oss/stored-headers.test.ts': 'headers are returned byte for byte',
  'test/local/storage/engine-on-lmdb.test.ts': 'the bucket engine on this table agrees with the one in memory',
};

function through(path: string): string | undefined {
  return Object.keys(testedThrough).find((name) => path === name || (name.endsWith('/') && path.startsWith(name)));
}

/** Folders of test/ that do not mirror a room: they test rooms together, or the project itself. */
const free = /^test\/(?:acceptance|contract|interop|simulation|browser|bench|walls|deploy|docs)\//;

const sources = sourceFiles('src').filter((file) => !isTypesOnly(file));
const tests = sourceFiles('test').filter(({ path }) => path.endsWith('.test.ts') && !free.test(path));

function testOf(path: string): string {
  return path.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
}

/** In src/, or at the top level like functions/. */
function hasSource(path: string): boolean {
  const source = path.replace(/\.test\.ts$/, '.ts').replace(/^test\//, '');
  return existsSync(`src/${source}`) || existsSync(source);
}

describe('every source file has its test', () => {
  test.each(sources.filter(({ path }) => through(path) === undefined))('$path', ({ path }) => {
    expect(existsSync(testOf(path))).toBe(true);
  });

  test.each(Object.entries(testedThrough))('or another test covers it: %s by %s', (path, by) => {
    // Remove entries that are no longer needed.
    expect(sources.some((file) => through(file.path) === path && !existsSync(testOf(file.path)))).toBe(true);
    expect(existsSync(by)).toBe(true);
  });
});

describe('every test has its source', () => {
  test.each(tests.filter(({ path }) => ofTheWhole[path] === undefined))('$path', ({ path }) => {
    expect(hasSource(path)).toBe(true);
  });

  test.each(Object.entries(ofTheWhole))('or covers several files: %s (%s)', (path) => {
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
])('%j contains only types: %s', (text, typesOnly) => {
  expect(isTypesOnly({ path: 'src/a.ts', text })).toBe(typesOnly);
});
