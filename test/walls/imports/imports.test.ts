import { describe, expect, test } from 'vitest';
import { sourceFiles } from '../source-files.ts';
import { importsOf } from './imports-of.ts';
import { impurities } from './impurities.ts';
import { mayImport, mayImportFile, roomOf } from './rooms.ts';

const files = [...sourceFiles('src'), ...sourceFiles('functions')];

/** Imports of a file that its room may not have. */
function trespasses(file: { readonly path: string; readonly text: string }): string[] {
  const room = roomOf(file.path);
  if (room === undefined) return [`${file.path} is in no room`];
  return importsOf(file).flatMap((path) => {
    if (!/^(?:\.\.|src|functions|test)(?:\/|$)/.test(path)) return [];
    const other = roomOf(path);
    const may = other === room || (other !== undefined && mayImport[room].includes(other));
    return may || mayImportFile[room]?.includes(path) ? [] : [`${file.path} -> ${path}`];
  });
}

describe('rooms', () => {
  test.each(files)('$path imports only from rooms that it may import', (file) => {
    expect(trespasses(file)).toEqual([]);
  });

  test.each([
    ['src/events/a.ts', `import { x } from '../rules/x.ts';`],
    ['src/rules/a.ts', `import type { Store } from '../stores/store.ts';`],
    ['src/rules/orders/a.ts', `import {\n  x,\n  y,\n} from '../../aliases/x.ts';`],
    ['src/aliases/a.ts', `import { x } from '../stores/oss/client.ts';`],
    ['src/handlers/a.ts', `export { x } from '../bucket/x.ts';`],
    ['src/handlers/a.ts', `const x = await import('../local/x.ts');`],
    ['src/local/a.ts', `import '../cli/x.ts';`],
    ['functions/a.ts', `import { x } from '../src/local/x.ts';`],
    ['src/cli/a.ts', `import { x } from '../../test/x.ts';`],
    ['src/cli/a.ts', `import { handler } from '../../functions/sweep.ts';`],
    ['src/local/a.ts', `import rules from '../../functions/autoalias.yaml';`],
    ['src/attic/a.ts', ''],
  ])('%s may not contain %j', (path, text) => {
    expect(trespasses({ path, text })).toHaveLength(1);
  });
});

/** Files of the clients that open sockets or wait. The rest of their rooms is pure. */
const withSocket = new Set([
  'src/stores/bos/client/bos-client.ts',
  'src/stores/bos/client/tell-dangling.ts',
  'src/stores/http/open-sender.ts',
  'src/stores/http/http-store.ts',
  'src/stores/http/transmit.ts',
  'src/stores/http/undici-pool.d.ts',
]);

/** Modules of Node without side effects: hashes, and parsing IP addresses. */
const calculations: Readonly<Record<string, readonly string[]>> = {
  aliases: ['node:crypto'],
  bucket: ['node:crypto'],
  'oss-wire': ['node:crypto'],
  'bce-wire': ['node:crypto'],
  alibaba: ['node:crypto'],
  'stores/http': ['node:net'],
  'stores/oss': ['node:crypto'],
};

const pureRooms: readonly (string | undefined)[] = [
  'ground',
  'events',
  'rules',
  'lint',
  'aliases',
  'stores',
  'bucket',
  'oss-wire',
  'bce-wire',
  'alibaba',
  'stores/http',
  'stores/oss',
  'stores/bos',
];
const pureFiles = files.filter(({ path }) => pureRooms.includes(roomOf(path)) && !withSocket.has(path));

describe('pure rooms', () => {
  test.each(pureFiles)('$path uses no clock, socket, environment or randomness', (file) => {
    expect(impurities(file, calculations[roomOf(file.path) ?? ''])).toEqual([]);
  });

  test.each([
    [`import { readFileSync } from 'node:fs';`, 'node:fs'],
    [`import type { Readable } from 'node:stream';`, 'node:stream'],
    [`import { Pool } from 'undici';`, 'undici'],
    [`import { serve } from '@hono/node-server/serve';`, '@hono/node-server/serve'],
    ['export const now = () => Date.now();', 'Date.now'],
    ['export const now = () => new Date();', 'new Date'],
    ['export const local = new Date(2026, 10, 20);', 'new Date'],
    ['export const text = Date();', 'Date()'],
    ['export const dice = Math.random;', 'Math.random'],
    ['export const region = process.env.OSS_REGION;', 'process'],
    ['export const f = { process };', 'process'],
    ['export const f = async () => 1;', 'async'],
    ['export const f = async function* () { yield 1; };', 'async'],
    ['export const f = () => fetch("http://127.0.0.1");', 'fetch'],
    ['export const id = crypto.randomUUID();', 'crypto'],
    ['export const f = (): void => console.log(1);', 'console'],
  ])('%s is found', (text, found) => {
    expect(impurities({ path: 'src/rules/a.ts', text })).toContain(found);
  });

  test.each([
    '// process, Date.now and async may be talked about',
    `export const message = 'cannot process: await an async answer from fetch';`,
    'export const process_ = { process: 1 }.process;',
    'export const date = (ms: number) => new Date(ms).toISOString();',
    'export const utc = Date.UTC(2026, 10, 20);',
    'export const f = function* () { yield 1; };',
    'export interface Clock { fetch(): void; process: string }',
  ])('%s is not', (text) => {
    expect(impurities({ path: 'src/rules/a.ts', text })).toEqual([]);
  });
});

/** The entries of the package, which only re-export. */
function isEntry(path: string): boolean {
  return /^src\/entries\/[^/]+$/.test(path);
}

describe('modules', () => {
  test.each(files)('$path exports by name, and does not re-export', ({ path, text }) => {
    expect(text).not.toMatch(/^export default\b|\bas default\b/m);
    if (!isEntry(path)) expect(text).not.toMatch(/^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*(?:as \w+ )?from\b/m);
    expect(path).not.toMatch(/(?:^|\/)index\.ts$/);
    expect(path).toMatch(/^[a-z0-9/.-]+$/);
  });

  test.each(files.filter(({ path }) => isEntry(path)))('$path only re-exports', ({ text }) => {
    const withoutReExports = text.replaceAll(/^export (?:type )?(?:\*|\{[^}]*\}) from '[^']+';$/gm, '');
    expect(withoutReExports.trim()).toBe('');
  });

  test.each(files)('$path imports files by their full names', (file) => {
    const relative = importsOf(file).filter((name) => /^(?:src|functions)\//.test(name));
    expect(relative.filter((name) => !/\.(?:ts|yaml|txt|json)$/.test(name))).toEqual([]);
  });

  test('files with a socket exist', () => {
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining([...withSocket]));
  });
});
