import { describe, expect, test } from 'vitest';
import { aliasTask } from '../../../src/aliases/model/task.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';

function rulesText(order: string, rest: string, alias = 'latest'): string {
  return `version: 1
rules:
  - name: a
    match: { prefix: a/, regex: '^a/(?<v>[^/]+)/x$', exclude: '^a/broken' }
    order: ${order}
    ${rest}
    aliases: [${alias}]
`;
}

function aliasesOf(text: string, value: string): readonly string[] {
  return matchKey(parseRules(text, 'rules.yaml'), `a/${value}/x`).matches.map(({ alias }) => alias);
}

const SEMVER = '{ by: semver, on: v }';

describe('limits', () => {
  test.each([
    [SEMVER, 'range: ^1.2', '1.2.0'],
    [SEMVER, 'range: ">=1.2 <3"', '2.9.9'],
    [SEMVER, 'after: 1.2.0', '1.2.1'],
    [SEMVER, 'before: 2.0.0', '1.99.0'],
    [SEMVER, 'prereleases: true\n    range: ^2.0.0-0', '2.1.0-rc.1'],
    ['{ by: pep440, on: v }', 'before: "3.0"', '2.7.18'],
    ['{ by: number, on: v }', 'after: "9"', '10'],
    ['{ by: list, on: v, values: [beta, rc, stable] }', 'after: beta', 'stable'],
    ['{ by: uploaded }', 'onDelete: keep', 'anything'],
  ])('%s with %s accepts %s', (order, rest, value) => {
    expect(aliasesOf(rulesText(order, rest), value)).toEqual(['latest']);
  });

  test.each([
    [SEMVER, 'range: ^1.2', '1.1.9'],
    [SEMVER, 'range: ^1.2', '2.0.0'],
    [SEMVER, 'range: ^1.2', '1.3.0-rc.1'],
    [SEMVER, 'after: 1.2.0', '1.2.0'],
    [SEMVER, 'before: 2.0.0', '2.0.0'],
    [SEMVER, 'after: 1.0.0\n    before: 2.0.0', '2.1.0'],
    ['{ by: number, on: v }', 'after: "9"', '8'],
    ['{ by: list, on: v, values: [beta, rc, stable] }', 'after: beta', 'beta'],
    ['{ by: uploaded }', 'onDelete: keep', 'broken-1'],
  ])('%s with %s rejects %s', (order, rest, value) => {
    expect(aliasesOf(rulesText(order, rest), value)).toEqual([]);
  });

  test('a limit of an alias overrides that of its rule', () => {
    const text = rulesText(SEMVER, 'range: ^1', 'latest, { key: second, range: ^2 }, { key: old, before: 1.5.0 }');
    expect(aliasesOf(text, '1.4.0')).toEqual(['latest', 'old']);
    expect(aliasesOf(text, '1.6.0')).toEqual(['latest']);
    expect(aliasesOf(text, '2.1.0')).toEqual(['second']);
  });

  test('another limit gives the alias another digest', () => {
    const digests = ['after: 1.0.0', 'after: 1.0.1', 'range: ^1', 'onDelete: keep'].map(
      (rest) =>
        aliasTask(parseRules(rulesText(SEMVER, rest), 'rules.yaml'), 'latest', { kind: 'sweep' }, 0, OSS_CAPABILITIES)
          ?.template.digest,
    );
    expect(new Set(digests).size).toBe(4);
  });
});

describe('rejected limits', () => {
  test.each([
    [SEMVER, 'after: "1.2"', 'after cannot be read'],
    [SEMVER, 'range: nonsense', 'range cannot be read'],
    ['{ by: number, on: v }', 'range: ^1', 'range cannot be used'],
    ['{ by: uploaded }', 'after: "1"', 'after cannot be used'],
    ['{ by: list, on: v, values: [a, b] }', 'before: c', 'before cannot be read'],
  ])('%s with %s', (order, rest, what) => {
    const message = (): unknown => parseRules(rulesText(order, rest, 'latest, other'), 'rules.yaml');
    expect(message).toThrow(what);
    // Reported once, although two aliases inherit it from the rule.
    try {
      message();
    } catch (error) {
      expect(String(error).split(what)).toHaveLength(2);
    }
  });

  test('an exclude regex with unsupported syntax', () => {
    const text = rulesText(SEMVER, 'onDelete: keep').replace('^a/broken', '(?=x)');
    expect(() => parseRules(text, 'rules.yaml')).toThrow('the regex of exclude cannot be used');
  });
});
