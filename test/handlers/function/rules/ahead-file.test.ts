import { describe, expect, test } from 'vitest';
import { readAheadFile, writeAheadFile } from '../../../../src/handlers/function/rules/ahead-file.ts';
import { compileAhead } from '../../../../src/rules/ahead/compile-ahead.ts';
import { RULES } from '../../handler-world.ts';

const AHEAD = compileAhead(`${RULES}# é 😀\n`, 'autoalias.yaml', 'sha256:1');
const FILE = writeAheadFile(AHEAD);

test('a file is JSON, and is read as it was written', () => {
  expect(JSON.parse(FILE)).toEqual({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), ahead: AHEAD });
  expect(readAheadFile(FILE)).toEqual(AHEAD);
});

describe('a file is not read', () => {
  const { ahead, sha256 } = JSON.parse(FILE);

  test.each([
    ['without content', ''],
    ['with its digest only', FILE.slice(0, FILE.indexOf('"ahead"'))],
    ['without its end', FILE.slice(0, -1)],
    ['with text after it', `${FILE}\n`],
    ['with a changed rule', FILE.replace('"name":"app"', '"name":"other"')],
    ['without rules', JSON.stringify({ sha256, ahead: { ...ahead, rules: undefined } })],
    ['with no rule', JSON.stringify({ sha256, ahead: { ...ahead, rules: [] } })],
    ['with another digest', JSON.stringify({ sha256: '0'.repeat(64), ahead })],
    ['without a digest', JSON.stringify(ahead)],
    ['that is not JSON', 'version: 1\n'],
  ])('%s', (_, text) => {
    expect(text).not.toBe(FILE);
    expect(readAheadFile(text)).toBeUndefined();
  });
});
