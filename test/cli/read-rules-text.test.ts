import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRulesText } from '../../src/cli/read-rules-text.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-text-'));
  writeFileSync(join(dir, 'utf8'), 'größer 版本');
  writeFileSync(join(dir, 'bom'), '\uFEFFversion: 1');
  writeFileSync(join(dir, 'latin1'), Buffer.from('gr\u00f6\u00dfer', 'latin1'));
});
afterAll(() => rmSync(dir, { recursive: true }));

test.each([
  ['utf8', 'größer 版本'],
  ['bom', 'version: 1'],
])('%s is read', (name, text) => {
  expect(readRulesText(join(dir, name))).toBe(text);
});

test.each([
  ['latin1', 'it is not UTF-8 text'],
  ['absent', 'there is no such file'],
  ['utf8/below', 'there is no such file'],
  ['.', 'it is a directory'],
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
