import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../../src/rules/file/parse-yaml.ts';

test('a file that people write is parsed', () => {
  expect(parseYaml('a: [{ b: 1 }]\n', {})?.toJS()).toEqual({ a: [{ b: 1 }] });
});

test('an error of the syntax is left to the caller', () => {
  expect(parseYaml('a: ]', {})?.errors).toHaveLength(1);
});

describe('deep nesting is not given to the library, which could end the process', () => {
  test.each([['{'], ['['], ['{a: '], ['[{'], ['- '], ['? ']])('%j', (open) => {
    for (const times of [300, 1_000, 50_000]) expect(parseYaml(open.repeat(times), {})).toBeUndefined();
  });

  test('in closed brackets', () => {
    expect(parseYaml(`${'['.repeat(5_000)}${']'.repeat(5_000)}`, {})).toBeUndefined();
  });

  test('in lines', () => {
    const lines = Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:\n`);
    expect(parseYaml(lines.join(''), {})).toBeUndefined();
  });
});

test('a hundred levels are parsed, so that the caller can say where it is too deep', () => {
  expect(parseYaml(`${'['.repeat(100)}${']'.repeat(100)}`, {})?.errors).toEqual([]);
});
