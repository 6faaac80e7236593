import { describe, expect, test } from 'vitest';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { changeMarkers } from '../../../src/handlers/withdraw/change-markers.ts';
import { carryOut, planRestore, planWithdrawal, rehearse } from '../../../src/handlers/withdraw/withdraw.ts';
import { handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import type { Store } from '../../../src/stores/store.ts';
import { StoreError } from '../../../src/stores/store-error.ts';
import { RELEASE_RULES, setKey, wholeRelease } from '../release-world.ts';
import { ACTOR, pointedIn, reportOf, tool, uploaded } from './withdraw-world.ts';

const MARKER = tool('1.1.0', '.withdrawn');

describe('withdraw', () => {
  test('writes one marker for a release, and moves every alias of it', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.0.0', 'sum'), tool('1.1.0'), tool('1.1.0', 'sum')]);
    const result = await world.withdraw([tool('1.1.0')]);
    expect(result.markers).toEqual([
      {
        ...{ marker: MARKER, rule: 'tool', covers: 'releases/tool/1.1.0/', version: '1.1.0' },
        ...{ action: 'withdrawn', why: 'it is bad' },
      },
    ]);
    expect(await world.shown()).toEqual({
      ...{ 'latest/f': '1.0.0/f', 'latest/sum': '1.0.0/sum', 'next/f': '1.0.0/f', 'next/sum': '1.0.0/sum' },
      ...{ 'v1/f': '1.0.0/f', 'v1/sum': '1.0.0/sum' },
    });
    expect(await world.note(MARKER)).toEqual({
      ...{ reason: 'it is bad', actor: ACTOR, time: '2026-11-27T23:30:00Z', by: 'withdraw' },
    });
    expect(pointedIn(result)).toHaveLength(6);
  });

  test('a second run keeps the marker with its reason, and says so', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    await world.withdraw([tool('1.1.0')]);
    const before = await world.text(MARKER);
    const again = await world.withdraw([tool('1.1.0')], undefined, 'another reason');
    expect(again.markers).toMatchObject([
      { action: 'unchanged', why: `already withdrawn by ${ACTOR} at 2026-11-27T23:30:00Z: it is bad` },
    ]);
    expect(again.aliases.every(({ action }) => action === 'unchanged' || action === 'protected')).toBe(true);
    expect(await world.text(MARKER)).toBe(before);
  });

  test('a later upload wins, and a new upload of the withdrawn release does not', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    await world.withdraw([tool('1.1.0')]);
    await world.upload(tool('1.1.0'));
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.0.0/f' });
    await world.upload(tool('1.1.1'));
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.1.1/f', 'v1/f': '1.1.1/f' });
  });

  test('a protected alias moves only if it is named', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    const link = { operation: 'PutSymlink', key: tool('production'), target: tool('1.1.0') } as const;
    await world.context.store.send(link);
    const first = await world.withdraw([tool('1.1.0')]);
    expect(reportOf(first, tool('production'))).toMatchObject({
      action: 'protected',
      why: expect.stringContaining('its target is withdrawn'),
    });
    expect(await world.shown()).toMatchObject({ 'production/f': '1.1.0/f', 'latest/f': '1.0.0/f' });
    await world.withdraw([tool('production')]);
    expect(await world.shown()).toMatchObject({ 'production/f': '1.0.0/f' });
  });
});

