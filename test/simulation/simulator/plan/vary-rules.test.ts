import { expect, test } from 'vitest';
import { candidateRuleOf, matchKey, ownerOfAlias } from '../../../../src/rules/match/match-key.ts';
import { releasesOf } from '../../../../src/rules/match/read-release.ts';
import { seededRandom } from '../../../rules/seeded-random.ts';
import { CATALOGUE } from './rule-catalogue.ts';
import type { RuleSpec } from './rule-spec.ts';
import { deployedRules } from './rules-version.ts';
import { varyRules } from './vary-rules.ts';

const random = seededRandom(1);
const rules = CATALOGUE.map(
  ({ spec }): RuleSpec => ({ ...spec, onDelete: 'repoint', onConflict: 'refuse', guard: false }),
);
const VARIED = Array.from({ length: 200 }, () => {
  const at = random.below(rules.length);
  const former = rules.toSpliced(at, 4);
  return { former, later: varyRules(random, former) };
});

/** A key of each rule, and the alias keys that the rules derive from it. */
const keys = Array.from({ length: 20 }, () => CATALOGUE).flatMap((catalogue) =>
  catalogue.map(({ spec, pools }) =>
    spec.pattern.map((part) => (typeof part === 'string' ? part : random.pick(pools[part.group] ?? ['?']))).join(''),
  ),
);

test('each kind of change is made', () => {
  const changed = (what: (rule: RuleSpec) => unknown) =>
    VARIED.filter(({ former, later }) =>
      later.some((rule) => {
        const before = former.find(({ name }) => name === rule.name);
        return before !== undefined && JSON.stringify(what(before)) !== JSON.stringify(what(rule));
      }),
    ).length;
  const counts = {
    order: changed(({ order }) => order),
    alias: changed(({ aliases }) => aliases),
    prefix: changed(({ prefix }) => prefix),
    regex: changed(({ pattern }) => pattern),
    release: changed(({ release }) => release),
    policy: changed(({ onDelete, onConflict, guard }) => [onDelete, onConflict, guard]),
    dropped: VARIED.filter(({ former, later }) => later.length < former.length).length,
    added: VARIED.filter(({ former, later }) => later.length > former.length).length,
    renamed: VARIED.filter(({ later }) => later.some(({ name }) => name.endsWith('-2'))).length,
  };
  for (const [kind, count] of Object.entries(counts)) expect([kind, count > 3]).toEqual([kind, true]);
});

test('the product and the oracle agree on varied rules', () => {
  let claims = 0;
  let parts = 0;
  for (const { later } of VARIED) {
    const { ruleSet, oracle } = deployedRules(later);
    const aliases = new Set<string>();
    for (const key of keys) {
      const ours = oracle.claimsOf(key).map(({ alias }) => alias);
      expect(matchKey(ruleSet, key).matches.map(({ alias }) => alias)).toEqual(ours);
      for (const alias of ours) aliases.add(alias);
      const groups = releasesOf(ruleSet, key).map(({ group, reading: { completes } }) => [group.name, completes]);
      expect(groups).toEqual(oracle.partsOf(key).map(({ group, completes }) => [group, completes]));
      parts += groups.length;
    }
    for (const alias of aliases) {
      const owner = candidateRuleOf(ruleSet, alias) === undefined ? ownerOfAlias(ruleSet, alias) : undefined;
      expect(owner?.rule.name).toBe(oracle.ownerOf(alias)?.name);
      const group = owner?.template.grouping?.groupOfAlias(alias)?.name;
      expect(oracle.namesOf(alias)).toEqual(group === undefined ? [alias] : [alias, group]);
    }
    claims += aliases.size;
  }
  expect(claims).toBeGreaterThan(2000);
  expect(parts).toBeGreaterThan(2000);
});
