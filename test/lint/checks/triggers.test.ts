import { expect, test } from 'vitest';
import { neededTriggers } from '../../../src/lint/checks/triggers.ts';
import {
  CREATED_EVENTS,
  LINK_EVENT,
  MOST_TRIGGERS,
  type OssTrigger,
  REMOVED_EVENTS,
} from '../../../src/lint/oss-trigger.ts';
import { aliasTriggers } from '../../../src/local/triggers/alias-triggers.ts';
import { watchedPrefixes } from '../../../src/rules/match/covering-prefixes.ts';
import { ruleSetOf } from '../../rules/rule-set-of.ts';
import { APP, findingsOf, inShort, type TestRule } from '../findings-of.ts';

const RULE: TestRule = { prefix: 'r/', regex: APP, aliases: ['r/{app}/latest/{file}', 'l/{app}.txt'] };

function trigger(name: string, events: readonly string[], prefix = '', suffix = ''): OssTrigger {
  return {
    name,
    events,
    prefix,
    suffix,
  };
}

function lint(whose: 'own' | 'existing', triggers: readonly OssTrigger[], rules = [RULE]) {
  return findingsOf('trigger', rules, { triggers: { whose, triggers } });
}

test.each<[existing: OssTrigger, found: readonly string[]]>([
  [
    trigger('thumbs', ['oss:ObjectCreated:PutObject'], 'r/app/'),
    ['warning r1: the trigger thumbs conflicts with a trigger that the rule needs'],
  ],
  [
    trigger('purge', ['oss:ObjectRemoved:*']),
    ['warning r1: the trigger purge conflicts with a trigger that the rule needs'],
  ],
  [
    trigger('links', [LINK_EVENT]),
    [
      'note r1 r/{app}/latest/{file}: the trigger links fires for aliases of "r/{app}/latest/{file}"',
      'note r1 l/{app}.txt: the trigger links fires for aliases of "l/{app}.txt"',
    ],
  ],
  [
    trigger('all', ['oss:ObjectCreated:*'], 'l/', '.txt'),
    ['note r1 l/{app}.txt: the trigger all fires for aliases of "l/{app}.txt"'],
  ],
])('next to the existing trigger %j', (existing, found) => {
  expect(lint('existing', [existing]).map(inShort)).toEqual(found);
});

test.each<[existing: OssTrigger]>([
  [trigger('elsewhere', ['oss:ObjectCreated:*'], 'img/')],
  [trigger('other-events', ['oss:ObjectCreated:UploadPart'], 'r/')],
  [trigger('other-ending', [LINK_EVENT], 'l/', '.png')],
  [trigger('beside', [...CREATED_EVENTS], 'l/')],
])('no finding next to the existing trigger %j', (existing) => {
  expect(lint('existing', [existing])).toEqual([]);
});

const OWN = [trigger('created', CREATED_EVENTS, 'r/'), trigger('removed', REMOVED_EVENTS, 'r/')];
const GUARDED: TestRule = { ...RULE, guard: true };

test.each<[name: string, own: readonly OssTrigger[], rule: TestRule, found: readonly string[]]>([
  [
    'another prefix',
    OWN.map((one) => ({ ...one, prefix: 'releases/' })),
    RULE,
    ['warning r1: no trigger fires for candidates'],
  ],
  [
    'part of the prefix',
    OWN.map((one) => ({ ...one, prefix: 'r/app/' })),
    RULE,
    ['warning r1: no trigger fires for candidates'],
  ],
  [
    'part of the endings',
    OWN.map((one) => ({ ...one, suffix: '.tgz' })),
    RULE,
    ['warning r1: no trigger fires for candidates'],
  ],
  ['no deletions', OWN.slice(0, 1), RULE, ['warning r1: no trigger fires for candidates']],
  [
    'two for one',
    [...OWN, trigger('again', CREATED_EVENTS, 'r/app/')],
    RULE,
    ['warning r1: the triggers created and again conflict'],
  ],
  [
    'a guarded rule without a trigger for links',
    OWN,
    GUARDED,
    [
      'warning r1 r/{app}/latest/{file}: no trigger fires for guarded aliases',
      'warning r1 l/{app}.txt: no trigger fires for guarded aliases',
    ],
  ],
  [
    'a guarded rule with triggers for some links',
    [...OWN, trigger('linked', [LINK_EVENT], 'r/')],
    GUARDED,
    ['warning r1 l/{app}.txt: no trigger fires for guarded aliases'],
  ],
])('triggers of the deployment: %s', (_, own, rule, found) => {
  expect(lint('own', own, [rule]).map(inShort)).toEqual(found);
});

