import { describe, expect, test } from 'vitest';
import { readRecord } from '../../../src/aliases/model/alias-record.ts';
import type { Pin } from '../../../src/aliases/model/pin.ts';
import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { applyChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { type AliasWorld, aliasWorld, created, key, LATEST, removed } from '../alias-world.ts';

const PIN: Pin = { reason: '1.1 breaks logins' };
const SWEEP = { kind: 'sweep' } as const;

function pin(world: AliasWorld, version: string, how: Pin = PIN) {
  return world.run(pinAlias(world.task({ kind: 'by-hand', what: 'pin' }), key(version), how));
}

function unpin(world: AliasWorld) {
  return world.run(reconcile(world.task({ kind: 'by-hand', what: 'unpin' })));
}

async function upload(world: AliasWorld, version: string) {
  await world.put(version);
  return world.run(applyChange(world.task(created(version)), key(version)));
}

async function remove(world: AliasWorld, version: string) {
  await world.remove(version);
  return world.run(applyChange(world.task(removed(version)), key(version)));
}

function target(world: AliasWorld) {
  return world.latest().then((link) => link.target);
}

describe.each(['Enabled', 'Suspended', 'Never'] as const)('a pinned alias, %s', (versioning) => {
  test('stays after uploads, deletions and sweeps, until it is unpinned', async () => {
    const world = aliasWorld(versioning);
    await upload(world, '1.0.0');
    await upload(world, '1.1.0');
    const first = { action: 'pinned', from: key('1.1.0'), to: key('1.0.0'), why: 'pinned: 1.1 breaks logins' };
    expect(await pin(world, '1.0.0')).toMatchObject(first);
    const held = { action: 'pinned', from: key('1.0.0'), to: key('1.0.0') };
    expect(await upload(world, '1.2.0')).toMatchObject(held);
    expect(await remove(world, '1.1.0')).toMatchObject(held);
    expect(await world.run(reconcile(world.task(SWEEP)))).toMatchObject(held);
    expect(await world.run(reconcile(world.task({ kind: 'apply', key: LATEST })))).toMatchObject(held);
    expect(await unpin(world)).toMatchObject({ action: 'pointed', from: key('1.0.0'), to: key('1.2.0') });
    expect(readRecord(await world.latest())?.pin).toBeUndefined();
  });

  test('loses its mark when it is unpinned where it belongs', async () => {
    const world = aliasWorld(versioning);
    await upload(world, '1.0.0');
    await pin(world, '1.0.0');
    expect(await unpin(world)).toMatchObject({ action: 'pointed', from: key('1.0.0'), to: key('1.0.0') });
    expect(readRecord(await world.latest())?.pin).toBeUndefined();
    expect(await unpin(world)).toMatchObject({ action: 'unchanged' });
  });

  test('ends with its time, at the next event or sweep', async () => {
    const world = aliasWorld(versioning);
    await upload(world, '1.0.0');
    await upload(world, '1.1.0');
    await pin(world, '1.0.0', { reason: 'freeze', until: world.clock.now + 5000 });
    world.clock.now += 4999;
    expect(await world.run(reconcile(world.task(SWEEP)))).toMatchObject({ action: 'pinned' });
    world.clock.now += 1;
    expect(await upload(world, '0.9.0')).toMatchObject({ action: 'pointed', to: key('1.1.0') });
  });

  test('unpinned where it has no candidates, it goes away and stays away', async () => {
    const world = aliasWorld(versioning);
    const placeholder = 'placeholder.tgz';
    await world.store.send({ operation: 'PutObject', key: placeholder, body: new Uint8Array(1) });
    await world.run(pinAlias(world.task({ kind: 'by-hand', what: 'pin' }), placeholder, PIN));
    expect(await unpin(world)).toMatchObject({ action: 'removed', to: null });
    const gone = { kind: 'change', event: 'ObjectRemoved:DeleteObject', key: LATEST } as const;
    expect(await world.run(reconcile(world.task(gone)))).toMatchObject({ action: 'unchanged', to: null });
  });

  test('unpinned where nothing is old enough, it stays, without the mark', async () => {
    const world = aliasWorld(versioning, '    minimumAge: 1h\n');
    await upload(world, '1.0.0');
    await pin(world, '1.0.0');
    expect(await unpin(world)).toMatchObject({ action: 'pointed', to: key('1.0.0') });
    expect(readRecord(await world.latest())?.pin).toBeUndefined();
    expect(await world.run(reconcile(world.task(SWEEP)))).toMatchObject({ action: 'kept', to: key('1.0.0') });
  });

  test('says loudly that its target is gone', async () => {
    const world = aliasWorld(versioning);
    await upload(world, '1.0.0');
    await pin(world, '1.0.0');
    const why = 'pinned: 1.1 breaks logins; its target is gone, so readers get an error until it is unpinned';
    const loud = { action: 'pinned', to: key('1.0.0'), dangling: true, why };
    expect(await remove(world, '1.0.0')).toMatchObject(loud);
    expect(await world.run(reconcile(world.task(SWEEP)))).toMatchObject(loud);
    expect(await unpin(world)).toMatchObject({ action: 'removed', to: null });
  });

  test('can be pinned again, and is not written again for the same pin', async () => {
    const world = aliasWorld(versioning);
    for (const version of ['1.0.0', '1.1.0']) await upload(world, version);
    await pin(world, '1.0.0');
    world.cost.requests = 0;
    expect(await pin(world, '1.0.0')).toMatchObject({ action: 'pinned' });
    expect(world.cost).toEqual({ requests: 2, roundTrips: 1 });
    expect(await pin(world, '1.1.0', { reason: 'no, this one' })).toMatchObject({ to: key('1.1.0') });
    expect(readRecord(await world.latest())?.pin).toEqual({ reason: 'no, this one' });
  });

  test('cannot be pinned to a missing object or a link, or if its key has a real object', async () => {
    const world = aliasWorld(versioning);
    await upload(world, '1.0.0');
    await expect(pin(world, '9.9.9')).rejects.toThrow(`there is no object ${key('9.9.9')}`);
    const linked = pinAlias(world.task({ kind: 'by-hand', what: 'pin' }), LATEST, PIN);
    await expect(world.run(linked)).rejects.toThrow(`${LATEST} is a symlink itself`);
    await world.store.send({ operation: 'PutObject', key: LATEST, body: new Uint8Array(1) });
    expect(await pin(world, '1.0.0')).toMatchObject({ action: 'refused' });
  });
});

/** Runs a protocol up to its first write, which is then still to be sent. */
async function upToWrite(world: AliasWorld, protocol: Protocol<unknown>) {
  let step = protocol.next();
  while (!step.done && !step.value.some(({ operation }) => operation === 'PutSymlink')) {
    step = protocol.next(await Promise.all(step.value.map((request: StoreRequest) => world.store.send(request))));
  }
  const [write] = step.done ? [] : step.value;
  if (write === undefined) throw new TypeError('it did not come to write');
  return { write, rest: protocol };
}

describe('a pin that is overwritten by a writer that had not seen it', () => {
  const overwritten = async (settled: boolean) => {
    const world = aliasWorld('Enabled');
    await upload(world, '1.0.0');
    await world.put('1.1.0');
    const task = world.task(created('1.1.0'));
    const { write, rest } = await upToWrite(world, settled ? reconcile(task) : applyChange(task, key('1.1.0')));
    await pin(world, '1.0.0');
    const answer = await world.store.send(write);
    expect(await target(world)).toBe(key('1.1.0'));
    return { world, rest, answer };
  };

  test.each([true, false])('is brought back by its next look (settle: %s)', async (settled) => {
    const { world, rest, answer } = await overwritten(settled);
    let step = rest.next([answer]);
    while (!step.done) {
      step = rest.next(await Promise.all(step.value.map((request: StoreRequest) => world.store.send(request))));
    }
    expect(step.value).toMatchObject({ action: 'pinned', to: key('1.0.0') });
    expect(readRecord(await world.latest())).toMatchObject({ pin: PIN });
  });

  test.each([true, false])('or, if that writer crashed, by the next handler (reconcile: %s)', async (settled) => {
    const { world } = await overwritten(settled);
    expect(await world.run(applyChange(world.task(created('1.1.0')), key('1.1.0')))).toMatchObject({
      action: 'pinned',
    });
    expect(await target(world)).toBe(key('1.0.0'));
  });

  test('stays away where it was lifted while nothing showed it', async () => {
    const { world, rest, answer } = await overwritten(false);
    // It is right already, but the pin below would be found.
    expect(await unpin(world)).toMatchObject({ to: key('1.1.0') });
    let step = rest.next([answer]);
    while (!step.done) {
      step = rest.next(await Promise.all(step.value.map((request: StoreRequest) => world.store.send(request))));
    }
    expect(await world.run(reconcile(world.task(SWEEP)))).toMatchObject({ action: 'unchanged', to: key('1.1.0') });
    expect(readRecord(await world.latest())?.pin).toBeUndefined();
  });

  test('stays away where it was lifted meanwhile', async () => {
    const world = aliasWorld('Enabled');
    await upload(world, '1.0.0');
    await world.put('1.1.0');
    const { write } = await upToWrite(world, applyChange(world.task(created('1.1.0')), key('1.1.0')));
    await pin(world, '1.0.0');
    await unpin(world);
    await world.store.send(write);
    await world.run(applyChange(world.task(created('1.1.0')), key('1.1.0')));
    expect(await target(world)).toBe(key('1.1.0'));
    expect(readRecord(await world.latest())?.pin).toBeUndefined();
  });
});

test.each([
  ['pins it elsewhere', (world: AliasWorld) => pin(world, '1.2.0'), 'pinned', '1.2.0'],
  ['unpins it', unpin, 'unchanged', '1.2.0'],
])('the word of a person who %s after the write stays', async (_, act, action, to) => {
  const world = aliasWorld('Enabled');
  for (const version of ['1.0.0', '1.1.0', '1.2.0']) await upload(world, version);
  const protocol = pinAlias(world.task({ kind: 'by-hand', what: 'pin' }), key('1.1.0'), { reason: 'mine' });
  let step = protocol.next();
  while (!step.done) {
    const answers = [];
    for (const request of step.value) answers.push(await world.store.send(request));
    if (step.value.some(({ operation }) => operation === 'PutSymlink')) await act(world);
    step = protocol.next(answers as never);
  }
  const why = 'a person pinned or unpinned it at the same moment, and that stays';
  expect(step.value).toEqual({ action, from: key('1.2.0'), to: key(to), why });
  expect(await target(world)).toBe(key(to));
});
