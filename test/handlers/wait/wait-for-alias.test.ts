import { describe, expect, test } from 'vitest';
import { type AliasGoal, waitForAlias } from '../../../src/handlers/wait/wait-for-alias.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { handlerWorld } from '../handler-world.ts';

const LATEST = 'releases/app/latest/f';

function key(version: string) {
  return `releases/app/${version}/f`;
}

/** A bucket, and a clock whose sleeps let the next step happen. */
function waiting(steps: readonly ((world: ReturnType<typeof handlerWorld>) => Promise<unknown>)[] = []) {
  let now = Date.UTC(2026, 10, 20, 12);
  const world = handlerWorld({ now: () => now });
  const left = [...steps];
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
      await left.shift()?.(world);
    },
  };
  const wait = (goal: AliasGoal, alias = LATEST, timeout = 10_000) =>
    waitForAlias(world.context, alias, goal, { timeout, signal: new AbortController().signal, clock });
  return { world, wait };
}

type World = ReturnType<typeof handlerWorld>;

const upload = (version: string) => (world: World) => world.put(key(version));
const move = (world: World) => sweep(world.context, { kind: 'sweep' });

describe('an alias', () => {
  test.each<[string, AliasGoal, object]>([
    ['the target', { kind: 'target', key: key('1.1.0') }, { outcome: 'shown', goal: key('1.1.0'), looks: 3 }],
    ['the version', { kind: 'version', text: '1.1.0' }, { outcome: 'shown', goal: '1.1.0', looks: 3 }],
    ['a lesser target', { kind: 'target', key: key('1.0.5') }, { outcome: 'overtaken', last: { shows: key('1.1.0') } }],
    ['a lesser version', { kind: 'version', text: '1.0.5' }, { outcome: 'overtaken', last: { shows: key('1.1.0') } }],
    ['a version that it shows', { kind: 'version', text: '1.0.0' }, { outcome: 'shown', looks: 1 }],
    ['what the rules choose', { kind: 'rules' }, { outcome: 'shown', goal: key('1.0.0'), looks: 1 }],
    [
      'a target that is not uploaded',
      { kind: 'target', key: key('2.0.0') },
      { outcome: 'timeout', last: { why: expect.stringMatching(/there is no object .*2\.0\.0.*it points at/) } },
    ],
    ['a version that is not uploaded', { kind: 'version', text: '2.0.0' }, { outcome: 'timeout', goal: '2.0.0' }],
  ])('%s', async (_, goal, expected) => {
    const { world, wait } = waiting([upload('1.1.0'), move]);
    await world.put(key('1.0.0'));
    await move(world);
    expect(await wait(goal)).toMatchObject({ alias: LATEST, ...expected });
  });

  test('the rules choose another target than it shows', async () => {
    const { world, wait } = waiting([async () => {}, move]);
    await world.put(key('1.0.0'));
    expect(await wait({ kind: 'rules' })).toMatchObject({ outcome: 'shown', goal: key('1.0.0'), looks: 3 });
  });

  test('the rules choose no target', async () => {
    const { world, wait } = waiting([move]);
    await world.put(key('1.0.0'));
    await move(world);
    await world.remove(key('1.0.0'));
    expect(await wait({ kind: 'rules' })).toMatchObject({
      outcome: 'shown',
      goal: null,
      looks: 2,
      last: { shows: null },
    });
  });

  test('a real object at its key', async () => {
    const { world, wait } = waiting();
    await world.put(key('1.0.0'), LATEST);
    expect(await wait({ kind: 'rules' })).toMatchObject({
      outcome: 'timeout',
      last: { why: expect.stringContaining('a real object is at its key') },
    });
  });

  test.each<[string, AliasGoal, string, object]>([
    ['an alias that no rule defines', { kind: 'rules' }, 'x', { code: 'usage' }],
    [
      'a key of another alias',
      { kind: 'target', key: 'releases/other/1.0.0/f' },
      LATEST,
      { code: 'usage', message: expect.stringContaining('can never be the target') },
    ],
    ['a prerelease', { kind: 'target', key: key('1.0.0-rc.1') }, LATEST, { code: 'usage' }],
    ['not a version', { kind: 'version', text: 'new' }, LATEST, { code: 'usage' }],
  ])('%s is refused', async (_, goal, alias, error) => {
    await expect(waiting().wait(goal, alias)).rejects.toMatchObject(error);
  });

  test('a look sends at most two requests', async () => {
    const { world, wait } = waiting();
    await world.put(key('1.0.0'));
    await move(world);
    world.sent.length = 0;
    await wait({ kind: 'target', key: key('1.0.0') });
    expect(world.sent).toEqual(['GetSymlink', 'HeadObject']);
  });
});