test.each<[name: string, own: readonly OssTrigger[], rule: TestRule]>([
  ['as the rule is', OWN, RULE],
  ['wider', OWN.map((one) => ({ ...one, prefix: '' })), RULE],
  [
    'in two that share no event',
    [trigger('a', CREATED_EVENTS.slice(0, 2), ''), trigger('b', [...CREATED_EVENTS.slice(2), ...REMOVED_EVENTS], 'r/')],
    RULE,
  ],
  [
    'an ending that all have',
    OWN.map((one) => ({ ...one, suffix: '.tgz' })),
    { ...RULE, regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+\\.tgz)$' },
  ],
  ['guarded', [...OWN, trigger('linked', [LINK_EVENT])], GUARDED],
])('sufficient triggers of the deployment: %s', (_, own, rule) => {
  expect(lint('own', own, [rule])).toEqual([]);
});

function many(n: number): readonly TestRule[] {
  return Array.from({ length: n }, (_, i) => ({ prefix: `p${i}/`, regex: `^p${i}/(?<v>[^/]+)$`, aliases: [`l/${i}`] }));
}

function below(start: string, n: number): readonly TestRule[] {
  return many(n).map((rule, i) => ({ ...rule, prefix: `${start}p${i}/`, regex: `^${start}p${i}/(?<v>[^/]+)$` }));
}

function existing(count: number) {
  return Array.from({ length: count }, (_, i) => trigger(`x${i}`, ['oss:ObjectCreated:PutObject'], `img${i}/`));
}

test.each<[rules: readonly TestRule[], beside: number, found: readonly string[]]>([
  [many(10), 0, []],
  [many(11), 0, ['note: the rules have 11 prefixes and share 10 triggers']],
  [[...below('a/', 11), ...many(2)], 0, ['note: the rules have 13 prefixes and share 3 triggers']],
  [[...many(9), ...below('x', 1), ...below('y', 1)], 0, ['note: the rules have 11 prefixes and share 3 triggers']],
  [many(9), 1, []],
  [many(9), 2, ['note: the rules have 9 prefixes and share 1 trigger in addition to the 2 existing ones']],
  [
    [...below('a/', 1), ...below('b/', 1)],
    9,
    ['warning: the rules have 2 prefixes and share 1 trigger in addition to the 9 existing ones'],
  ],
  [many(1), 10, ['warning: the bucket has no room for another trigger in addition to the 10 existing ones']],
])('%j next to %i existing triggers', (rules, beside, found) => {
  const triggers = existing(beside);
  const findings = findingsOf('trigger', rules, beside === 0 ? {} : { triggers: { whose: 'existing', triggers } });
  // A trigger for the whole bucket conflicts with all existing ones.
  const counted = findings.filter(({ what }) => !what.includes('conflicts'));
  expect(counted.map(({ severity, what }) => `${severity}: ${what}`)).toEqual(found);
});

test('one trigger for each prefix that no other covers, as in the local cloud', () => {
  const ruleSet = ruleSetOf(
    { prefix: 'b/x/', regex: '^b/x/(?<v>[^/]+)$', on: 'v', aliases: ['l/1'] },
    { prefix: 'b/', regex: '^b/(?<v>[^/]+)$', on: 'v', aliases: ['l/2'] },
    { prefix: 'a/', regex: '^a/(?<v>[^/]+)$', on: 'v', aliases: ['l/3'] },
  );
  for (const most of [1, 2, 10]) {
    const needed = neededTriggers(ruleSet, most);
    expect(needed.map(({ prefix }) => prefix)).toEqual(most === 1 ? [''] : ['a/', 'b/']);
    expect(needed.length).toBeLessThanOrEqual(most);
  }
  const local = aliasTriggers(watchedPrefixes(ruleSet), 'object-events');
  expect(
    neededTriggers(ruleSet, MOST_TRIGGERS).map(({ events, prefix, suffix }) => ({ events, prefix, suffix })),
  ).toEqual(local.map(({ events, prefix, suffix }) => ({ events, prefix, suffix })));
});
