import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadRules } from '../../../src/cli/options/rules-option.ts';

let dir: string;

function rules(name: string) {
  return `version: 1\nrules: [{ name: ${name}, match: { regex: '^r/(?<v>.+)$' }, order: { by: semver, on: v }, aliases: [latest] }]\n`;
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-rules-'));
  for (const name of ['flag', 'variable']) writeFileSync(join(dir, `${name}.yaml`), rules(name));
});
afterAll(() => rmSync(dir, { recursive: true }));

function names(flag: string | undefined, env: Record<string, string>) {
  return loadRules(flag === undefined ? {} : { rules: flag }, env).ruleSet.rules.map(({ name }) => name);
}

function path(name: string) {
  return join(dir, `${name}.yaml`);
}

test('the flag comes before the variable, the variable before the usual places', () => {
  expect(names(path('flag'), { AUTOALIAS_RULES: path('variable') })).toEqual(['flag']);
  expect(names(undefined, { AUTOALIAS_RULES: path('variable') })).toEqual(['variable']);
});

test.each([{}, { AUTOALIAS_RULES: '' }])('nothing is named (%j): what a checkout has in functions/', (env) => {
  expect(names(undefined, env)).toEqual(['app']);
});

test('a file that is named and not there is an error, not a reason to take another', () => {
  expect(() => names(path('absent'), { AUTOALIAS_RULES: path('variable') })).toThrow('there is no such file');
});
