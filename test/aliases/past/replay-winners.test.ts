import { describe, expect, test } from 'vitest';
import { createAliasCollector } from '../../../src/aliases/look/collect-aliases.ts';
import { createWinnerReplay, isReplayed, type KeyChange } from '../../../src/aliases/past/replay-winners.ts';
import { compareKeys } from '../../../src/compare-keys.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { aliasRefusal } from '../../../src/rules/match/match-key.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import { type Random, seededRandom } from '../../rules/seeded-random.ts';

const SECOND = 1000;

const ALONE = `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases:
      - r/{app}/latest/{file}
      - { key: 'r/{app}/next/{file}', prereleases: true }
      - { key: 'r/{app}/calm/{file}', minimumAge: 5s }
      - { key: 'r/{app}/v{version.major}/{file}', range: '<2' }
`;
const SETS = `version: 1
rules:
  - name: sets
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[fg])$' }
    order: { by: semver, on: version }
    release: { of: '{app}/{version}', complete: ['r/{app}/{version}/done'] }
    aliases:
      - r/{app}/latest/{file}
      - { key: 'r/{app}/calm/{file}', minimumAge: 5s }
  - name: uploads
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/[^/]+/(?<file>g)$' }
    order: { by: uploaded }
    aliases: ['r/{app}/newest']
`;
/** Two rules for the same objects. The first one owns `latest`. */
const OVERLAPPING = `version: 1
rules:
  - name: stable
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<version>1[^/]*)/(?<file>[fg])$' }
    order: { by: semver, on: version, desc: true }
    aliases: ['r/{app}/latest/{file}']
    withdraw: false
  - name: all
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<version>[0-9x][^/]*)/(?<file>[^/]+)$' }
    order: { by: natural, on: version }
    aliases: ['r/{app}/latest/{file}', 'r/all/{file}']
`;

const VERSIONS = ['1.0.0', '1.1.0', '1.2.0-rc.1', '2.0.0', '2.0.0+b', 'x'];
const KEYS = ['a', 'b'].flatMap((app) =>
  VERSIONS.flatMap((version) => [
    ...['f', 'g', 'done', '.withdrawn', 'f.withdrawn'].map((file) => `r/${app}/${version}/${file}`),
  ]),
);

/** The winner of each alias, from a listing of the whole bucket. */
function winnersOf(ruleSet: RuleSet, listing: ReadonlyMap<string, KeyChange>, now: number): Record<string, string> {
  const collector = createAliasCollector(ruleSet, () => now);
  const objects = [...listing.values()]
    .flatMap(({ object }) => (object === undefined ? [] : [{ ...object, size: 1 }]))
    .sort((a, b) => compareKeys(a.key, b.key));
  const collected = [...objects.flatMap((object) => collector.add(object)), ...collector.finish()];
  const winners: Record<string, string> = {};
  for (const due of collected) {
    if (!('survey' in due)) {
      if (due.winner !== undefined) winners[due.alias] = due.winner.key;
      continue;
    }
    for (const [alias, { key }] of due.survey.choose(now).chosen?.members ?? []) {
      if (aliasRefusal(ruleSet, due.template, alias) === undefined) winners[alias] = key;
    }
  }
  return winners;
}

/** Uploads, deletions and links at random keys, up to three in a second. */
function randomChanges(random: Random, length: number): readonly KeyChange[] {
  let time = 0;
  return Array.from({ length }, (_, i): KeyChange => {
    if (random.below(3) > 0) time += SECOND * (1 + random.below(4));
    const key = KEYS[random.below(KEYS.length)] ?? '';
    const type = random.below(8) === 0 ? 'Symlink' : 'Normal';
    const object = random.below(4) === 0 ? undefined : { key, lastModified: time, etag: `E${i}`, type };
    return { key, time, object };
  });
}

describe.each([
  ['aliases that move alone', ALONE],
  ['releases', SETS],
  ['overlapping rules', OVERLAPPING],
])('%s', (_, rules) => {
  const ruleSet = parseRules(rules, 'rules.yaml');

  test('after each second, the winners are those of a listing', () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = seededRandom(seed);
      const replay = createWinnerReplay(ruleSet);
      const listing = new Map<string, KeyChange>();
      const winners: Record<string, string> = {};
      const check = (now: number): void => {
        for (const [alias, { winner }] of replay.settle(now)) {
          expect(winners[alias]).not.toBe(winner);
          if (winner === undefined) delete winners[alias];
          else winners[alias] = winner;
        }
        expect({ seed, now, winners }).toEqual({ seed, now, winners: winnersOf(ruleSet, listing, now) });
      };
      const changes = randomChanges(random, 60);
      for (const [i, change] of changes.entries()) {
        for (let due = replay.nextDue(); due !== undefined && due < change.time; due = replay.nextDue()) check(due);
        replay.apply(change);
        listing.set(change.key, change);
        if (changes[i + 1]?.time !== change.time) check(change.time);
      }
      for (let due = replay.nextDue(); due !== undefined; due = replay.nextDue()) check(due);
    }
  });

  test('a key that is not replayed changes no winner', () => {
    const unused = ['r/a/1.0.0', 'x/a/1.0.0/f', 'r/a/latest/f'];
    for (const key of unused) expect(isReplayed(ruleSet, key)).toBe(false);
    for (const key of ['r/a/1.0.0/f', 'r/a/1.0.0/.withdrawn']) expect(isReplayed(ruleSet, key)).toBe(true);
  });
});

function upload(key: string, time = 0): KeyChange {
  return { key, time, object: { key, lastModified: time, etag: 'E', type: 'Normal' } };
}

test('a change reports only its own aliases', () => {
  const replay = createWinnerReplay(parseRules(ALONE, 'rules.yaml'));
  for (const app of ['a', 'b']) replay.apply(upload(`r/${app}/1.0.0/f`));
  replay.settle(0);
  const change = upload('r/a/1.1.0/f', SECOND);
  replay.apply(change);
  expect([...replay.settle(SECOND)]).toEqual(
    ['r/a/latest/f', 'r/a/next/f', 'r/a/v1/f'].map((alias) => [alias, { winner: 'r/a/1.1.0/f', changes: [change] }]),
  );
  expect(replay.settle(2 * SECOND).size).toBe(0);
});

test('only wanted aliases are replayed', () => {
  for (const [rules, alias] of [
    [ALONE, 'r/a/latest/f'],
    [SETS, 'r/a/latest/f'],
  ] as const) {
    const replay = createWinnerReplay(parseRules(rules, 'rules.yaml'), (one) => one === alias);
    for (const file of ['f', 'g', 'done']) replay.apply(upload(`r/a/1.0.0/${file}`));
    expect([...replay.settle(0).keys()]).toEqual([alias]);
  }
});

test('an object becomes old enough', () => {
  const replay = createWinnerReplay(parseRules(ALONE, 'rules.yaml'), (alias) => alias.includes('/calm/'));
  replay.apply(upload('r/a/1.0.0/f'));
  expect(replay.settle(0).size).toBe(0);
  expect(replay.nextDue()).toBe(5 * SECOND);
  expect([...replay.settle(5 * SECOND)]).toEqual([['r/a/calm/f', { winner: 'r/a/1.0.0/f', changes: [] }]]);
  expect(replay.nextDue()).toBeUndefined();
});
