import { describe, expect, test } from 'vitest';
import { candidateRuleOf, ownerOfAlias } from '../../../src/rules/match/match-key.ts';
import { aliasKeyFor, readKey } from '../../../src/rules/match/read-key.ts';
import { isNeverRefused } from '../../../src/rules/proof/never-refused.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import { createRuleSet } from '../../../src/rules/rule-set.ts';
import { isStateKey } from '../../../src/state-key.ts';
import { randomKeyRule, randomRule } from '../random-rules.ts';
import { ruleSetOf, type ShortRule } from '../rule-set-of.ts';
import { seededRandom } from '../seeded-random.ts';

const RELEASES = { key: 'r/{app}/{version}/{file}', by: 'semver', on: 'version' } as const;

/** Which templates of a set of rules are proved. */
function proved(...rules: readonly ShortRule[]): readonly string[] {
  const ruleSet = ruleSetOf(...rules);
  return templatesOf(ruleSet)
    .filter((entry) => isNeverRefused(ruleSet, entry))
    .map(({ template }) => template.text);
}

function templatesOf({ entries }: RuleSet) {
  return entries.flatMap(({ templates }) => templates);
}

describe('proved', () => {
  test.each<[what: string, rules: readonly ShortRule[]]>([
    ['a version and words', [{ ...RELEASES, aliases: ['r/{app}/latest/{file}', 'r/{app}/v{version.major}/{file}'] }]],
    ['another prefix', [{ key: 'r/{file}', by: 'lexical', on: 'file', aliases: ['latest/{file}'] }]],
    [
      'equal aliases below other prefixes',
      [
        { ...RELEASES, aliases: ['a/{app}/latest/{file}'] },
        { ...RELEASES, key: 's/{app}/{version}/{file}', aliases: ['b/{app}/latest/{file}'] },
      ],
    ],
  ])('%s', (_, rules) => {
    expect(proved(...rules)).toEqual(rules.flatMap(({ aliases }) => aliases));
  });
});

describe('not proved', () => {
  test.each<[what: string, rules: readonly ShortRule[], proved: readonly string[]]>([
    [
      'a key of a rule, which only `exclude` leaves out',
      [
        { key: 'r/{app}/{name}', by: 'lexical', on: 'name', aliases: ['s/{app}/latest', 't/{app}/x'] },
        { key: 't/{app}/{name}', by: 'lexical', on: 'name', exclude: '/x$', aliases: ['u/{app}'] },
      ],
      ['s/{app}/latest', 'u/{app}'],
    ],
    [
      'an alias that is a candidate if a file has the name of a version',
      [{ ...RELEASES, aliases: ['r/{app}/current/{file}', 'r/{app}/{file}/latest'] }],
      ['r/{app}/current/{file}'],
    ],
    [
      'an earlier template that can produce the same key',
      [{ ...RELEASES, aliases: ['s/{app}/{file}/x', 's/{app}/current/{file}', 's/{app}/latest/{file}/y'] }],
      ['s/{app}/{file}/x', 's/{app}/latest/{file}/y'],
    ],
    ['an alias that begins with a group', [{ ...RELEASES, aliases: ['{app}/latest/{file}'] }], []],
    ['an alias that can be below the state prefix', [{ ...RELEASES, aliases: ['.{app}/latest/{file}'] }], []],
  ])('%s', (_, rules, expected) => {
    expect(proved(...rules)).toEqual(expected);
  });
});

test('what is proved is proved for these rules only', () => {
  const [one, other] = [
    ruleSetOf({ ...RELEASES, aliases: ['a/{app}/{file}'] }),
    ruleSetOf({ key: 'a/{x}/{y}', by: 'lexical', on: 'y', aliases: ['b/{x}'] }),
  ];
  const both = createRuleSet([...one.rules, ...other.rules]);
  const [[alone], [together]] = [templatesOf(one), templatesOf(both)];
  expect(alone && isNeverRefused(one, alone)).toBe(true);
  expect(together && isNeverRefused(both, together)).toBe(false);
});

test('no alias of a proved template belongs to another one, is a candidate, or is a state key', () => {
  const random = seededRandom(11);
  let aliases = 0;
  for (let round = 0; round < 1_500; round++) {
    const made = Array.from({ length: 1 + random.below(3) }, () =>
      random.below(2) === 0 ? randomRule(random) : randomKeyRule(random),
    ).filter((one) => one !== undefined);
    const ruleSet = createRuleSet(made.map(({ rule }) => rule));
    for (const [index, { rule, key: makeKey, text }] of made.entries()) {
      for (let i = 0; i < 6; i++) {
        const key = makeKey();
        const reading = readKey(rule, key);
        for (const entry of reading === undefined ? [] : (ruleSet.entries[index]?.templates ?? [])) {
          const { template } = entry;
          const produced = reading && aliasKeyFor(template, reading);
          if (produced === undefined || 'why' in produced || !isNeverRefused(ruleSet, entry)) continue;
          aliases++;
          const { alias } = produced;
          const why = `${text} with ${made.map((one) => one.text).join(' ')} on ${key}`;
          expect(ownerOfAlias(ruleSet, alias)?.template, why).toBe(template);
          expect(candidateRuleOf(ruleSet, alias), why).toBeUndefined();
          expect(isStateKey(alias), why).toBe(false);
        }
      }
    }
  }
  expect(aliases).toBeGreaterThan(1_000);
});
