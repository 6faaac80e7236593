import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/handlers/look/look-at-aliases.ts';
import { type HalfMoved, status } from '../../../src/handlers/look/status.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { handlerWorld, RULES } from '../handler-world.ts';
import { releaseWorld, setKey, wholeRelease } from '../release-world.ts';

function app(version: string, name = 'app') {
  return `releases/${name}/${version}/f`;
}

/** Aliases in every state. `old/right/f` was written by former rules, at a key that the current rules do not list. */
async function mixed() {
  const former = handlerWorld({ rules: RULES.replace('releases/{app}/v{version.major}/{file}', 'old/{app}/{file}') });
  await former.put(app('1.0.0', 'right'));
  await sweep(former.context, { kind: 'sweep' });
  const world = { ...former, context: { ...former.context, ruleSet: handlerWorld().context.ruleSet } };
  await world.put(...['stale', 'gone', 'kept'].map((name) => app('1.0.0', name)));
  await sweep(world.context, { kind: 'sweep' });
  await world.put(app('1.1.0', 'stale'), app('1.0.0', 'new'), app('latest', 'new'));
  await world.remove(app('1.0.0', 'gone'));
  return world;
}

async function looked(of?: string) {
  const findings: Finding[] = [];
  const total = await status((await mixed()).context, { of, onFinding: (finding) => findings.push(finding) });
  return { total, findings };
}

test('counts the state of every alias in the whole bucket', async () => {
  const { total, findings } = await looked();
  expect(total).toMatchObject({
    states: { right: 4, stale: 2, dangling: 2, foreign: 1, missing: 1, absent: 0, orphaned: 1, failed: 0 },
    aliases: 11,
    broken: 2,
  });
  expect(findings).toHaveLength(11);
  expect(findings.find(({ state }) => state === 'orphaned')).toMatchObject({ alias: 'old/right/f', rule: 'app' });
});

test.each([
  ['releases/', { right: 4, orphaned: 0 }],
  ['old/', { right: 0, orphaned: 1 }],
  ['old/right/f', { right: 0, orphaned: 1 }],
  [app('latest', 'stale'), { right: 0, stale: 1 }],
  [app('latest', 'nothing'), { absent: 1 }],
])('counts the states below %s only', async (of, states) => {
  expect((await looked(of)).total.states).toMatchObject(states);
});

test('reports groups of aliases that are half moved', async () => {
  const world = releaseWorld();
  const halfMoved: HalfMoved[] = [];
  const look = () => status(world.context, { onFinding: () => {}, onHalfMoved: (group) => void halfMoved.push(group) });
  await world.put(...wholeRelease('1.0.0', 'f', 'g'));
  await sweep(world.context, { kind: 'sweep' });
  const record = { 'autoalias-rule': 'set', 'autoalias-base': 'none', 'autoalias-form': 'x' };
  expect(await look()).toMatchObject({ halfMoved: 0, states: { right: 3 } });
  await world.context.store.send({
    operation: 'PutSymlink',
    key: setKey('latest', 'f'),
    target: setKey('1.0.0', 'g'),
    metadata: record,
  });
  expect(await look()).toMatchObject({ halfMoved: 1, states: { right: 2, stale: 1 } });
  expect(halfMoved).toEqual([{ group: 'sets/a/latest/{file}', release: 'a/1.0.0', moved: 2, of: 3 }]);
  // None has moved yet: it is late, not half moved.
  await world.put(...wholeRelease('2.0.0', 'f', 'g'));
  expect(await look()).toMatchObject({ halfMoved: 0, states: { right: 0, stale: 3 } });
});

describe('objects that no order can read', () => {
  async function unreadWorld() {
    const world = handlerWorld({
      rules: RULES.replace("['releases/", "['newest/{app}/{file}', 'releases/"),
    });
    await world.put(app('1.0.0', 'a'), app('edge', 'a'), app('nightly', 'a'), app('483', 'only'));
    await sweep(world.context, { kind: 'sweep' });
    return world;
  }

  test.each([
    [undefined, { objects: 3, aliases: 4 }, { 'newest/a/f': 2, 'newest/only/f': 1, [app('latest', 'a')]: 2 }],
    ['newest/a/f', { objects: 2, aliases: 1 }, { 'newest/a/f': 2 }],
    ['newest/', { objects: 2, aliases: 1 }, { 'newest/a/f': 2 }],
    ['newest/a/', { objects: 2, aliases: 1 }, { 'newest/a/f': 2 }],
    [app('latest', 'only'), { objects: 1, aliases: 1 }, { [app('latest', 'only')]: 1 }],
    [app('v1', 'a'), { objects: 0, aliases: 0 }, {}],
  ])('below %s are counted at the rule and at each alias', async (of, expected, aliases) => {
    const findings: Finding[] = [];
    const { context } = await unreadWorld();
    const { unread } = await status(context, { of, onFinding: (finding) => findings.push(finding) });
    expect(unread).toMatchObject(expected);
    const counted = findings.flatMap((one) => ('unread' in one ? [[one.alias, one.unread?.objects]] : []));
    expect(Object.fromEntries(counted)).toMatchObject(aliases);
    expect(counted).toHaveLength(expected.aliases);
  });

  test('leave a right alias right, and an alias without candidates absent', async () => {
    const findings: Finding[] = [];
    const { context } = await unreadWorld();
    await status(context, { onFinding: (finding) => findings.push(finding) });
    const states = Object.fromEntries(findings.map(({ alias, state }) => [alias, state]));
    expect(states).toEqual({
      'newest/a/f': 'right',
      'newest/only/f': 'absent',
      [app('latest', 'a')]: 'right',
      [app('latest', 'only')]: 'absent',
      [app('v1', 'a')]: 'right',
    });
  });
});
