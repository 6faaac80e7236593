import { describe, expect, test } from 'vitest';
import { aliasHistory } from '../../../src/aliases/look/history.ts';
import { readMoveMarkers } from '../../../src/aliases/look/marker-moves.ts';
import { putMarker } from '../../../src/aliases/model/marker-note.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { type AliasWorld, aliasWorld, key, LATEST, markerKey } from '../alias-world.ts';

const MINUTE = 60_000;

/** An event of a key moves the alias. */
async function event(world: AliasWorld, name: string, changed: string): Promise<void> {
  await world.run(reconcile(world.task({ kind: 'change', event: name, key: changed })));
  world.clock.now += MINUTE;
}

async function withdraw(world: AliasWorld, version: string, reason: string): Promise<void> {
  const marker = markerKey(version);
  await world.store.send(putMarker(marker, { reason, actor: 'ada@host', by: 'withdraw' }, world.clock.now));
  await event(world, 'ObjectCreated:PutObject', marker);
}

async function restore(world: AliasWorld, version: string): Promise<void> {
  const marker = markerKey(version);
  await world.store.send({ operation: 'DeleteObject', key: marker });
  await event(world, 'ObjectRemoved:DeleteObject', marker);
}

async function uploaded(versioning: 'Enabled' | 'Never'): Promise<AliasWorld> {
  const world = aliasWorld(versioning);
  for (const version of ['1.0.0', '1.1.0']) {
    await world.put(version);
    await event(world, 'ObjectCreated:PutObject', key(version));
  }
  return world;
}

async function reasons(world: AliasWorld) {
  const history = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 100));
  const markers = await world.run(readMoveMarkers(history));
  return history.entries.map((entry) => markers.get(entry)?.reason ?? null);
}

describe('the marker that moved an alias', () => {
  test('says why and who, newest first, also after it was deleted and written again', async () => {
    const world = await uploaded('Enabled');
    await withdraw(world, '1.1.0', 'first');
    await restore(world, '1.1.0');
    await withdraw(world, '1.1.0', 'second');
    await restore(world, '1.1.0');
    expect(await reasons(world)).toEqual([null, 'second', null, 'first', null, null]);
    const history = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 2));
    const [marker] = [...(await world.run(readMoveMarkers(history))).values()];
    expect(marker).toMatchObject({ key: markerKey('1.1.0'), reason: 'second', actor: 'ada@host', by: 'withdraw' });
  });

  test('is read without versions too', async () => {
    const world = await uploaded('Never');
    await withdraw(world, '1.1.0', 'only');
    expect((await reasons(world))[0]).toBe('only');
  });

  test('is left out if it is gone', async () => {
    const world = await uploaded('Never');
    await withdraw(world, '1.1.0', 'only');
    await world.store.send({ operation: 'DeleteObject', key: markerKey('1.1.0') });
    expect((await reasons(world))[0]).toBe(null);
  });

  test('is read for ten moves at most', async () => {
    const world = await uploaded('Enabled');
    for (let i = 0; i < 12; i++) {
      await withdraw(world, '1.1.0', `${i}`);
      await restore(world, '1.1.0');
    }
    const found = (await reasons(world)).filter((reason) => reason !== null);
    expect(found).toEqual(['11', '10', '9', '8', '7', '6', '5', '4', '3', '2']);
  });
});
