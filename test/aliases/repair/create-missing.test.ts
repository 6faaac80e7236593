import { describe, expect, test } from 'vitest';
import type { AliasObject } from '../../../src/aliases/model/alias-record.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { createMissing, mayCreate } from '../../../src/aliases/repair/create-missing.ts';
import { repairAlias } from '../../../src/aliases/repair/repair-alias.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { NotFound, ObjectFound } from '../../../src/stores/store-response.ts';
import { aliasWorld, key, markerKey } from '../alias-world.ts';
import { foreignLink, NOTHING, runOn, targetOf } from '../targets.ts';

const task = aliasWorld('Enabled').task({ kind: 'sweep' });
const target = targetOf(task, key('1.0.0'), { versionId: 'v' });
const WINNER: ObjectFound = {
  ...{ found: 'object', versionId: 'v', etag: 'E', size: 1, lastModified: 1000, headers: {}, metadata: {} },
};

interface Situation {
  readonly current?: AliasObject;
  readonly winner?: ObjectFound | NotFound;
  readonly of?: Partial<AliasTask>;
}

test.each<[string, Situation, boolean]>([
  ['it never existed, in a bucket with versions', {}, true],
  ['its newest version is a delete marker', { current: { ...NOTHING, deleteMarker: true, versionId: 'd' } }, false],
  ['a real object is at its key', { current: { found: 'object' } }, false],
  ['there is a link', { current: foreignLink('x') }, false],
  ['the winner is gone', { winner: NOTHING }, false],
  ['versioning is suspended', { winner: { ...WINNER, versionId: 'null' } }, false],
  ['the rule says onDelete: remove', { of: { rule: { ...task.rule, onDelete: 'remove' } } }, false],
  ['links have no versions', { of: { capabilities: { ...OSS_CAPABILITIES, versionsLinks: false } } }, false],
])('mayCreate if %s: %j', (_, { current = NOTHING, winner = WINNER, of = {} }, expected) => {
  expect(mayCreate({ ...task, ...of }, current, winner)).toBe(expected);
});

test('mayCreate is false in a bucket that never had versions', () => {
  const { versionId: _, ...winner } = WINNER;
  expect(mayCreate(task, NOTHING, winner)).toBe(false);
});

describe('createMissing', () => {
  const OWN = { versionId: 'own', isLatest: true, deleteMarker: false, lastModified: 0 };
  const VERSION = { ...OWN, versionId: 'v' };

  /** Ends, or stops before a listing, because it is unsure. */
  function kindAfter({ alias = [OWN], at = VERSION as object | null, marker = undefined as object | undefined }) {
    const page = (keyOf: string, versions: readonly object[]) =>
      ({ versions: versions.map((one) => ({ key: keyOf, ...one })), prefixes: [] }) as never;
    const answers = new Map([
      [task.alias, page(task.alias, alias)],
      [target.key, page(target.key, at === null ? [] : [at])],
      [markerKey('1.0.0'), page(markerKey('1.0.0'), marker === undefined ? [] : [marker])],
    ]);
    const { result, asked } = runOn(createMissing(task, target), (request) => {
      if (request.operation === 'PutSymlink') return { written: true, versionId: OWN.versionId };
      if (request.operation === 'GetSymlink') return NOTHING;
      return answers.get('prefix' in request ? (request.prefix ?? '') : '') as never;
    });
    expect(asked.slice(0, 2).map((round) => round.map(({ operation }) => operation))).toEqual([
      ['PutSymlink'],
      ['ListObjectVersions', 'ListObjectVersions', 'ListObjectVersions'],
    ]);
    return result.kind;
  }

  test.each([
    ['everything is as expected', {}, 'done'],
    ['a newer version of the alias exists', { alias: [{ ...OWN, versionId: 'newer' }, OWN] }, 'done'],
    ['there is a version below its own', { alias: [OWN, { ...OWN, versionId: 'other' }] }, 'needs-listing'],
    ['the target is gone', { at: null }, 'needs-listing'],
    ['the target has a delete marker', { at: { ...VERSION, deleteMarker: true } }, 'needs-listing'],
    ['the target is another version', { at: { ...VERSION, versionId: 'w' } }, 'needs-listing'],
    [
      'the listed key is longer than that of the target',
      { at: { ...VERSION, key: `${target.key}.sig` } },
      'needs-listing',
    ],
    ['the target is withdrawn', { marker: VERSION }, 'needs-listing'],
    ['the marker is deleted', { marker: { ...VERSION, deleteMarker: true } }, 'done'],
    ['a link is at the key of the marker', { marker: { ...VERSION, type: 'Symlink' } }, 'done'],
  ])('if %s: %s', (_, found, kind) => {
    expect(kindAfter(found)).toBe(kind);
  });

  test.each([
    ['markers', '', 6],
    ['withdraw: false', '    withdraw: false', 5],
  ])('with %s, creates an alias that never existed without a listing', async (_, options, requests) => {
    const world = aliasWorld('Enabled', options);
    for (const version of ['1.0.0', '1.1.0']) await world.put(version);
    const own = world.task({ kind: 'sweep' });
    const outcome = await world.run(repairAlias(own, targetOf(own, key('1.1.0'))));
    expect(outcome).toEqual({ action: 'pointed', from: null, to: key('1.1.0'), why: 'the greatest candidate' });
    expect(world.cost).toEqual({ requests, roundTrips: 3 });
    expect((await world.latest()).target).toBe(key('1.1.0'));
  });
});
