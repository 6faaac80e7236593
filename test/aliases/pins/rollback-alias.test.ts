import { describe, expect, test } from 'vitest';
import { putAlias, readRecord } from '../../../src/aliases/model/alias-record.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { type Rollback, rollbackAlias } from '../../../src/aliases/pins/rollback-alias.ts';
import { unpinAlias } from '../../../src/aliases/pins/unpin-alias.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { type AliasWorld, aliasWorld, created, key, LATEST } from '../alias-world.ts';
import { releaseWorld } from '../release-world.ts';
import { targetOf } from '../targets.ts';

const PIN = { reason: 'rolled back' };

function rollback(world: AliasWorld, how: Partial<Rollback> = {}) {
  return world.run(rollbackAlias(world.task({ kind: 'by-hand', what: 'rollback' }), { pin: PIN, ...how }));
}

async function upload(world: AliasWorld, version: string) {
  world.clock.now += 1000;
  await world.put(version);
  return world.run(reconcile(world.task(created(version))));
}

async function uploaded(world: AliasWorld, ...versions: readonly string[]) {
  for (const version of versions) await upload(world, version);
}

function pin(world: AliasWorld, to: string) {
  return world.run(pinAlias(world.task({ kind: 'by-hand', what: 'pin' }), to, { reason: 'hold' }));
}

function unpin(world: AliasWorld) {
  return world.run(unpinAlias(world.task({ kind: 'by-hand', what: 'unpin' })));
}

function sweep(world: AliasWorld) {
  return world.run(reconcile(world.task({ kind: 'sweep' })));
}

function foreignLink(world: AliasWorld, target: string, metadata = {}) {
  return world.store.send({ operation: 'PutSymlink', key: LATEST, target, metadata });
}

function object(world: AliasWorld, name: string) {
  return world.store.send({ operation: 'PutObject', key: name, body: new TextEncoder().encode(name) });
}

async function writes(world: AliasWorld) {
  return JSON.stringify(await world.latest());
}

describe.each(['Enabled', 'Suspended', 'Never'] as const)('rollback, %s', (versioning) => {
  test('goes to what the alias pointed at before, and no upload moves it forward', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0', '1.2.0');
    expect(await rollback(world)).toMatchObject({ action: 'pinned', from: key('1.2.0'), to: key('1.1.0') });
    expect(await upload(world, '1.3.0')).toMatchObject({ action: 'pinned', to: key('1.1.0') });
    expect(readRecord(await world.latest())).toMatchObject({ pin: { reason: 'rolled back' }, cause: 'rollback' });
  });

  test('goes one further back each time, and fails without a write where nothing is left', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0', '1.2.0');
    expect(await rollback(world)).toMatchObject({ to: key('1.1.0') });
    expect(await rollback(world)).toMatchObject({ from: key('1.1.0'), to: key('1.0.0') });
    const before = await writes(world);
    await expect(rollback(world)).rejects.toMatchObject({
      code: 'alias-refused',
      message: expect.stringContaining(`nothing is left to go back to: passed over ${key('1.1.0')}`),
    });
    expect(await writes(world)).toBe(before);
  });

  test('passes over what is gone, says so, and never returns to it', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0', '1.2.0');
    await world.remove('1.1.0');
    const { to, why } = await rollback(world);
    expect(to).toBe(key('1.0.0'));
    expect(why).toBe(`pinned: rolled back; passed over ${key('1.1.0')}: it is gone`);
  });

  test('passes over a former target that is a link now', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0', '1.2.0');
    await world.store.send({ operation: 'PutSymlink', key: key('1.1.0'), target: key('1.0.0') });
    const { to, why } = await rollback(world);
    expect(to).toBe(key('1.0.0'));
    expect(why).toContain(`${key('1.1.0')}: it is a link now`);
  });

  test('does not follow a link of another program that was repaired', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0');
    await object(world, 'elsewhere/a.txt');
    await foreignLink(world, 'elsewhere/a.txt');
    await sweep(world);
    const back = rollback(world);
    // A bucket that keeps no versions forgets what the alias pointed at when another program writes over it.
    if (versioning !== 'Enabled') await expect(back).rejects.toThrow('it never pointed anywhere else');
    else expect(await back).toMatchObject({ to: key('1.0.0') });
  });

  test('does not follow a forged record out of the candidates', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0');
    await object(world, 'elsewhere/a.txt');
    const { metadata } = await world.latest();
    await foreignLink(world, 'elsewhere/a.txt', { ...metadata, 'autoalias-before': 'elsewhere/a.txt' });
    await sweep(world);
    const back = rollback(world);
    if (versioning !== 'Enabled') await expect(back).rejects.toThrow('elsewhere/a.txt: the regex of rule app');
    else expect(await back).toMatchObject({ to: key('1.0.0') });
  });

  test('goes back from a pin to an object that is not a candidate', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0', '1.2.0');
    await rollback(world);
    await object(world, 'hotfix');
    await pin(world, 'hotfix');
    expect(await rollback(world)).toMatchObject({ from: 'hotfix', to: key('1.1.0') });
    expect(await rollback(world)).toMatchObject({ from: key('1.1.0'), to: key('1.0.0') });
  });

  test('does not go back to a release that it left before', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0', '1.2.0');
    await rollback(world);
    await upload(world, '1.3.0');
    await unpin(world);
    expect(await rollback(world)).toMatchObject({ from: key('1.3.0'), to: key('1.1.0') });
  });

  test('never goes to what is not lower, whatever the alias showed in between', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0', '1.2.0');
    await pin(world, key('1.1.0'));
    expect(await rollback(world)).toMatchObject({ from: key('1.1.0'), to: key('1.0.0') });
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
    ['all is gone', ['1.0.0', '1.1.0'], ['1.0.0'], `passed over ${key('1.0.0')}: it is gone`],
    ['there is no alias', [], [], 'it never pointed anywhere else, as far as is known'],
  ])('is refused where %s', async (_, uploads, removals, why) => {
    const world = aliasWorld(versioning);
    await uploaded(world, ...uploads);
    for (const version of removals) await world.remove(version);
    await expect(rollback(world)).rejects.toThrow(why);
  });

  test.each([
    ['the key', key('1.2.0')],
    ['the version', '1.2.0'],
  ])('with --from as %s, a retry does nothing', async (_, from) => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0', '1.2.0');
    expect(await rollback(world, { from })).toMatchObject({ to: key('1.1.0') });
    const before = await writes(world);
    expect(await rollback(world, { from })).toEqual({
      action: 'unchanged',
      from: key('1.1.0'),
      to: key('1.1.0'),
      why: `it shows ${key('1.1.0')}, not ${from}: nothing was done`,
    });
    expect(await writes(world)).toBe(before);
  });

  test('refuses a --from that the alias never showed', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0');
    await expect(rollback(world, { from: '1.9' })).rejects.toThrow(
      `${LATEST} was not rolled back: it never showed 1.9, as far as is known`,
    );
  });

  test('a dry run says where it would go, and writes nothing', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0');
    const before = await writes(world);
    expect(await rollback(world, { dryRun: true })).toEqual({
      action: 'unchanged',
      from: key('1.1.0'),
      to: key('1.0.0'),
      why: 'dry run: it would be pinned there; nothing was written',
    });
    expect(await writes(world)).toBe(before);
  });

  test.each([
    ['is there', false],
    ['is gone', true],
  ])('goes back by the order uploaded where what the alias shows %s', async (_, isGone) => {
    const world = aliasWorld(versioning, '', { version: '[0-9.]+', order: 'by: uploaded' });
    await uploaded(world, '1.2.0', '1.0.0', '1.1.0');
    if (isGone) await world.remove('1.1.0');
    expect(await rollback(world)).toMatchObject({ from: key('1.1.0'), to: key('1.0.0') });
    expect(await rollback(world)).toMatchObject({ to: key('1.2.0') });
    await expect(rollback(world)).rejects.toMatchObject({ code: 'alias-refused' });
  });

  test('passes over what the rule does not take any more', async () => {
    const world = aliasWorld(versioning);
    await uploaded(world, '1.0.0', '1.1.0-rc.1', '1.1.0', '1.2.0');
    const task = world.task({ kind: 'by-hand', what: 'rollback' });
    const rule = {
      ...task.rule,
      exclude: { source: 'x', match: (text: string) => (text === key('1.1.0') ? {} : undefined) },
    };
    const { to, why } = await world.run(rollbackAlias({ ...task, rule } as typeof task, { pin: PIN }));
    expect(to).toBe(key('1.0.0'));
    expect(why).toContain(`passed over ${key('1.1.0')}: the regex of rule app does not match it`);
  });
});

