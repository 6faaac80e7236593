import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRulesText } from '../../../src/cli/options/read-rules-text.ts';

/** Three bytes for each character that rules may have. */
const MOST = 3 * 32 * 1024 * 1024;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-text-'));
  writeFileSync(join(dir, 'utf8'), 'größer 版本');
  writeFileSync(join(dir, 'bom'), '\uFEFFversion: 1');
  for (const [name, size] of [
    ['largest', MOST],
    ['larger', MOST + 1],
  ] as const) {
    writeFileSync(join(dir, name), '');
    truncateSync(join(dir, name), size);
  }
  execFileSync('mkfifo', [join(dir, 'pipe')]);
  writeFileSync(join(dir, 'latin1'), Buffer.from('gr\u00f6\u00dfer', 'latin1'));
});
afterAll(() => rmSync(dir, { recursive: true }));

test.each([
  ['utf8', 'größer 版本'],
  ['bom', 'version: 1'],
])('%s is read', (name, text) => {
  expect(readRulesText(join(dir, name))).toBe(text);
});

test('the largest file is read', () => {
  expect(readRulesText(join(dir, 'largest'))).toHaveLength(MOST);
});

test('no more is read of a device than of a file', () => {
  expect(() => readRulesText('/dev/zero')).toThrow(`/dev/zero cannot be read: it has more than ${MOST} bytes`);
});

test('a pipe is read to its end, though its writer takes its time', async () => {
  const pipe = join(dir, 'pipe');
  const script = `exec 3<>"${pipe}"; echo open; sleep 0.2; echo 'version: 1' >&3; sleep 0.2; echo 'rules: []' >&3; sleep 0.2`;
  const writer = spawn('sh', ['-c', script]);
  await once(writer.stdout, 'data');
  expect(readRulesText(pipe)).toBe('version: 1\nrules: []\n');
});

test.each([
  ['latin1', 'it is not UTF-8 text'],
  ['absent', 'there is no such file'],
  ['utf8/below', 'there is no such file'],
  ['.', 'it is a directory'],
  ['larger', `it has more than ${MOST} bytes`],
  ['pipe', 'it is a pipe, and nothing writes to it'],
])('%s is refused', (name, why) => {
  const path = join(dir, name);
  expect(() => readRulesText(path)).toThrow(
    expect.objectContaining({
      code: 'config-invalid',
      message: `${path} cannot be read: ${why}; name a rules file`,
      cause: expect.any(Error),
    }),
  );
});
