import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cloudRules, openDevRules } from '../../../../src/cli/dev/rules/dev-rules.ts';

const OWN = readFileSync('functions/autoalias.yaml', 'utf8');
const GUARDED = `version: 1
rules: [{ name: r, match: { prefix: x/, regex: '^x/(?<v>\\d+)$' }, order: { by: number, on: v }, aliases: [y/z], guard: true }]
`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rules-'));
  mkdirSync(join(dir, 'functions'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(name: string, text: string): string {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
}

describe('openDevRules', () => {
  test('takes a file that is named', () => {
    const file = write('mine.yaml', GUARDED);
    expect(openDevRules(file, dir)).toMatchObject({ text: GUARDED, file, areBuiltIn: false });
  });

  test('or those that were built in', () => {
    expect(openDevRules(undefined, dir)).toMatchObject({ text: OWN, areBuiltIn: true });
    expect(openDevRules(undefined, dir).file).toBeUndefined();
  });

  test('whose file is known in the checkout that they were built from', () => {
    const file = write('functions/autoalias.yaml', OWN);
    expect(openDevRules(undefined, dir)).toMatchObject({ text: OWN, areBuiltIn: true, file });
  });

  test('and not in another one', () => {
    write('functions/autoalias.yaml', GUARDED);
    expect(openDevRules(undefined, dir).file).toBeUndefined();
  });

  test('refuses rules that cannot be used', () => {
    expect(() => openDevRules(write('bad.yaml', 'version: 2\nrules: []\n'), dir)).toThrow('bad.yaml:1:10: version');
    expect(() => openDevRules(join(dir, 'none.yaml'), dir)).toThrow('none.yaml cannot be read');
  });
});

describe('cloudRules', () => {
  test('gives a copy of the file, and what the triggers have to report', () => {
    const file = write('mine.yaml', GUARDED);
    const { rulesFile = '', queuePlace, ...rest } = cloudRules(openDevRules(file, dir), dir);
    expect(rest).toEqual({ rulesSource: file, triggerPrefixes: ['x/', 'y/z'], watchLinks: true });
    expect(queuePlace?.('b', 'x/1')).toMatchObject({ lane: 'rule-0' });
    write('mine.yaml', '');
    expect(readFileSync(rulesFile, 'utf8')).toBe(GUARDED);
  });

  test('gives no file where the rules were built in', () => {
    const { queuePlace: _, ...rest } = cloudRules(openDevRules(undefined, dir), dir);
    expect(rest).toEqual({ triggerPrefixes: ['releases/'], watchLinks: false });
  });
});
