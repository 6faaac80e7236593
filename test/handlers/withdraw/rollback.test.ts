import { describe, expect, test } from 'vitest';
import { changeMarkers } from '../../../src/handlers/withdraw/change-markers.ts';
import { planRollback, type Rollback, refuseRemoval } from '../../../src/handlers/withdraw/rollback.ts';
import { carryOut, planWithdrawal, rehearse } from '../../../src/handlers/withdraw/withdraw.ts';
import { applyKeys } from '../../../src/handlers/work/handle-changes.ts';
import { moveByHand } from '../../../src/handlers/work/move-by-hand.ts';
import type { Store } from '../../../src/stores/store.ts';
import { handleEvent } from '../file-world.ts';
import { RELEASE_RULES, setKey, wholeRelease } from '../release-world.ts';
import { ACTOR, pointedIn, reportOf, tool, uploaded, type WithdrawWorld } from './withdraw-world.ts';

const LATEST = tool('latest');

function marker(version: string): string {
  return tool(version, '.withdrawn');
}

async function rollback(world: WithdrawWorld, request: Omit<Rollback, 'reason'>) {
  const plan = await planRollback(world.context, { reason: 'it is bad', ...request });
  return world.carryOut(plan);
}

describe('rollback', () => {
  test('withdraws the release once, so that all its aliases move together', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.0.0', 'sum'), tool('1.1.0'), tool('1.1.0', 'sum')]);
    const result = await rollback(world, { names: [LATEST] });
    expect(result.markers.map((one) => [one.marker, one.action])).toEqual([[marker('1.1.0'), 'withdrawn']]);
    expect(await world.note(marker('1.1.0'))).toMatchObject({ actor: ACTOR, by: 'rollback' });
    expect([...new Set(Object.values(await world.shown()))].sort()).toEqual(['1.0.0/f', '1.0.0/sum']);
    expect(pointedIn(result)).toHaveLength(6);
    const link = await world.context.store.send({ operation: 'GetSymlink', key: LATEST });
    expect(link).toMatchObject({ metadata: { 'autoalias-cause': 'rollback: it is bad' } });
  });

  test('run twice goes one further back, and never forward', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0'), tool('1.2.0')]);
    await rollback(world, { names: [LATEST] });
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.1.0/f' });
    await rollback(world, { names: [LATEST] });
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.0.0/f' });
    const plan = await planRollback(world.context, { names: [LATEST], reason: 'r' });
    expect(plan.removed).toEqual([LATEST]);
    expect(() => refuseRemoval(plan, 'add --yes')).toThrow(
      `nothing is left to go back to: ${LATEST} would be removed, and readers would get 404; add --yes. Nothing was written`,
    );
    await world.carryOut(plan);
    expect(await world.shown()).toEqual({});
  });

  test('the fix that is uploaded next is shown at once', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    await rollback(world, { names: [LATEST] });
    await world.upload(tool('1.1.1'));
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.1.1/f', 'v1/f': '1.1.1/f', 'next/f': '1.1.1/f' });
  });

  test('finishes what an earlier one began', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0'), tool('1.2.0')]);
    await world.put(marker('1.2.0'));
    const { markers } = await rollback(world, { names: [LATEST] });
    expect(markers.map((one) => [one.marker, one.action, one.why])).toEqual([
      [marker('1.2.0'), 'unchanged', 'already withdrawn at 2026-11-27T23:30:00Z'],
    ]);
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.1.0/f' });
  });

  test('an upload that arrives after the plan wins', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    const plan = await planRollback(world.context, { names: [LATEST], reason: 'r' });
    await world.upload(tool('1.2.0'));
    await world.carryOut(plan);
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.2.0/f' });
  });

  test('works without versions', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')], { versioning: 'Never' });
    await rollback(world, { names: [LATEST], from: '1.1.0' });
    await rollback(world, { names: [LATEST], from: '1.1.0' });
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.0.0/f', 'v1/f': '1.0.0/f' });
  });
});

