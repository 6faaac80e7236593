import { describe, expect, test } from 'vitest';
import { waitForRelease } from '../../../src/handlers/wait/wait-for-release.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { handlerWorld, RULES } from '../handler-world.ts';
import { PARTITION_RULES } from '../release-world.ts';

const SETS = RULES.replace(
  '    aliases:',
  "    release: { of: '{app}/{version}', complete: ['releases/{app}/{version}/done'] }\n    aliases:",
);

type World = ReturnType<typeof handlerWorld>;

function waiting(steps: readonly ((world: World) => Promise<unknown>)[] = [], rules = SETS) {
  let now = Date.UTC(2026, 10, 20, 12);
  const world = handlerWorld({ now: () => now, rules });
  const left = [...steps];
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
      await left.shift()?.(world);
    },
  };
  const wait = (release: string, prefix = 'releases/app/latest/') =>
    waitForRelease(world.context, prefix, release, { timeout: 5000, signal: new AbortController().signal, clock });
  return { world, wait };
}

function files(version: string, ...names: readonly string[]) {
  return names.map((name) => `releases/app/${version}/${name}`);
}

const put =
  (version: string, ...names: readonly string[]) =>
  (world: World) =>
    world.put(...files(version, ...names));
const move = (world: World) => sweep(world.context, { kind: 'sweep' });

/** 1.0.0 is shown. 1.1.0 is uploaded, then complete, then shown. It has a new file, and one file less. */
async function moving() {
  const { world, wait } = waiting([put('1.1.0', 'f', 'h'), put('1.1.0', 'done'), move]);
  await world.put(...files('1.0.0', 'f', 'g', 'done'));
  await move(world);
  return { world, wait };
}

describe('the aliases of a release', () => {
  test.each<[string, object]>([
    ['1.1.0', { outcome: 'shown', looks: 4, last: { why: expect.stringContaining('aliases show 1.1.0') } }],
    ['1.0.0', { outcome: 'shown', looks: 1, last: { moved: 3, of: 3 } }],
    ['0.9.0', { outcome: 'overtaken', looks: 1, last: { why: 'the greatest complete release is app/1.0.0' } }],
    ['2.0.0', { outcome: 'timeout', last: { why: 'the greatest complete release is app/1.1.0' } }],
  ])('%s', async (release, expected) => {
    expect(await (await moving()).wait(release)).toMatchObject({
      prefix: 'releases/app/latest/',
      release,
      ...expected,
    });
  });

  test('several groups under the prefix', async () => {
    const { wait } = await moving();
    // The group v1 moves in the same sweep as latest.
    expect(await wait('1.1.0', 'releases/app/')).toMatchObject({ outcome: 'shown', looks: 4 });
  });

  test.each([
    ['2026-11-20', 'tables/a/current/', { outcome: 'shown', last: { moved: 2, of: 2 } }],
    ['2026-11-20', 'tables/', { outcome: 'shown', last: { moved: 2, of: 2 } }],
    ['2026-11-19', 'tables/a/current/', { outcome: 'overtaken' }],
    ['2026-11-21', 'tables/a/current/', { outcome: 'timeout' }],
  ])('%s under %s, where the candidates are under another prefix', async (release, prefix, expected) => {
    const { world, wait } = waiting([], PARTITION_RULES);
    await world.put('tables/a/dt=2026-11-20/part', 'tables/a/dt=2026-11-20/_SUCCESS');
    await move(world);
    expect(await wait(release, prefix)).toMatchObject(expected);
  });

  test('half moved: it waits for the alias that is left', async () => {
    const { world, wait } = waiting();
    await world.put(...files('1.0.0', 'f', 'g', 'done'));
    await move(world);
    await world.context.store.send({ operation: 'DeleteObject', key: 'releases/app/latest/g' });
    expect(await wait('1.0.0')).toMatchObject({
      outcome: 'timeout',
      last: { moved: 2, of: 3, why: '2 of 3 aliases show 1.0.0' },
    });
  });

  test('no alias yet', async () => {
    const { world, wait } = waiting([move]);
    await world.put(...files('1.0.0', 'f', 'done'));
    expect(await wait('1.0.0')).toMatchObject({ outcome: 'shown', looks: 2 });
    expect(await waiting().wait('1.0.0')).toMatchObject({
      outcome: 'timeout',
      last: { of: 0, why: expect.stringContaining('there is no alias of a rule with "release"') },
    });
  });

  test('aliases that move alone are refused', async () => {
    const { world, wait } = waiting([], RULES);
    await world.put(...files('1.0.0', 'f'));
    await move(world);
    await expect(wait('1.0.0')).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('moves alone'),
    });
  });

  test('a text that is not a version is refused', async () => {
    for (const text of ['new', 'app/1.1.0'])
      await expect((await moving()).wait(text)).rejects.toMatchObject({ code: 'usage' });
  });
});
