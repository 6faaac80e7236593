import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findCloud, recordCloud } from '../../../src/local/cloud/running-cloud.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-running-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const CLOUD = {
  store: 'http://127.0.0.1:1',
  bos: 'http://127.0.0.1:3',
  api: 'http://127.0.0.1:2',
  bucket: 'demo',
  token: 'secret',
};

function file() {
  return join(dir, 'cloud.json');
}

test('finds a running cloud until its record is removed; only the owner can read the record', () => {
  expect(findCloud(dir)).toBeUndefined();
  const remove = recordCloud(dir, CLOUD);
  expect(findCloud(dir)).toEqual(CLOUD);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  remove();
  expect(findCloud(dir)).toBeUndefined();
  expect(readdirSync(dir)).toEqual([]);
});

test('finds the record of an older program, which has no BOS', () => {
  const { bos: _, ...older } = CLOUD;
  recordCloud(dir, older);
  expect(findCloud(dir)).toEqual(older);
});

test('does not remove the record of a later cloud', () => {
  const remove = recordCloud(dir, CLOUD);
  recordCloud(dir, { ...CLOUD, token: 'other' });
  remove();
  expect(findCloud(dir)).toEqual({ ...CLOUD, token: 'other' });
});

test.each([
  ['of a process that ended', (text: string) => JSON.stringify({ ...JSON.parse(text), pid: 2 ** 22 + 1 })],
  ['of a former process with this pid', (text: string) => JSON.stringify({ ...JSON.parse(text), started: '1' })],
  ['that is cut off', (text: string) => text.slice(0, 20)],
  ['of another shape', () => '{"pid":1}'],
])('a record %s is ignored', (_, spoil) => {
  recordCloud(dir, CLOUD);
  writeFileSync(file(), spoil(readFileSync(file(), 'utf8')));
  expect(findCloud(dir)).toBeUndefined();
});
