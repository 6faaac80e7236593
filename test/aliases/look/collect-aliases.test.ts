import { describe, expect, test } from 'vitest';
import {
  type Collected,
  type CollectedAlias,
  createAliasCollector,
} from '../../../src/aliases/look/collect-aliases.ts';
import { compareKeys } from '../../../src/compare-keys.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { compareCandidates } from '../../../src/rules/match/candidate.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';
import type { ListedObject } from '../../../src/stores/store-response.ts';

const ruleSet = parseRules(
  `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}', 'newest/{file}', 'releases/{app}/v{version.major}/{file}']
  - name: nightly
    match: { prefix: nightly/, regex: '^nightly/(?<day>[^/]+)/(?<file>.+)$' }
    order: { by: date, on: day }
    aliases: ['nightly/current/{file}']
`,
  'test.yaml',
);

function object(key: string, type = 'Normal'): ListedObject {
  return { key, etag: 'E', size: 1, lastModified: 0, type };
}

function alone(due: readonly Collected[]): readonly CollectedAlias[] {
  return due.filter((one) => 'alias' in one);
}

function collect(objects: readonly ListedObject[]): { due: CollectedAlias[]; held: number } {
  const collector = createAliasCollector(ruleSet, () => 0);
  const due: CollectedAlias[] = [];
  let given = 0;
  let held = 0;
  const seen = new Set<string>();
  for (const one of [...objects].sort((a, b) => compareKeys(a.key, b.key))) {
    const out = collector.add(one);
    due.push(...alone(out));
    given += out.length;
    for (const { alias } of matchKey(ruleSet, one.key).matches) seen.add(alias);
    held = Math.max(held, seen.size - given);
  }
  due.push(...alone(collector.finish()));
  return { due, held };
}

/** The same by brute force: every alias of every object, and the greatest of each. */
function byDefinition(objects: readonly ListedObject[]): Record<string, string> {
  const winners: Record<string, { key: string; value: readonly unknown[]; lastModified: number }> = {};
  for (const one of objects.filter(({ type }) => type !== 'Symlink')) {
    for (const { alias, rule, reading } of matchKey(ruleSet, one.key).matches) {
      if (!reading.order.ok) continue;
      const candidate = { key: one.key, value: reading.order.value, lastModified: one.lastModified };
      const known = winners[alias];
      if (known === undefined || compareCandidates(rule, candidate, known) > 0) winners[alias] = candidate;
    }
  }
  return Object.fromEntries(Object.entries(winners).map(([alias, { key }]) => [alias, key]));
}

function winnersOf(due: readonly CollectedAlias[]): Record<string, string> {
  return Object.fromEntries(due.flatMap(({ alias, winner }) => (winner === undefined ? [] : [[alias, winner.key]])));
}

describe('a pass over the listing', () => {
  test('finds every alias and its winner, whatever the objects', () => {
    const objects = ['b', 'a', 'c'].flatMap((app) =>
      ['1.9.0', '1.10.0', '2.0.0-rc.1', '0.1.0', 'x'].flatMap((version) =>
        ['f.tgz', 'g.tgz'].map((file) => object(`releases/${app}/${version}/${file}`)),
      ),
    );
    objects.push(
      object('nightly/2026-11-19/a/b'),
      object('nightly/2026-11-20/a/b'),
      object('nightly/no/a/b'),
      object('z'),
    );
    expect(winnersOf(collect(objects).due)).toEqual(byDefinition(objects));
    expect(winnersOf(collect(objects).due)['releases/a/latest/f.tgz']).toBe('releases/a/1.10.0/f.tgz');
  });

  test('gives each alias once', () => {
    const objects = ['1.0.0', '1.1.0', '1.2.0'].map((version) => object(`releases/a/${version}/f`));
    objects.push(object('releases/a/latest/f', 'Symlink'), object('releases/a/v1/f', 'Symlink'));
    const aliases = collect(objects).due.map(({ alias }) => alias);
    expect(aliases.sort()).toEqual(['newest/f', 'releases/a/latest/f', 'releases/a/v1/f']);
  });

  test('holds the aliases of one prefix, not of the bucket', () => {
    const objects = Array.from({ length: 3000 }, (_, i) =>
      object(`releases/app-${String(i).padStart(5, '0')}/1.0.0/f`),
    );
    const { due, held } = collect(objects);
    expect(due.filter(({ alias }) => alias.endsWith('/latest/f'))).toHaveLength(3000);
    expect(held).toBeLessThan(10);
  });

  test('a link without candidates is yielded without a winner; other links belong to no rule', () => {
    const { due } = collect([object('releases/gone/latest/f', 'Symlink'), object('other/link', 'Symlink')]);
    expect(due.map(({ alias, winner }) => [alias, winner])).toEqual([['releases/gone/latest/f', undefined]]);
  });
});

