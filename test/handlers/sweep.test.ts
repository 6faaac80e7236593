import { describe, expect, test } from 'vitest';
import { sweep } from '../../src/handlers/sweep.ts';
import { handlerWorld } from './handler-world.ts';

const app = (version: string, name = 'app') => `releases/${name}/${version}/f`;

describe.each(['Enabled', 'Suspended', 'Never'] as const)('sweep, %s', (versioning) => {
  test('makes everything right, and a second one writes nothing', async () => {
    const world = handlerWorld({ versioning });
    await world.put(app('1.9.0'), app('1.10.0'), app('2.0.0-rc.1'), app('0.5.0', 'other'), 'elsewhere');
    const first = await sweep(world.context, { kind: 'sweep' });
    expect(first).toMatchObject({ objects: 4, aliases: 4, actions: { pointed: 4, failed: 0 } });
    expect(await world.links()).toEqual({
      'releases/app/latest/f': app('1.10.0'),
      'releases/app/v1/f': app('1.10.0'),
      'releases/other/latest/f': app('0.5.0', 'other'),
      'releases/other/v0/f': app('0.5.0', 'other'),
    });
    world.sent.length = 0;
    const second = await sweep(world.context, { kind: 'sweep' });
    expect(second).toMatchObject({ aliases: 4, actions: { unchanged: 4, pointed: 0 }, changed: [] });
    expect(world.sent.filter((operation) => /Put|Delete/.test(operation))).toEqual([]);
  });

  test('removes what has no candidates any more, and only what is ours', async () => {
    const world = handlerWorld({ versioning });
    await world.put(app('1.0.0'), app('1.0.0', 'other'));
    await sweep(world.context, { kind: 'sweep' });
    await world.context.store.send({ operation: 'PutSymlink', key: 'releases/theirs/latest/f', target: 'gone' });
    await world.remove(app('1.0.0'));
    const report = await sweep(world.context, { kind: 'sweep' });
    expect(report.actions).toMatchObject({ removed: 2, unchanged: 3 });
    expect(Object.keys(await world.links())).toEqual([
      'releases/other/latest/f',
      'releases/other/v1/f',
      'releases/theirs/latest/f',
    ]);
  });

  test('says which aliases it may not touch', async () => {
    const world = handlerWorld({ versioning });
    await world.put(app('1.0.0'), 'releases/app/latest/f');
    const report = await sweep(world.context, { kind: 'sweep' });
    expect(report.changed.find(({ action }) => action === 'refused')).toMatchObject({
      alias: 'releases/app/latest/f',
      why: 'a real object stands at the alias key, and is never replaced; move it away, or set onConflict: replace',
    });
  });
});

test('a prefix alone does not decide who wins', async () => {
  const world = handlerWorld();
  await world.put(app('1.0.0'), app('2.0.0'));
  await sweep(world.context, { kind: 'apply' }, 'releases/app/1');
  expect((await world.links())['releases/app/latest/f']).toBe(app('2.0.0'));
});

test('an alias that fails is counted, and the rest is done', async () => {
  const world = handlerWorld({
    fail: (operation, key) => operation === 'PutSymlink' && key === 'releases/app/latest/f',
  });
  await world.put(app('1.0.0'));
  const report = await sweep(world.context, { kind: 'sweep' });
  expect(report.actions).toMatchObject({ failed: 1, pointed: 1 });
});