describe('what a name withdraws', () => {
  const KEYS = [tool('1.0.0'), tool('1.1.0'), tool('2.0.0-rc.1'), 'pypi/x-1.0.0.tgz', 'pypi/x-1.1.0.tgz'];
  test.each<[names: string[], release: string | undefined, markers: string[]]>([
    [[tool('1.1.0')], undefined, [MARKER]],
    // An alias stands for what it points at.
    [[tool('latest')], undefined, [MARKER]],
    [[tool('next')], undefined, [tool('2.0.0-rc.1', '.withdrawn')]],
    [['pypi/x.tgz'], undefined, ['pypi/x-1.1.0.tgz.withdrawn']],
    // The folder of a version, whether or not it has objects.
    [['releases/tool/1.1.0/'], undefined, [MARKER]],
    [['releases/tool/9.0.0/'], undefined, [tool('9.0.0', '.withdrawn')]],
    [[tool('9.0.0')], undefined, [tool('9.0.0', '.withdrawn')]],
    // A folder of aliases.
    [['releases/tool/latest/'], undefined, [MARKER]],
    [[MARKER], undefined, [MARKER]],
    [['releases/'], '1.1.0', [MARKER]],
    [['pypi/'], '1.0.0', ['pypi/x-1.0.0.tgz.withdrawn']],
    [['pypi/', 'releases/tool/'], '1.1.0', ['pypi/x-1.1.0.tgz.withdrawn', MARKER]],
    [[tool('1.1.0'), 'releases/tool/1.1.0/', tool('latest')], undefined, [MARKER]],
  ])('%j with release %s', async (names, release, markers) => {
    const world = await uploaded(KEYS);
    const plan = await planWithdrawal(world.context, { names, release, reason: 'r' });
    expect(plan.markers.map(({ key }) => key)).toEqual(markers);
    expect(plan.doubts).toEqual([]);
  });

  test('a prefix with several versions is doubtful', async () => {
    const world = await uploaded(KEYS);
    const plan = await planWithdrawal(world.context, { names: ['releases/tool/'], reason: 'r' });
    expect(plan.doubts).toEqual(['releases/tool/ has 3 versions']);
  });
});

describe('a withdrawal is refused before anything is written', () => {
  test.each<[what: string, name: string, message: string, code?: string]>([
    ['a rule ignores markers', 'raw/1.0.0', 'rule raw ignores markers (withdraw: false)'],
    ['an alias of such a rule', 'raw/latest', 'autoalias pin holds an alias at another object'],
    ['a prefix of such a rule', 'raw/', 'rule raw ignores markers'],
    ['no rule matches the key', 'elsewhere/1.0.0', 'elsewhere/1.0.0 is neither a candidate nor an', 'not-an-alias'],
    ['no rule matches anything there', 'elsewhere/', 'no rule matches an object under', 'not-an-alias'],
    [
      'the marker of an alias folder',
      'releases/tool/latest/.withdrawn',
      'a marker releases/tool/latest/.withdrawn would withdraw nothing: releases/tool/latest/ is not a version of rule tool',
      'not-an-alias',
    ],
    ['the marker of an alias', tool('latest', 'f.withdrawn'), 'is neither a candidate nor an alias', 'not-an-alias'],
    ['the marker of an alias of single files', 'pypi/x.tgz.withdrawn', 'is neither a candidate', 'not-an-alias'],
    ['the alias does not exist', 'releases/other/latest/f', 'does not exist, so it points at', 'not-an-alias'],
    ['a link is at the marker', tool('1.0.0'), `a symlink is at ${tool('1.0.0', '.withdrawn')}`],
  ])('%s', async (_, name, message, code = 'alias-refused') => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0'), 'raw/1.0.0', 'elsewhere/1.0.0']);
    const key = tool('1.0.0', '.withdrawn');
    await world.context.store.send({ operation: 'PutSymlink', key, target: tool('1.1.0') });
    const before = await world.shown();
    await expect(world.withdraw([tool('1.1.0'), name])).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect(await world.shown()).toEqual(before);
    expect(await world.text(MARKER)).toBeUndefined();
  });

  test('no object has the version, and the message names some that exist', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    await expect(world.withdraw(['releases/tool/'], '3')).rejects.toThrow(
      'releases/tool/ has no object of version 3; it has 1.0.0, 1.1.0',
    );
  });
});