describe('an object that cannot win', () => {
  const rules = parseRules(
    `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}', { key: 'newest/{file}', minimumAge: 1h }]
`,
    'test.yaml',
  );

  test.each<[string, Partial<ListedObject>, number, readonly string[]]>([
    ['too young for one alias', {}, 0, ['latest/f at 1.0.0', 'newest/f at nothing']],
    ['old enough', {}, 3_600_000, ['latest/f at 1.0.0', 'newest/f at 1.0.0']],
    [
      'archived',
      { storageClass: 'Archive' },
      3_600_000,
      ['latest/f at nothing, archived', 'newest/f at nothing, archived'],
    ],
    ['unread', { key: 'releases/a/first/f' }, 3_600_000, []],
  ])('%s', (_, fields, now, expected) => {
    const collector = createAliasCollector(rules, () => now);
    collector.add({ ...object('releases/a/1.0.0/f'), ...fields });
    const found = alone(collector.finish()).map(({ alias, winner, hasArchived }) => {
      const [name, at] = [alias.replace('releases/a/', ''), winner?.key.split('/')[2] ?? 'nothing'];
      return `${name} at ${at}${hasArchived ? ', archived' : ''}`;
    });
    expect(found.sort()).toEqual(expected);
  });
});

describe('how far everything was yielded', () => {
  test.each<[string, readonly string[], string | undefined]>([
    ['nothing yet', [], undefined],
    ['in the first prefix', ['nightly/2026-11-19/a'], undefined],
    [
      'in the second prefix',
      ['nightly/2026-11-19/a', 'nightly/2026-11-20/a', 'other/x', 'releases/a/1.0.0/f'],
      'other/x',
    ],
    ['behind a prefix', ['nightly/2026-11-19/a', 'other/x'], 'other/x'],
    ['a key that bears on nothing, inside one', ['a', 'nightly/2026-11-19/a', 'nightly/zzz'], 'a'],
  ])('%s', (_, keys, expected) => {
    const collector = createAliasCollector(ruleSet, () => 0);
    for (const key of keys) collector.add(object(key));
    expect(collector.doneUpTo).toBe(expected);
    collector.finish();
    expect(collector.doneUpTo).toBe(keys.at(-1));
  });

  test('the outermost prefix that is open holds it back', () => {
    const collector = createAliasCollector(ruleSet, () => 0);
    for (const key of ['a', 'releases/a/1.0.0/f', 'releases/b/1.0.0/f']) collector.add(object(key));
    // The alias newest/{file} is decided by all of releases/.
    expect(collector.doneUpTo).toBe('a');
  });
});