test('a person’s rollback at the same moment is not undone', async () => {
  const world = aliasWorld('Enabled');
  await uploaded(world, '1.0.0', '1.1.0', '1.2.0');
  const task = world.task({ kind: 'by-hand', what: 'rollback' });
  const protocol = rollbackAlias(task, { pin: PIN });
  let step = protocol.next();
  let isMoved = false;
  while (!step.done) {
    // A person rolls back after this one has read what the alias shows, and before it writes.
    if (!isMoved && step.value.some(({ operation }) => operation === 'HeadObject')) {
      isMoved = true;
      await rollback(world);
      await rollback(world);
    }
    const answers = [];
    for (const request of step.value) answers.push(await world.store.send(request));
    step = protocol.next(answers as never);
  }
  expect(step.value).toMatchObject({ action: 'unchanged', from: key('1.2.0'), to: key('1.0.0') });
  expect((await world.latest()).target).toBe(key('1.0.0'));
});

test('goes back to what a person pinned though it is not a candidate, but not by a forged pin', async () => {
  const world = aliasWorld('Enabled');
  await uploaded(world, '1.0.0', '1.1.0');
  await object(world, 'hotfix');
  await pin(world, 'hotfix');
  await unpin(world);
  const { metadata } = await world.latest();
  const { target, versionId = '' } = await world.latest();
  await object(world, 'evil');
  // Metadata of an older version, copied: its base is not the version below.
  await foreignLink(world, 'evil', { ...metadata, 'autoalias-cause': 'pin', 'autoalias-pin': 'r' });
  const task = world.task({ kind: 'by-hand', what: 'unpin' });
  const { versionId: evil } = await world.latest();
  await world.store.send(putAlias(task, targetOf(task, target), evil, '1.1.0'));
  expect(versionId).not.toBe(evil);
  const { to, why } = await rollback(world);
  expect(to).toBe('hotfix');
  expect(why).toContain('passed over evil: ');
});

test('a release that was taken back is passed over', async () => {
  const world = releaseWorld('Enabled');
  for (const version of ['1.0.0', '1.1.0', '1.2.0']) {
    world.clock.now += 1000;
    await world.put(`${version}/x`, `${version}/DONE`);
    await world.reconcile();
  }
  await world.remove('1.1.0/DONE');
  const { group: _, ruleSet: __, ...task } = world.task({ kind: 'by-hand', what: 'rollback' });
  const { to, why } = await world.run(rollbackAlias({ ...task, alias: 'r/latest/x' }, { pin: PIN }));
  expect(to).toBe('r/1.0.0/x');
  expect(why).toContain('r/1.1.0/x: its release 1.1.0 is not complete: it lacks r/1.1.0/DONE');
});
