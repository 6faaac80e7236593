import { describe, expect, test } from 'vitest';
import { createUnreadCounts, unreadForLog } from '../../../src/handlers/walk/unread-report.ts';
import type { UnreadObjects } from '../../../src/rules/match/unread.ts';
import { ruleSetOf } from '../../rules/rule-set-of.ts';

const { rules } = ruleSetOf(
  { name: 'a', regex: '^a/(?<v>[^/]+)/(?<file>[^/]+)$', on: 'v', aliases: ['la/{file}', 'na/{file}'] },
  { name: 'b', regex: '^b/(?<v>[^/]+)/(?<file>[^/]+)$', on: 'v', aliases: ['lb/{file}'] },
);

function rule(i: number) {
  const found = rules[i];
  if (found === undefined) throw new TypeError(`there is no rule ${i}`);
  return found;
}

function unreadAlias(i: number, template: number, alias: string, objects: number) {
  const of = rule(i).templates[template];
  if (of === undefined) throw new TypeError('there is no template');
  const unread: UnreadObjects = { objects, examples: [{ key: `${alias}-key`, why: 'why' }] };
  return { rule: rule(i), template: of, alias, group: undefined, prefix: 'a/', unread };
}

describe('the report of unread objects', () => {
  test('is empty if there are none', () => {
    expect(createUnreadCounts().report(rules)).toEqual({ objects: 0, aliases: 0, rules: [], listed: [] });
  });

  test('lists rules in the order of the file, and counts each object for its rule', () => {
    const counts = createUnreadCounts();
    counts.addObject(rule(1), 'b/x/f', 'why');
    for (const key of ['a/x/f', 'a/y/f']) counts.addObject(rule(0), key, 'why');
    counts.addAlias(unreadAlias(0, 0, 'la/f', 2));
    counts.addAlias(unreadAlias(0, 1, 'na/f', 2));
    const { rules: ofRules, ...report } = counts.report(rules);
    expect(report).toMatchObject({ objects: 3, aliases: 2, listed: [{ rule: 'a', alias: 'la/f' }, { alias: 'na/f' }] });
    expect(ofRules.map((one) => [one.rule, one.objects])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  test('does not count an object twice that two aliases of a rule have listed', () => {
    const counts = createUnreadCounts();
    for (const file of ['f', 'g']) {
      counts.addAliasOnly(unreadAlias(0, 0, `la/${file}`, 2));
      counts.addAliasOnly(unreadAlias(0, 1, `na/${file}`, 2));
    }
    expect(counts.report(rules)).toMatchObject({ objects: 4, aliases: 4, rules: [{ rule: 'a', objects: 4 }] });
  });

  test('takes the larger count of a rule if a walk and an alias have listed some of the same objects', () => {
    const counts = createUnreadCounts();
    counts.addObject(rule(0), 'a/x/f', 'why');
    counts.addAliasOnly(unreadAlias(0, 0, 'la/f', 3));
    expect(counts.report(rules)).toMatchObject({ objects: 3, rules: [{ rule: 'a', objects: 3 }] });
  });

  test('lists twenty aliases at most', () => {
    const counts = createUnreadCounts();
    for (let i = 0; i < 1000; i++) counts.addAlias(unreadAlias(0, 0, `la/${i}`, 1));
    const report = counts.report(rules);
    expect([report.aliases, report.listed.length]).toEqual([1000, 20]);
  });
});

test('a log line has no aliases, and one example for each of the first ten rules', () => {
  const examples = [
    { key: 'k1', why: 'why' },
    { key: 'k2', why: 'why' },
  ];
  const many = Array.from({ length: 30 }, (_, i) => ({ rule: `r${i}`, objects: 2, examples }));
  const logged = unreadForLog({ objects: 60, aliases: 1, rules: many, listed: [] });
  expect(logged.rules).toHaveLength(10);
  expect(logged).toMatchObject({ objects: 60, aliases: 1 });
  expect(logged.rules[0]).toEqual({ rule: 'r0', objects: 2, examples: [{ key: 'k1', why: 'why' }] });
  expect(logged).not.toHaveProperty('listed');
});
