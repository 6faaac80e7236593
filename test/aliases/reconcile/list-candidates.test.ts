import { describe, expect, test } from 'vitest';
import { type AliasTask, aliasTask } from '../../../src/aliases/model/task.ts';
import { listCandidates } from '../../../src/aliases/reconcile/list-candidates.ts';
import { compareKeys } from '../../../src/compare-keys.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { runOn } from '../targets.ts';

const DAY = 86_400_000;

const ruleSet = parseRules(
  `version: 1
rules:
  - name: tool
    match: { prefix: r/, regex: '^r/(?<version>[^/]+)/(?<file>[xyz])$' }
    order: { by: semver, on: version }
    aliases:
      - r/latest/{file}
      - r/v{version.major}/{file}
      - { key: 'r/old/{file}', minimumAge: 1d }
  - name: other
    match: { prefix: r/, regex: '^r/(?<version>[^/]+)/(?<file>[xyz])$' }
    order: { by: semver, on: version }
    withdraw: false
    aliases: ['r/any/{file}']
`,
  'test.yaml',
);

function taskOf(alias: string): AliasTask {
  const task = aliasTask(ruleSet, alias, { kind: 'sweep' }, 2 * DAY, OSS_CAPABILITIES);
  if (task === undefined) throw new TypeError(`no rule defines ${alias}`);
  return task;
}

const ALIASES = ['r/latest/x', 'r/latest/y', 'r/latest/z', 'r/v1/x', 'r/v2/x', 'r/old/x', 'r/any/x'];

/** Lists the keys, with other fields by key. */
function list(keys: readonly string[], more: Readonly<Record<string, object>> = {}, aliases = ALIASES) {
  const objects = [...keys].sort(compareKeys).map((key) => ({
    ...{ key, etag: 'E', size: 1, lastModified: 0, type: 'Normal' },
    ...more[key],
  }));
  const { result, asked } = runOn(listCandidates('r/', aliases.map(taskOf)), () => ({ objects, prefixes: [] }));
  expect(asked).toHaveLength(1);
  return result;
}

function best(keys: readonly string[], more?: Readonly<Record<string, object>>) {
  return Object.fromEntries(
    [...list(keys, more)].map(([alias, { candidates }]) => [alias, candidates.map(({ key }) => key)]),
  );
}

describe('one listing has the candidates of every alias', () => {
  test('greatest first, each for its own alias', () => {
    expect(best(['r/1.0.0/x', 'r/2.0.0/x', 'r/1.10.0/x', 'r/1.9.0/y', 'r/3.0.0/w', 'r/latest/x'])).toEqual({
      'r/latest/x': ['r/2.0.0/x', 'r/1.10.0/x', 'r/1.0.0/x'],
      'r/latest/y': ['r/1.9.0/y'],
      'r/latest/z': [],
      'r/v1/x': ['r/1.10.0/x', 'r/1.0.0/x'],
      'r/v2/x': ['r/2.0.0/x'],
      'r/old/x': ['r/2.0.0/x', 'r/1.10.0/x', 'r/1.0.0/x'],
      'r/any/x': ['r/2.0.0/x', 'r/1.10.0/x', 'r/1.0.0/x'],
    });
  });

  test('a marker withdraws a candidate of every alias of its rule', () => {
    const listed = list(['r/1.0.0/x', 'r/2.0.0/x', 'r/2.0.0/.withdrawn']);
    const shown = ['r/latest/x', 'r/v2/x', 'r/any/x'].map((alias) => {
      const found = listed.get(alias);
      const isWithdrawn = found?.isWithdrawn?.('r/2.0.0/x');
      return [alias, found?.candidates.map(({ key }) => key), found?.withdrawn?.candidate.key, isWithdrawn];
    });
    expect(shown).toEqual([
      ['r/latest/x', ['r/1.0.0/x'], 'r/2.0.0/x', true],
      ['r/v2/x', [], 'r/2.0.0/x', true],
      // Its rule ignores markers.
      ['r/any/x', ['r/2.0.0/x', 'r/1.0.0/x'], undefined, false],
    ]);
  });

  test('a link is not a candidate, and at the key of a marker it withdraws nothing', () => {
    const link = { type: 'Symlink' };
    const keys = ['r/1.0.0/x', 'r/1.0.0/.withdrawn', 'r/2.0.0/x'];
    expect(best(keys, { 'r/1.0.0/.withdrawn': link, 'r/2.0.0/x': link })).toMatchObject({
      'r/latest/x': ['r/1.0.0/x'],
      'r/v2/x': [],
    });
  });

  test('an object can be too young for one alias, and old enough for another', () => {
    expect(best(['r/1.0.0/x', 'r/2.0.0/x'], { 'r/2.0.0/x': { lastModified: 1.5 * DAY } })).toMatchObject({
      'r/latest/x': ['r/2.0.0/x', 'r/1.0.0/x'],
      'r/old/x': ['r/1.0.0/x'],
    });
  });

  test('notes an archived object for its own alias', () => {
    const listed = list(['r/1.0.0/x', 'r/2.0.0/x', 'r/1.0.0/y'], { 'r/2.0.0/x': { storageClass: 'ColdArchive' } });
    expect(listed.get('r/latest/x')).toMatchObject({ candidates: [{ key: 'r/1.0.0/x' }], hasArchived: true });
    expect(listed.get('r/latest/y')).not.toHaveProperty('hasArchived');
  });

  test('counts an unread object for the alias that its groups name', () => {
    const listed = list(['r/nightly/x', 'r/1.0.0/x', 'r/1.0.0/y']);
    const unread = ALIASES.filter((alias) => listed.get(alias)?.unread !== undefined);
    // Nothing says whether r/v1/x or r/v2/x would be its alias.
    expect(unread).toEqual(['r/latest/x', 'r/old/x', 'r/any/x']);
    expect(listed.get('r/latest/x')?.unread).toMatchObject({ objects: 1, examples: [{ key: 'r/nightly/x' }] });
  });

  test('keeps the eight greatest', () => {
    const keys = Array.from({ length: 12 }, (_, i) => `r/1.${i}.0/x`);
    expect(best(keys)['r/latest/x']).toEqual(keys.toReversed().slice(0, 8));
  });
});

test('several aliases have the same candidates as each of them alone', () => {
  const keys = ['r/1.0.0/x', 'r/2.0.0/x', 'r/2.0.0/.withdrawn', 'r/1.5.0/y', 'r/nightly/y', 'r/1.2.0/z'];
  const all = list(keys);
  for (const alias of ALIASES) {
    const { isWithdrawn: _, ...alone } = list(keys, {}, [alias]).get(alias) ?? { candidates: [] };
    expect(all.get(alias), alias).toMatchObject(alone);
  }
});
