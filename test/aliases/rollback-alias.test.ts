import { describe, expect, test } from 'vitest';
import { readRecord } from '../../src/aliases/alias-record.ts';
import { rollbackAlias } from '../../src/aliases/rollback-alias.ts';
import { settle } from '../../src/aliases/settle.ts';
import { type AliasWorld, aliasWorld, created, key, LATEST } from './alias-world.ts';

const rollback = (world: AliasWorld) =>
  world.run(rollbackAlias(world.task({ kind: 'by-hand', what: 'rollback' }), { reason: 'rolled back' }));
const upload = async (world: AliasWorld, version: string) => {
  await world.put(version);
  return world.run(settle(world.task(created(version))));
};

describe.each(['Enabled', 'Suspended', 'Never'] as const)('rollback, %s', (versioning) => {
  test('goes to what it pointed at before, and no upload moves it forward', async () => {
    const world = aliasWorld(versioning);
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) await upload(world, version);
    expect(await rollback(world)).toMatchObject({ action: 'pinned', from: key('1.2.0'), to: key('1.1.0') });
    expect(await upload(world, '1.3.0')).toMatchObject({ action: 'pinned', to: key('1.1.0') });
    expect(readRecord(await world.latest())).toMatchObject({ pin: { reason: 'rolled back' }, cause: 'rollback' });
  });

  test('passes over what is gone', async () => {
    const world = aliasWorld(versioning);
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) await upload(world, version);
    await world.remove('1.1.0');
    expect(await rollback(world)).toMatchObject({ to: key('1.0.0') });
  });

  test('an alias that was taken away goes back to where it was, if versions tell', async () => {
    const world = aliasWorld(versioning);
    await upload(world, '1.0.0');
    await world.store.send({ operation: 'DeleteObject', key: LATEST });
    const back = rollback(world);
    if (versioning === 'Enabled') expect(await back).toMatchObject({ action: 'pinned', to: key('1.0.0') });
    else await expect(back).rejects.toThrow('was not rolled back');
  });

  test.each([
    ['nothing was before', ['1.0.0'], [], 'it never pointed anywhere else, as far as is known'],
    ['all is gone', ['1.0.0', '1.1.0'], ['1.0.0'], 'its former targets are gone'],
    ['there is no alias', [], [], 'it never pointed anywhere else, as far as is known'],
  ])('is refused where %s', async (_, uploads, removals, why) => {
    const world = aliasWorld(versioning);
    for (const version of uploads) await upload(world, version);
    for (const version of removals) await world.remove(version);
    await expect(rollback(world)).rejects.toThrow(why);
  });
});
