import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRulesSnapshot, removeOtherSnapshots } from '../../../src/cli/dev/rules-snapshot.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'snapshot-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('each text has a file of its own, which stays as it is', () => {
  const files = ['a: 1\n', 'a: 2\n', 'a: 1\n'].map((text) => keepRulesSnapshot(dir, text));
  expect(files[0]).toBe(files[2]);
  expect(files[0]).not.toBe(files[1]);
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(['a: 1\n', 'a: 2\n', 'a: 1\n']);
  expect(readdirSync(dirname(files[0] ?? ''))).toHaveLength(2);
});

test('only its owner reads it', () => {
  expect(statSync(keepRulesSnapshot(dir, 'a')).mode & 0o077).toBe(0);
});

test('former ones go, the present one stays', () => {
  const former = keepRulesSnapshot(dir, 'former');
  const present = keepRulesSnapshot(dir, 'present');
  removeOtherSnapshots(present);
  expect(readdirSync(dirname(former))).toEqual([present.slice(dirname(present).length + 1)]);
});

test('says which directory cannot be used', () => {
  const file = join(dir, 'file');
  writeFileSync(file, '');
  expect(() => keepRulesSnapshot(file, 'x')).toThrow(`data directory ${file} cannot be used`);
});