describe('restore', () => {
  test.each<[names: string[], release: string | undefined, shown: string]>([
    [[tool('1.1.0')], undefined, '1.1.0/f'],
    [['releases/tool/1.1.0/'], undefined, '1.1.0/f'],
    [[MARKER], undefined, '1.1.0/f'],
    [['releases/'], '1.2.0', '1.2.0/f'],
    [['releases/'], undefined, '1.2.0/f'],
    // One step forward, as a rollback is one step back.
    [[tool('latest')], undefined, '1.1.0/f'],
    [['releases/tool/latest/'], undefined, '1.1.0/f'],
    [['releases/tool/9.0.0/'], undefined, '1.0.0/f'],
  ])('%j with release %s', async (names, release, shown) => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0'), tool('1.2.0')]);
    await world.withdraw([tool('1.2.0'), tool('1.1.0')]);
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.0.0/f' });
    await world.restore(names, release);
    expect(await world.shown()).toMatchObject({ 'latest/f': shown });
  });

  test.each<[name: string, remarks: string[], markers: string[]]>([
    [tool('1.1.0'), [], ['it is not withdrawn']],
    ['releases/', ['releases/: nothing is withdrawn there'], []],
    [
      tool('latest'),
      [`${tool('latest')}: nothing is withdrawn that is greater than its target; name the object to restore`],
      [],
    ],
  ])('of %s that is not withdrawn changes nothing, and says so', async (name, remarks, markers) => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    const result = await world.restore([name]);
    expect(result.remarks).toEqual(remarks);
    expect(result.markers.map(({ action, why }) => [action, why])).toEqual(markers.map((why) => ['unchanged', why]));
  });

  test('brings back an alias that was removed, also under onDelete: remove', async () => {
    const rules = `version: 1
rules:
  - name: only
    match: { prefix: a/, regex: '^a/(?<version>[^/]+)/f$' }
    order: { by: semver, on: version }
    onDelete: remove
    aliases: [latest]
`;
    for (const versioning of ['Enabled', 'Never'] as const) {
      const world = await uploaded(['a/1.0.0/f'], { rules, versioning });
      await world.upload('a/1.0.0/f');
      expect(await world.links()).toEqual({ latest: 'a/1.0.0/f' });
      await world.withdraw(['a/1.0.0/']);
      expect(await world.links()).toEqual({});
      await world.restore(['a/1.0.0/']);
      expect(await world.links()).toEqual({ latest: 'a/1.0.0/f' });
    }
  });
});

describe('a dry run', () => {
  test('shows what would move, and writes nothing', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    const before = await world.shown();
    const plan = await planWithdrawal(world.context, { names: [tool('1.1.0')], reason: 'r' });
    world.takeWrites();
    const dry = await rehearse(world.context, plan);
    expect(world.takeWrites()).toEqual([]);
    expect(dry.markers).toMatchObject([{ marker: MARKER, action: 'withdrawn', planned: true }]);
    expect(await world.shown()).toEqual(before);
    const done = await world.carryOut(plan);
    const short = ({ aliases }: typeof done) => aliases.map(({ alias, action, from, to }) => [alias, action, from, to]);
    expect(short(dry).sort()).toEqual(short(done).sort());
  });

  test('says what would be withdrawn, and what is withdrawn already', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0'), tool('1.2.0')]);
    await world.withdraw([tool('1.2.0')]);
    const whyOf = async (names: readonly string[]) => {
      const plan = await planWithdrawal(world.context, { names, reason: 'r' });
      return reportOf(await rehearse(world.context, plan), tool('latest'))?.why;
    };
    const target = 'its target would be withdrawn; the greatest candidate';
    expect(await whyOf([tool('1.1.0')])).toBe(`${target}; ${tool('1.2.0')} is greater and withdrawn`);
    expect(await whyOf([tool('1.3.0'), tool('1.1.0')])).toContain(`${tool('1.2.0')} is greater and withdrawn`);
    await world.put(tool('1.3.0'));
    expect(await whyOf([tool('1.3.0')])).toBe(
      `it points at the greatest candidate; ${tool('1.3.0')} is greater and would be withdrawn`,
    );
  });

  test('of a restore shows what would come back', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    await world.withdraw([tool('1.1.0')]);
    const dry = await rehearse(world.context, await planRestore(world.context, { names: [MARKER], reason: 'r' }));
    expect(dry.markers).toMatchObject([{ action: 'restored', why: 'its marker would be deleted' }]);
    expect(dry.aliases).toContainEqual(
      expect.objectContaining({ alias: tool('latest'), action: 'pointed', to: tool('1.1.0'), planned: true }),
    );
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.0.0/f' });
  });
});

