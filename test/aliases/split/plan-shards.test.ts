import { describe, expect, test } from 'vitest';
import type { KeyMark } from '../../../src/aliases/split/key-marks.ts';
import { isInRange } from '../../../src/aliases/split/key-range.ts';
import { planShards } from '../../../src/aliases/split/plan-shards.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';

function rules(...lines: readonly string[]) {
  const text = lines.map((line, i) => `  - { name: r${i}, order: { by: semver, on: version }, ${line} }\n`);
  return parseRules(`version: 1\nrules:\n${text.join('')}`, 'r.yaml');
}

const app = rules(`match: { key: 'releases/{app}/{version}/{file}' }, aliases: ['releases/{app}/latest/{file}']`);
const release = rules(
  `match: { key: 'releases/{app}/{version}/{file}' }, release: { of: '{app}/{version}', complete: ['releases/{app}/{version}/f'] }, aliases: ['releases/{app}/latest/{file}']`,
);
const root = rules(`match: { key: 'releases/{app}-{version}' }, aliases: ['releases/latest']`);
const nested = rules(
  `match: { key: 'r/{team}/{app}/{version}' }, aliases: ['r/{team}/latest', 'r/{team}/{app}/latest']`,
);

/** A mark for every key. */
function marks(keys: readonly string[], objects = 1): readonly KeyMark[] {
  return keys.map((key) => ({ key, objects }));
}

/** `apps` applications with `versions` objects each. */
function apps(count: number, versions: number, folder = 'releases'): readonly string[] {
  return Array.from({ length: count * versions }, (_, i) => {
    const [name, version] = [String(Math.floor(i / versions)).padStart(3, '0'), i % versions];
    return `${folder}/app-${name}/1.${String(version).padStart(3, '0')}.0/f`;
  });
}

const SIZE = { objectsPerShard: 100, mostShards: 1000 };

describe.each([
  ['aliases that move alone', app],
  ['releases', release],
])('with %s', (_, ruleSet) => {
  test('a shard ends before a prefix whose aliases are decided together', () => {
    // Ten shards of 100 objects would cut through applications of 30 objects.
    const keys = apps(33, 30);
    const shards = planShards(ruleSet, marks(keys), SIZE);
    const [first] = shards;
    expect(first).toEqual({ after: undefined, until: 'releases/app-003.~', objects: 90 });
    for (const { until = '' } of shards.slice(0, -1)) expect(until).toMatch(/^releases\/app-\d{3}\.~$/);
    for (const { objects } of shards) expect(objects % 30).toBe(0);
    expect(shards.length).toBeGreaterThan(8);
  });

  test('a prefix that is larger than a shard is not divided', () => {
    const keys = [...apps(2, 20), ...apps(1, 500, 'releases/b'), ...apps(9, 20, 'releases/c')].map((key) =>
      key.replace(/^(releases)\/([bc])\/(app-\d+)/, '$1/$2$3'),
    );
    const shards = planShards(ruleSet, marks(keys), SIZE);
    const owners = shards.filter((shard) => isInRange(shard, 'releases/bapp-000/'));
    expect(owners).toEqual([expect.objectContaining({ objects: 500 })]);
  });
});

test('every text is in exactly one shard', () => {
  const shards = planShards(app, marks(apps(50, 20)), SIZE);
  expect(shards.length).toBeGreaterThan(5);
  expect(shards[0]?.after).toBeUndefined();
  expect(shards.at(-1)?.until).toBeUndefined();
  for (const text of ['', 'a', 'releases/', ...apps(50, 20), 'releases/zebra/', 'zzz', '\u{1f600}']) {
    expect(shards.filter((shard) => isInRange(shard, text))).toHaveLength(1);
  }
  expect(shards.reduce((sum, { objects }) => sum + objects, 0)).toBe(1000);
});

test.each([
  [
    'one alias over all objects is one shard',
    root,
    apps(1, 500).map((key) => key.replace('/1.', '-1.').slice(0, -2)),
    1,
  ],
  ['no keys are one shard', app, [], 1],
  ['fewer objects than a shard are one shard', app, apps(5, 10), 1],
  [
    'keys without a prefix of an alias are divided anywhere',
    app,
    apps(1, 300).map((key) => key.replace(/\//g, '-').replace('-', '/')),
    3,
  ],
])('%s', (_, ruleSet, keys, expected) => {
  expect(planShards(ruleSet, marks(keys), SIZE)).toHaveLength(expected);
});

test('a longer prefix is used where the shorter one began before the shard', () => {
  const keys = Array.from(
    { length: 600 },
    (_, i) => `r/team/app-${String(Math.floor(i / 20)).padStart(3, '0')}/1.${i}.0`,
  );
  const shards = planShards(nested, marks(keys), SIZE);
  expect(shards.map(({ until }) => until)).toEqual([
    'r/team/app-005.~',
    'r/team/app-010.~',
    'r/team/app-015.~',
    'r/team/app-020.~',
    'r/team/app-025.~',
    undefined,
  ]);
});

test('there are never more shards than the limit, roughly', () => {
  expect(planShards(app, marks(apps(300, 30)), { objectsPerShard: 10, mostShards: 20 }).length).toBeLessThanOrEqual(21);
});

describe('shards that were planned before', () => {
  const keys = apps(40, 25);
  const before = planShards(app, marks(keys), SIZE);
  const starts = before.flatMap(({ after }) => (after === undefined ? [] : [after]));

  test('stay as they are, although some have grown', () => {
    const grown = marks(keys).map((mark, i) => ({ ...mark, objects: i % 250 < 100 ? 1.7 : 1 }));
    expect(planShards(app, grown, SIZE, starts).map(({ after }) => after)).toEqual(before.map(({ after }) => after));
  });

  test('are divided if they have become twice too large', () => {
    const grown = marks(keys).map((mark, i) => ({ ...mark, objects: i < 100 ? 5 : 1 }));
    const after = planShards(app, grown, SIZE, starts);
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.map((shard) => shard.after)).toEqual(expect.arrayContaining(starts));
  });

  test('are joined if they have become much too small', () => {
    const shrunk = marks(keys).map((mark) => ({ ...mark, objects: 0.05 }));
    expect(planShards(app, shrunk, SIZE, starts).length).toBeLessThan(before.length / 2);
  });
});