describe('--from', () => {
  const world = () => uploaded([tool('1.0.0'), tool('1.1.0')]);
  test.each<[what: string, from: (world: WithdrawWorld) => Promise<string>]>([
    ['a key', async () => tool('1.1.0')],
    ['a version', async () => '1.1.0'],
    ['the version id of the target', async ({ context: { store } }) => idOf(await store.send(headOf(tool('1.1.0'))))],
    ['the version id of the alias', async ({ context: { store } }) => idOf(await store.send(linkOf(LATEST)))],
  ])('takes %s, and a retry changes nothing', async (_, from) => {
    const one = await world();
    const text = await from(one);
    await rollback(one, { names: [LATEST], from: text });
    expect(await one.shown()).toMatchObject({ 'latest/f': '1.0.0/f' });
    const retry = await rollback(one, { names: [LATEST], from: text });
    expect(retry).toEqual({
      ...{ markers: [], aliases: [] },
      remarks: [`${LATEST} points at ${tool('1.0.0')}, not at ${text}: it stays`],
    });
    expect(await one.shown()).toMatchObject({ 'latest/f': '1.0.0/f' });
  });

  test('finishes an earlier run that had moved the named alias only', async () => {
    const one = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    await changeMarkers(one.context, await planRollback(one.context, { names: [LATEST], reason: 'r' }));
    await applyKeys(one.context, [LATEST]);
    expect(await one.shown()).toEqual({ 'latest/f': '1.0.0/f', 'next/f': '1.1.0/f', 'v1/f': '1.1.0/f' });
    const retry = await rollback(one, { names: [LATEST], from: '1.1.0' });
    expect(retry.markers.map(({ marker: key, action }) => [key, action])).toEqual([[marker('1.1.0'), 'unchanged']]);
    expect(await one.shown()).toEqual({ 'latest/f': '1.0.0/f', 'next/f': '1.0.0/f', 'v1/f': '1.0.0/f' });
  });

  test('does not withdraw what was restored since', async () => {
    const one = await world();
    await rollback(one, { names: [LATEST], from: '1.1.0' });
    await one.remove(marker('1.1.0'));
    expect(await rollback(one, { names: [LATEST], from: '1.1.0' })).toMatchObject({ markers: [], aliases: [] });
    expect(await one.text(marker('1.1.0'))).toBeUndefined();
  });

  test('of a prefix takes only the aliases that show it', async () => {
    const one = await uploaded([tool('1.0.0'), tool('1.1.0'), tool('2.0.0')]);
    const { markers } = await rollback(one, { names: ['releases/tool/'], from: '2.0.0' });
    expect(markers.map(({ version }) => version)).toEqual(['2.0.0']);
    expect(await one.shown()).toEqual({ 'latest/f': '1.1.0/f', 'next/f': '1.1.0/f', 'v1/f': '1.1.0/f' });
  });

  test.each(['9', '1.1', 'releases/tool/9.9.9/f'])('refuses %s, which the alias never showed', async (from) => {
    const one = await world();
    await expect(rollback(one, { names: [LATEST], from })).rejects.toThrow(`${LATEST} never showed ${from}, as far as`);
    await expect(rollback(one, { names: ['releases/tool/'], from })).rejects.toThrow(
      `aliases ever showed ${from}, as far as is known; there are 1.1.0, 1.0.0; name one of them, or a key`,
    );
  });
});

function headOf(key: string) {
  return { operation: 'HeadObject', key } as const;
}

function linkOf(key: string) {
  return { operation: 'GetSymlink', key } as const;
}

function idOf(found: { readonly versionId?: string } | { readonly found: 'symlink' | 'object' }): string {
  return 'versionId' in found ? (found.versionId ?? '') : '';
}

describe('--to', () => {
  test('withdraws every greater release, and asks for confirmation', async () => {
    const world = await uploaded(['1.0.0', '1.1.0', '1.2.0', '2.0.0', '3.0.0-rc.1'].map((version) => tool(version)));
    const plan = await planRollback(world.context, { names: [LATEST], to: '1.0.0', reason: 'r' });
    expect(plan.doubts).toEqual(['every release greater than 1.0.0 would be withdrawn: 2.0.0, 1.2.0, 1.1.0']);
    await world.carryOut(plan);
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.0.0/f', 'v1/f': '1.0.0/f', 'next/f': '3.0.0-rc.1/f' });
    const again = await planRollback(world.context, { names: [LATEST], to: tool('1.0.0'), reason: 'r' });
    expect([again.markers, again.remarks]).toEqual([[], [`${LATEST} points at ${tool('1.0.0')} already: it stays`]]);
  });

  test.each<[to: string, message: string]>([
    ['1.1.0', `${tool('1.1.0')} is withdrawn; restore it first`],
    ['2.0.0', 'and a rollback only goes back'],
    ['7', `${LATEST} has no candidate 7`],
    ['3.0.0-rc.1', 'has no candidate 3.0.0-rc.1'],
  ])('refuses %s', async (to, message) => {
    const world = await uploaded(['1.0.0', '1.1.0', '1.2.0', '3.0.0-rc.1'].map((version) => tool(version)));
    await world.withdraw([tool('1.1.0')]);
    await world.put(tool('2.0.0'));
    await expect(rollback(world, { names: [LATEST], to })).rejects.toThrow(message);
  });
});