describe('releases whose aliases move together', () => {
  test('move back without any of their files deleted, and forward again', async () => {
    const world = await uploaded([...wholeRelease('1.0.0', 'a'), ...wholeRelease('1.1.0', 'a')], {
      rules: RELEASE_RULES,
    });
    const latest = async () => (await world.links())['sets/a/latest/a'];
    expect(await latest()).toBe(setKey('1.1.0', 'a'));
    const result = await world.withdraw(['sets/a/1.1.0/']);
    expect(result.aliases.map(({ alias, to }) => [alias, to])).toEqual([
      ['sets/a/latest/a', setKey('1.0.0', 'a')],
      ['sets/a/latest/SUMS', setKey('1.0.0', 'SUMS')],
    ]);
    for (const key of wholeRelease('1.1.0', 'a')) {
      expect(await world.context.store.send({ operation: 'HeadObject', key })).toMatchObject({ found: 'object' });
    }
    await sweep(world.context, { kind: 'sweep' });
    expect(await latest()).toBe(setKey('1.0.0', 'a'));
    await world.restore(['sets/a/1.1.0/']);
    expect(await latest()).toBe(setKey('1.1.0', 'a'));
  });
});

test('a write that fails says how many markers were written, and a second run writes the rest', async () => {
  const world = await uploaded([tool('1.0.0'), tool('1.1.0'), tool('1.2.0')]);
  const { store } = world.context;
  const failing: Store = {
    ...store,
    send: async (request) => {
      if (request.operation !== 'PutObject' || request.key !== MARKER) return store.send(request);
      throw new StoreError('access denied', { operation: 'PutObject', bucket: 'demo', status: 403 });
    },
  };
  const named = { names: [tool('1.2.0'), tool('1.1.0')], reason: 'r' };
  const plan = await planWithdrawal(world.context, named);
  await expect(carryOut({ ...world.context, store: failing }, plan)).rejects.toMatchObject({
    code: 'store-refused',
    message: 'access denied; 1 of 2 markers were changed; run the same command again',
  });
  const result = await world.carryOut(await planWithdrawal(world.context, named));
  expect(result.markers.map(({ action }) => action)).toEqual(['unchanged', 'withdrawn']);
  expect(await world.shown()).toMatchObject({ 'latest/f': '1.0.0/f' });
});

test.each(['event', 'sweep'])(
  'a command that dies after it has written the marker is finished by the %s',
  async (by) => {
    const world = await uploaded([tool('1.0.0'), tool('1.0.0', 'sum'), tool('1.1.0'), tool('1.1.0', 'sum')]);
    await changeMarkers(world.context, await planWithdrawal(world.context, { names: [tool('1.1.0')], reason: 'r' }));
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.1.0/f', 'latest/sum': '1.1.0/sum' });
    const event = 'ObjectCreated:PutObject';
    if (by === 'sweep') await sweep(world.context, { kind: 'sweep' });
    else await handleChanges(world.context, [{ key: MARKER, cause: { kind: 'change', event, key: MARKER } }]);
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.0.0/f', 'latest/sum': '1.0.0/sum', 'v1/f': '1.0.0/f' });
  },
);
