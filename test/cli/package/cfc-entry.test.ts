import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { cfcEntry } from '../../../src/cli/package/cfc-entry.ts';
import { CFC_EXPORTS } from '../../../src/deploy/baidu/cfc-functions.ts';

type Handler = (event: unknown, context: unknown, callback: (error: unknown, result?: unknown) => void) => void;

let dir: string;
let entry: Readonly<Record<string, Handler>>;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-cfc-'));
  writeFileSync(join(dir, 'index.js'), cfcEntry());
  writeFileSync(
    join(dir, 'cfc-object-events.mjs'),
    'export const handler = (event, context, callback) => callback(null, [event, context]);',
  );
  writeFileSync(join(dir, 'cfc-sweep.mjs'), 'export const handler = async () => { throw new Error("no sweep"); };');
  writeFileSync(join(dir, 'cfc-http.mjs'), 'import "./absent.mjs";');
  entry = z.record(z.string(), z.custom<Handler>()).parse(createRequire(join(dir, 'x.js'))('./index.js'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** What the callback of a handler was called with. */
function call(name: string): Promise<readonly [error: unknown, result: unknown]> {
  return new Promise((resolve) => entry[name]?.({ id: 1 }, { id: 2 }, (error, result) => resolve([error, result])));
}

test('has an export for each function', () => {
  expect(Object.keys(entry).toSorted()).toEqual(Object.values(CFC_EXPORTS).toSorted());
});

test('passes event, context and callback', async () => {
  expect(await call('objectEvents')).toEqual([null, [{ id: 1 }, { id: 2 }]]);
});

test.each([
  ['a handler that fails', 'sweep', /no sweep/],
  ['a module that cannot be loaded', 'http', /Cannot find module .*absent\.mjs/],
])('calls back with the error of %s, each time', async (_, name, message) => {
  for (const _again of [1, 2]) {
    const [error] = await call(name);
    expect(String(error)).toMatch(message);
  }
});