test('a marker counts only for the aliases of its rule', async () => {
  const rules = `version: 1
rules:
  - name: folders
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
  - name: files
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[0-9.]+)[a-z]*/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['single/{app}/{file}']
`;
  const world = await uploaded([tool('1.0.0'), tool('1.1.0')], { rules });
  await world.put(`${tool('1.1.0')}.withdrawn`);
  await world.carryOut(await planWithdrawal(world.context, { names: [`${tool('1.1.0')}.withdrawn`], reason: 'r' }));
  expect(await world.links()).toEqual({ [LATEST]: tool('1.1.0'), 'single/tool/f': tool('1.0.0') });
  const { markers } = await rollback(world, { names: [LATEST], to: '1.0.0' });
  expect(markers.map((one) => [one.marker, one.action])).toContainEqual([marker('1.1.0'), 'withdrawn']);
  expect(await world.links()).toEqual({ [LATEST]: tool('1.0.0'), 'single/tool/f': tool('1.0.0') });
});

describe('a rollback is refused before anything is written', () => {
  test.each<[what: string, name: string, message: string, code?: string]>([
    ['an object', tool('1.0.0'), 'is an object and not an alias; autoalias withdraw', 'not-an-alias'],
    ['no rule defines the alias', 'elsewhere', 'no rule defines the alias elsewhere', 'not-an-alias'],
    ['no alias is there', 'releases/other/', 'there is no alias under', 'not-an-alias'],
    ['the alias does not exist', 'releases/other/latest/f', 'so there is nothing to roll back', 'not-an-alias'],
    ['a pin', tool('v1'), `a rollback does not move a pinned alias: ${tool('v1')} (pinned: hold)`],
    ['a pin under a prefix', 'releases/tool/', 'unpin it first'],
    ['a link of another program', tool('latest', 'g'), 'a link that autoalias did not write is at'],
    ['a real object', tool('v1', 'g'), 'a real object is at'],
    ['a rule without markers', 'raw/latest', 'rule raw ignores markers'],
  ])('%s', async (_, name, message, code = 'alias-refused') => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0'), 'raw/1.0.0']);
    await moveByHand(world.context, tool('v1'), { what: 'pin', target: tool('1.1.0'), pin: { reason: 'hold' } });
    const foreign = { operation: 'PutSymlink', key: tool('latest', 'g'), target: tool('1.0.0') } as const;
    if (name.endsWith('/g')) await world.context.store.send(foreign);
    await world.put(tool('v1', 'g'));
    const before = await world.shown();
    await expect(rollback(world, { names: [LATEST, name] })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect(await world.shown()).toEqual(before);
    expect(await world.text(marker('1.1.0'))).toBeUndefined();
  });

  test('an alias that would go forward', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    await world.put(tool('1.2.0'));
    await expect(rollback(world, { names: [LATEST] })).rejects.toThrow(
      `${LATEST} would go forward, from ${tool('1.1.0')} to ${tool('1.2.0')}`,
    );
  });
});

