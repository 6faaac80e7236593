import { describe, expect, test } from 'vitest';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { matchKey, ownerOfAlias } from '../../../src/rules/match/match-key.ts';

function rules(match: string, alias: string) {
  return `version: 1
rules:
  - name: app
    match: ${match}
    order: { by: semver, on: version }
    aliases: ['${alias}']
`;
}

const KEY = "{ key: 'r/{app}/{version}/f' }";
const WHY = 'autoalias keeps its own objects below .autoalias/, and no rule reads or writes there';

describe('refused', () => {
  test.each([
    ["{ key: '.autoalias/{app}/{version}/f' }", 'r/{app}/latest/f', 'match reads keys below ".autoalias/"'],
    [
      "{ prefix: .autoalias/x/, regex: '(?<app>[a-z]+)/(?<version>.+)' }",
      'r/{app}/latest/f',
      'match reads keys below ".autoalias/x/"',
    ],
    [KEY, '.autoalias/{app}/f', 'the aliases would be below ".autoalias/"'],
  ])('%s, %s', (match, alias, what) => {
    expect(() => parseRules(rules(match, alias), 'r.yaml')).toThrow(what);
    expect(() => parseRules(rules(match, alias), 'r.yaml')).toThrow(WHY);
  });
});

describe('a rule that reads everything', () => {
  const all = parseRules(rules("{ key: '{app}/{version}/{file}' }", '{app}/latest/{file}'), 'r.yaml');

  test.each([
    ['.autoalias/1.0.0/f', 0],
    ['.autoalias-x/1.0.0/f', 1],
    ['app/1.0.0/f', 1],
  ])('takes %s as a candidate of %i aliases', (key, aliases) => {
    expect(matchKey(all, key).matches).toHaveLength(aliases);
  });

  test('does not own links below the state prefix', () => {
    expect(ownerOfAlias(all, '.autoalias/latest/f')).toBeUndefined();
    expect(ownerOfAlias(all, 'app/latest/f')).toBeDefined();
  });
});

test('a candidate whose alias would be below the state prefix has no alias', () => {
  const moved = parseRules(rules("{ key: 'r/{app}/{version}/f' }", '{app}/latest/f'), 'r.yaml');
  const { matches, unmatched } = matchKey(moved, 'r/.autoalias/1.0.0/f');
  expect(matches).toEqual([]);
  expect(unmatched).toMatchObject([
    { kind: 'no-alias', why: expect.stringContaining('which autoalias keeps for itself') },
  ]);
  expect(matchKey(moved, 'r/app/1.0.0/f').matches).toHaveLength(1);
});