describe('aliases that move as one', () => {
  const releases = parseRules(
    `version: 1
rules:
  - name: one
    match: { prefix: r/, regex: '^r/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    release: { of: '{app}/{version}', complete: ['r/{app}/{version}/sub/DONE'] }
    aliases: ['r/{app}/latest/{file}', { key: 'newest/{file}', prereleases: true }]
  - name: plain
    match: { prefix: r/, regex: '^r/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['plain/{app}/{file}']
`,
    'test.yaml',
  );

  /** What each key and the end yield: `group release: links` or `alias winner`. */
  const steps = (...keys: readonly (string | ListedObject)[]) => {
    const collector = createAliasCollector(releases, () => 0);
    const lineOf = (due: Collected): string => {
      if ('alias' in due) return `${due.alias} ${due.winner?.key ?? 'no winner'}`;
      return `${due.group.name} ${due.survey.choose(0).chosen?.name ?? 'none'}: ${[...due.links].join(' ')}`;
    };
    const given = keys.map((key) => collector.add(typeof key === 'string' ? object(key) : key).map(lineOf));
    return [...given, collector.finish().map(lineOf)];
  };
  const link = (key: string) => object(key, 'Symlink');

  test('come back once the listing has left all on which they are decided', () => {
    expect(
      steps('r/a/1.0.0/sub/DONE', 'r/a/1.0.0/x', link('r/a/latest/x'), link('r/a/latest/y'), 'r/b/1.0.0/x'),
    ).toEqual([
      [],
      [],
      [],
      [],
      ['plain/a/x r/a/1.0.0/x', 'r/a/latest/{file} a/1.0.0: r/a/latest/x r/a/latest/y'],
      ['plain/b/x r/b/1.0.0/x', 'r/b/latest/{file} none: ', 'newest/{file} a/1.0.0: '],
    ]);
  });

  test('of a marker alone there is the group, and of links alone', () => {
    expect(steps('r/a/1.0.0/sub/DONE').at(-1)?.toSorted()).toEqual([
      'newest/{file} none: ',
      'r/a/latest/{file} none: ',
    ]);
    expect(steps(link('r/a/latest/x'), link('r/a/latest/y')).at(-1)).toEqual([
      'r/a/latest/{file} none: r/a/latest/x r/a/latest/y',
    ]);
  });

  test('a link under another prefix is yielded at once, alone', () => {
    expect(steps(link('newest/x'), 'r/a/1.0.0/x')[0]).toEqual(['newest/x no winner']);
  });

  test.each(['r/a/latest', 'r/a/1.0.0/sub/OTHER', 'r/a/x/sub/DONE', 'R/a/1.0.0/x', 'r/a/1.0.0-rc.1/none/x'])(
    '%s bears on none',
    (key) => {
      expect(steps(key).flat()).toEqual([]);
    },
  );
});

describe('markers', () => {
  function stateOf(alias: string, ...keys: readonly (string | ListedObject)[]) {
    const { due } = collect(keys.map((key) => (typeof key === 'string' ? object(key) : key)));
    const found = due.find((one) => one.alias === alias);
    return [found?.winner?.key, found?.withdrawn?.candidate.key, found?.isBareLink];
  }

  const [one, two] = ['releases/a/1.0.0/f', 'releases/a/2.0.0/f'];
  const marker = 'releases/a/2.0.0/.withdrawn';

  test.each<[string, readonly (string | ListedObject)[], readonly unknown[]]>([
    ['a withdrawn version does not win', [one, two, marker], [one, two, false]],
    ['a lesser one', [one, two, 'releases/a/1.0.0/.withdrawn'], [two, one, false]],
    ['the marker is the first key of the prefix', ['releases/a/1.0.0/.withdrawn', one], [undefined, one, false]],
    ['a link at the key of the marker', [one, two, object(marker, 'Symlink')], [two, undefined, false]],
    ['a marker of another application', [one, two, 'releases/b/2.0.0/.withdrawn'], [two, undefined, false]],
  ])('%s', (_, keys, expected) => {
    expect(stateOf('releases/a/latest/f', ...keys)).toEqual(expected);
    // The prefix of this alias contains all applications.
    expect(stateOf('newest/f', ...keys)).toEqual(expected);
  });

  test('an alias whose candidates are all withdrawn is collected with what is withdrawn', () => {
    const { due } = collect([object(two), object(marker)]);
    const found = due.find(({ alias }) => alias === 'releases/a/latest/f');
    expect(found?.winner).toBeUndefined();
    expect([found?.isWithdrawn(two), found?.isWithdrawn(one)]).toEqual([true, false]);
  });
});