describe('what stays behind is named', () => {
  test('a pinned and a protected alias of the release', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
    await moveByHand(world.context, tool('v1'), { what: 'pin', target: tool('1.1.0'), pin: { reason: 'hold' } });
    await moveByHand(world.context, tool('production'), { what: 'pin', target: tool('1.1.0'), pin: { reason: 'x' } });
    await moveByHand(world.context, tool('production'), { what: 'unpin' });
    const { remarks } = await rollback(world, { names: [LATEST] });
    expect(remarks.toSorted()).toEqual([
      `${tool('production')} stays behind at ${tool('1.1.0')}: it is protected; name it to roll it back too`,
      `${tool('v1')} stays behind at ${tool('1.1.0')}: it is pinned; autoalias unpin lets it follow the rules`,
    ]);
    expect(await world.shown()).toEqual({
      ...{ 'latest/f': '1.0.0/f', 'next/f': '1.0.0/f', 'production/f': '1.1.0/f', 'v1/f': '1.1.0/f' },
    });
    await rollback(world, { names: [tool('production')] });
    expect(await world.shown()).toMatchObject({ 'production/f': '1.0.0/f', 'latest/f': '1.0.0/f' });
  });
});

describe('a prefix', () => {
  test('whose aliases show several releases is doubtful, and all of them are withdrawn', async () => {
    const world = await uploaded([tool('1.0.0'), tool('1.1.0'), tool('2.0.0'), tool('2.1.0')]);
    const plan = await planRollback(world.context, { names: ['releases/tool/'], reason: 'r' });
    expect(plan.doubts).toEqual(['the aliases show 2 releases, and all would be withdrawn: 2.1.0, 1.1.0']);
    await world.carryOut(plan);
    expect(await world.shown()).toEqual({
      ...{ 'latest/f': '2.0.0/f', 'next/f': '2.0.0/f', 'v1/f': '1.0.0/f', 'v2/f': '2.0.0/f' },
    });
  });

  test('of a release whose files move together takes it back without deleting any file', async () => {
    const keys = [...wholeRelease('1.0.0', 'a'), ...wholeRelease('1.1.0', 'a')];
    const world = await uploaded(keys, { rules: RELEASE_RULES });
    const plan = await planRollback(world.context, { names: ['sets/a/latest/'], reason: 'r' });
    expect([plan.doubts, plan.markers.map(({ key }) => key)]).toEqual([[], ['sets/a/1.1.0/.withdrawn']]);
    const { aliases } = await world.carryOut(plan);
    expect(aliases.map(({ action, to }) => [action, to])).toEqual([
      ['pointed', setKey('1.0.0', 'a')],
      ['pointed', setKey('1.0.0', 'SUMS')],
    ]);
    for (const key of keys) expect(await world.context.store.send(headOf(key))).toMatchObject({ found: 'object' });
  });
});

test('a dry run shows each marker and move, and writes nothing', async () => {
  const world = await uploaded([tool('1.0.0'), tool('1.1.0')]);
  const before = await world.shown();
  world.takeWrites();
  const dry = await rehearse(world.context, await planRollback(world.context, { names: [LATEST], reason: 'r' }));
  expect(world.takeWrites()).toEqual([]);
  expect(dry.markers).toMatchObject([{ marker: marker('1.1.0'), action: 'withdrawn', planned: true }]);
  expect(reportOf(dry, LATEST)).toEqual({
    ...{ rule: 'tool', alias: LATEST, action: 'pointed', from: tool('1.1.0'), to: tool('1.0.0') },
    ...{ why: 'its target would be withdrawn; the greatest candidate', planned: true },
  });
  expect(await world.shown()).toEqual(before);
});

test('an alias that the event of the marker moved first is reported as moved by it', async () => {
  const world = await uploaded([tool('1.0.0'), tool('1.1.0'), tool('2.0.0')]);
  const plan = await planRollback(world.context, { names: [LATEST], reason: 'r' });
  const { store } = world.context;
  const send: Store['send'] = async (request) => {
    const response = await store.send(request);
    if (request.operation === 'PutObject') await handleEvent(world.context, 'ObjectCreated:PutObject', request.key);
    return response;
  };
  const result = await carryOut({ ...world.context, store: { ...store, send } }, plan);
  expect(reportOf(result, LATEST)).toMatchObject({
    action: 'unchanged',
    to: tool('1.1.0'),
    why: `it points at the greatest candidate; the event of a marker has moved it from ${tool('2.0.0')} already`,
  });
  expect(reportOf(result, tool('v2'))).toMatchObject({
    ...{ action: 'unchanged', to: null },
    why: expect.stringMatching(/; the event of a marker has moved it from \S+ already$/),
  });
  // Nothing was planned for it.
  expect(reportOf(result, tool('v1'))?.why ?? '').not.toContain('has moved it');
});
