import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRulesSnapshot, removeOtherSnapshots } from '../../../../src/cli/dev/rules/rules-snapshot.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'snapshot-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('each text has a file of its own, which stays as it is', () => {
  const files = ['a: 1\n', 'a: 2\n', 'a: 1\n'].map((text) => keepRulesSnapshot(dir, text, 'rules.yaml'));
  expect(files[0]).toBe(files[2]);
  expect(files[0]).not.toBe(files[1]);
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(['a: 1\n', 'a: 2\n', 'a: 1\n']);
  expect(readdirSync(dirname(files[0] ?? ''))).toHaveLength(2);
});

test('only its owner reads it', () => {
  expect(statSync(keepRulesSnapshot(dir, 'a', 'rules.yaml')).mode & 0o077).toBe(0);
});

test('former ones go, the present one stays', () => {
  const former = keepRulesSnapshot(dir, 'former', 'rules.yaml');
  const present = keepRulesSnapshot(dir, 'present', 'rules.yaml');
  removeOtherSnapshots(dir, present);
  expect(readdirSync(dirname(former))).toEqual([present.slice(dirname(present).length + 1)]);
});

test('says which directory cannot be used', () => {
  const file = join(dir, 'file');
  writeFileSync(file, '');
  expect(() => keepRulesSnapshot(file, 'x', 'rules.yaml')).toThrow(`data directory ${file} cannot be used`);
});

test('a damaged copy is written again', () => {
  const file = keepRulesSnapshot(dir, 'a', 'rules.yaml');
  writeFileSync(file, '');
  expect(readFileSync(keepRulesSnapshot(dir, 'a', 'rules.yaml'), 'utf8')).toBe('a');
});

test('an edited file that is used without a copy stays, as do other files in the folder', () => {
  const former = keepRulesSnapshot(dir, 'former', 'rules.yaml');
  const edited = join(dir, 'edited.yaml');
  writeFileSync(edited, 'edited');
  removeOtherSnapshots(dir, edited);
  expect(readdirSync(dirname(former))).toEqual([]);
  expect(readFileSync(edited, 'utf8')).toBe('edited');
});
