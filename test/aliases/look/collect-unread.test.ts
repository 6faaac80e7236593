import { describe, expect, test } from 'vitest';
import { createUnreadCollector } from '../../../src/aliases/look/collect-unread.ts';
import { compareKeys } from '../../../src/compare-keys.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import { ruleSetOf } from '../../rules/rule-set-of.ts';

const rules = ruleSetOf(
  {
    name: 'app',
    prefix: 'r/',
    regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$',
    on: 'v',
    aliases: ['r/{app}/latest/{file}', 'r/{app}/v{v.major}/{file}', 'newest/{file}'],
  },
  {
    name: 'set',
    prefix: 's/',
    regex: '^s/(?<day>[^/]+)/(?<file>[^/]+)$',
    by: 'date',
    on: 'day',
    release: { of: '{day}', complete: ['s/{day}/DONE'] },
    aliases: ['s/current/{file}'],
  },
  // It comes later, so its aliases belong to the first rule.
  { name: 'late', prefix: 'r/', regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/x$', on: 'v', aliases: ['newest/x'] },
);

/** Adds keys in order. Returns what is closed after each key, and the objects of each rule. */
function collect(set: RuleSet, keys: readonly string[]) {
  const ofRules: string[] = [];
  const collector = createUnreadCollector(set, (rule, key) => ofRules.push(`${rule.name} ${key}`));
  const closed: string[] = [];
  const show = (at: string | undefined): void => {
    for (const { alias, unread } of collector.close(at)) closed.push(`${at ?? 'end'}: ${alias} ${unread.objects}`);
  };
  for (const key of [...keys].sort(compareKeys)) {
    show(key);
    collector.add(key, matchKey(set, key));
  }
  return { collector, closed, ofRules, end: () => show(undefined) };
}

describe('unread objects', () => {
  test('are counted once for each rule, and for each alias that their groups name', () => {
    const { closed, ofRules, end } = collect(rules, ['r/a/nightly/f', 'r/a/edge/f', 'r/a/edge/x', 'r/a/1.0.0/f']);
    end();
    expect(ofRules).toEqual(['app r/a/edge/f', 'app r/a/edge/x', 'late r/a/edge/x', 'app r/a/nightly/f']);
    expect(closed).toEqual(['end: r/a/latest/f 2', 'end: r/a/latest/x 1', 'end: newest/f 2', 'end: newest/x 1']);
  });

  test.each([
    ['an order value that is read', 'r/a/1.0.0/f'],
    ['a prerelease', 'r/a/1.0.0-rc.1/f'],
    ['an object at the key of an alias', 'r/a/latest/f'],
    ['a key that no rule matches', 'r/a/f'],
  ])('do not include %s', (_, key) => {
    const { closed, ofRules, end } = collect(rules, [key]);
    end();
    expect([closed, ofRules]).toEqual([[], []]);
  });

  test('of an alias are complete once the listing has left its prefix', () => {
    const { closed, end } = collect(rules, ['r/a/x1/f', 'r/a/x2/f', 'r/b/x1/f', 's/x/f']);
    expect(closed).toEqual(['r/b/x1/f: r/a/latest/f 2', 's/x/f: newest/f 3', 's/x/f: r/b/latest/f 1']);
    end();
    expect(closed.slice(3)).toEqual(['end: s/current/f 1']);
  });

  test('of an alias are taken once', () => {
    const { collector } = collect(rules, ['r/a/x1/f', 'r/a/x2/f']);
    const [app] = rules.rules;
    const template = app?.templates[0];
    if (template === undefined) throw new TypeError('the rule has a template');
    const of = { template, alias: 'r/a/latest/f', prefix: 'r/a/' };
    const why = '"x1" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)';
    expect(collector.take(of)).toMatchObject([
      { alias: 'r/a/latest/f', unread: { objects: 2, examples: [{ key: 'r/a/x1/f', why }, { key: 'r/a/x2/f' }] } },
    ]);
    expect(collector.take(of)).toEqual([]);
    expect(collector.take({ ...of, alias: 'r/b/latest/f' })).toEqual([]);
  });

  test('of a group are taken by alias', () => {
    const { collector } = collect(rules, ['s/soon/DONE', 's/soon/f', 's/later/f']);
    const template = rules.rules[1]?.templates[0];
    const group = template?.grouping?.groupOfAlias('s/current/f');
    if (template === undefined || group === undefined) throw new TypeError('the alias has a group');
    const taken = collector.take({ template, group, prefix: 's/' });
    expect(taken.map(({ alias, unread }) => [alias, unread.objects])).toEqual([
      ['s/current/f', 2],
      ['s/current/DONE', 1],
    ]);
  });
});

test('memory holds the aliases of one prefix, each with three keys', () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `r/app-${String(i % 100).padStart(3, '0')}/x${i}/f`);
  const single = ruleSetOf({
    prefix: 'r/',
    regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$',
    on: 'v',
    aliases: ['r/{app}/latest/{file}'],
  });
  const collector = createUnreadCollector(single, () => {});
  let most = 0;
  let counted = 0;
  for (const key of keys.sort(compareKeys)) {
    const closed = collector.close(key);
    most = Math.max(most, closed.length);
    for (const { unread } of closed) {
      expect(unread.examples).toHaveLength(3);
      counted += unread.objects;
    }
    collector.add(key, matchKey(single, key));
  }
  for (const { unread } of collector.close()) counted += unread.objects;
  expect([most, counted]).toEqual([1, 20_000]);
});
