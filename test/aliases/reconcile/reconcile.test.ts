import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/aliases/model/outcome.ts';
import { ask, type Protocol } from '../../../src/aliases/model/protocol.ts';
import { applyChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { repairAlias } from '../../../src/aliases/repair/repair-alias.ts';
import { BOS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { type AliasWorld, aliasWorld, created, key, LATEST, removed } from '../alias-world.ts';

function reconciled(world: AliasWorld, cause: Parameters<AliasWorld['task']>[0] = { kind: 'sweep' }) {
  return world.run(reconcile(world.task(cause)));
}

describe.each(['Enabled', 'Suspended', 'Never'] as const)('reconcile, %s', (versioning) => {
  test('points at the greatest, writes nothing twice, follows deletions', async () => {
    const world = aliasWorld(versioning);
    for (const version of ['1.9.0', '1.10.0', '2.0.0-rc.1', 'not-a-version']) await world.put(version);
    expect(await reconciled(world)).toMatchObject({ action: 'pointed', from: null, to: key('1.10.0') });
    expect(await reconciled(world)).toMatchObject({ action: 'unchanged', to: key('1.10.0') });
    await world.remove('1.10.0');
    expect(await reconciled(world)).toMatchObject({ action: 'pointed', from: key('1.10.0'), to: key('1.9.0') });
    await world.remove('1.9.0');
    expect(await reconciled(world)).toMatchObject({ action: 'removed', from: key('1.9.0'), to: null });
    expect(await reconciled(world)).toMatchObject({ action: 'unchanged', to: null });
  });

  test('a link that is not ours is taken over where there is a winner, and left alone where there is none', async () => {
    const world = aliasWorld(versioning);
    await world.store.send({ operation: 'PutSymlink', key: LATEST, target: 'elsewhere' });
    expect(await reconciled(world)).toMatchObject({ action: 'unchanged', to: 'elsewhere' });
    await world.put('1.0.0');
    expect(await reconciled(world)).toMatchObject({ action: 'pointed', to: key('1.0.0') });
  });

  describe('fallback', () => {
    const FALLBACK = 'placeholder.tgz';
    const options = `    onDelete: { fallback: ${FALLBACK} }\n`;
    const putFallback = (world: AliasWorld) =>
      world.store.send({ operation: 'PutObject', key: FALLBACK, body: new Uint8Array(1) });

    test('an alias without candidates points at it, and goes back to the first that comes', async () => {
      const world = aliasWorld(versioning, options);
      await putFallback(world);
      // What never had a candidate has no alias.
      expect(await reconciled(world)).toMatchObject({ action: 'unchanged', to: null });
      for (const version of ['1.0.0', '1.1.0']) await world.put(version);
      await reconciled(world);
      await world.remove('1.1.0');
      expect(await reconciled(world)).toMatchObject({ action: 'pointed', to: key('1.0.0') });
      await world.remove('1.0.0');
      const gone = await world.run(applyChange(world.task(removed('1.0.0')), key('1.0.0')));
      expect(gone).toMatchObject({
        action: 'pointed',
        from: key('1.0.0'),
        to: FALLBACK,
        why: 'no candidate is left, so the fallback of the rule',
      });
      expect(await reconciled(world)).toMatchObject({ action: 'unchanged', to: FALLBACK });
      expect(await world.run(repairAlias(world.task({ kind: 'sweep' }), undefined))).toMatchObject({
        action: 'unchanged',
      });
      await world.put('0.9.0');
      const back = await world.run(applyChange(world.task(created('0.9.0')), key('0.9.0')));
      expect(back).toMatchObject({ action: 'pointed', from: FALLBACK, to: key('0.9.0') });
    });

    test('if it is missing, the alias waits for it', async () => {
      const world = aliasWorld(versioning, options);
      await world.put('1.0.0');
      await reconciled(world);
      await world.remove('1.0.0');
      expect(await reconciled(world)).toMatchObject({ action: 'kept', to: key('1.0.0') });
      await putFallback(world);
      expect(await reconciled(world)).toMatchObject({ action: 'pointed', to: FALLBACK });
    });

    test('where it goes away itself, the alias waits for it; where it is written again, its record follows', async () => {
      const world = aliasWorld(versioning, options);
      await putFallback(world);
      await world.put('1.0.0');
      await reconciled(world);
      await world.remove('1.0.0');
      await reconciled(world);
      world.clock.now += 1000;
      await putFallback(world);
      const follows = { action: 'pointed', to: FALLBACK };
      expect(await world.run(repairAlias(world.task({ kind: 'sweep' }), undefined))).toMatchObject(follows);
      await world.store.send({ operation: 'DeleteObject', key: FALLBACK });
      const gone = { action: 'kept', to: FALLBACK, dangling: true };
      expect(await world.run(repairAlias(world.task({ kind: 'sweep' }), undefined))).toMatchObject(gone);
      await putFallback(world);
      expect(await world.run(repairAlias(world.task({ kind: 'sweep' }), undefined))).toMatchObject({ to: FALLBACK });
      const link = await world.latest();
      expect(link.target).toBe(FALLBACK);
    });

    test('if it is withdrawn itself, no alias points at it', async () => {
      const fallback = 'releases/tool/1.0.0/app.tgz';
      const marker = 'releases/tool/1.0.0/.withdrawn';
      const world = aliasWorld(versioning, `    onDelete: { fallback: ${fallback} }\n`);
      const put = (at: string) => world.store.send({ operation: 'PutObject', key: at, body: new Uint8Array(1) });
      const swept = () => world.run(repairAlias(world.task({ kind: 'sweep' }), undefined));
      await put(fallback);
      await world.put('1.0.0');
      await reconciled(world);
      await world.withdraw('1.0.0');
      expect(await reconciled(world)).toMatchObject({ action: 'pointed', to: fallback });
      await put(marker);
      expect(await swept()).toMatchObject({ action: 'removed', from: fallback, to: null });
      await world.restore('1.0.0');
      await reconciled(world);
      await world.withdraw('1.0.0');
      expect(await swept()).toMatchObject({ action: 'removed', from: key('1.0.0'), to: null });
    });
  });

  describe('minimumAge', () => {
    const HOUR = 3_600_000;
    const old = (world: AliasWorld) => {
      world.clock.now += HOUR;
    };

    test('what is too young does not win, and is promoted when it has matured', async () => {
      const world = aliasWorld(versioning, '    minimumAge: 1h\n');
      await world.put('1.0.0');
      const young = { action: 'unchanged', to: null };
      expect(await world.run(applyChange(world.task(created('1.0.0')), key('1.0.0')))).toMatchObject(young);
      expect(await reconciled(world)).toMatchObject(young);
      old(world);
      await world.put('1.1.0');
      expect(await reconciled(world)).toMatchObject({ action: 'pointed', to: key('1.0.0') });
      const stays = { action: 'unchanged', to: key('1.0.0') };
      expect(await world.run(applyChange(world.task(created('1.1.0')), key('1.1.0')))).toMatchObject(stays);
      world.clock.now += HOUR - 1000;
      expect(await reconciled(world)).toMatchObject(stays);
      world.clock.now += 1000;
      expect(await reconciled(world)).toMatchObject({ action: 'pointed', to: key('1.1.0') });
    });

    test.each(['keep', 'remove'])('also under onDelete: %s, since it was not deleted', async (onDelete) => {
      const world = aliasWorld(versioning, `    minimumAge: 1h\n    onDelete: ${onDelete}\n`);
      for (const version of ['1.0.0', '1.1.0']) await world.put(version);
      old(world);
      // A person's request: on unversioned buckets a sweep cannot know that no program removed it.
      await reconciled(world, { kind: 'apply', key: LATEST });
      await world.put('1.1.0', 'mended');
      const back = await world.run(applyChange(world.task(created('1.1.0')), key('1.1.0')));
      expect(back).toMatchObject({ action: 'pointed', from: key('1.1.0'), to: key('1.0.0') });
    });

    test('a target that is written again gives way to the next that is old enough, and stays where there is none', async () => {
      const world = aliasWorld(versioning, '    minimumAge: 1h\n');
      for (const version of ['1.0.0', '1.1.0']) await world.put(version);
      old(world);
      await reconciled(world);
      await world.put('1.1.0', 'mended');
      const back = await world.run(applyChange(world.task(created('1.1.0')), key('1.1.0')));
      expect(back).toMatchObject({ action: 'pointed', from: key('1.1.0'), to: key('1.0.0') });
      await world.put('1.0.0', 'mended');
      const kept = await world.run(applyChange(world.task(created('1.0.0')), key('1.0.0')));
      expect(kept).toMatchObject({
        action: 'kept',
        to: key('1.0.0'),
        why: 'its target was uploaded again, and no candidate is old enough yet',
      });
      await world.remove('1.0.0');
      const gone = await world.run(applyChange(world.task(removed('1.0.0')), key('1.0.0')));
      expect(gone).toMatchObject({ action: 'removed', to: null });
    });
  });

  test('onDelete: keep leaves the alias at what was deleted, and moves it forward only', async () => {
    const world = aliasWorld(versioning, '    onDelete: keep\n');
    for (const version of ['1.0.0', '1.1.0']) await world.put(version);
    await reconciled(world);
    await world.remove('1.1.0');
    expect(await reconciled(world, removed('1.1.0'))).toMatchObject({ action: 'kept', to: key('1.1.0') });
    await world.put('1.2.0');
    expect(await reconciled(world, created('1.2.0'))).toMatchObject({ action: 'pointed', to: key('1.2.0') });
  });

  test('a thousand and one objects: the winner can be on the second page', async () => {
    const world = aliasWorld(versioning);
    for (let minor = 0; minor <= 1000; minor++) await world.put(`1.${minor}.0`);
    await world.put('9.0.0');
    expect(await reconciled(world)).toMatchObject({ to: key('9.0.0') });
  });
});

describe('onDelete: remove', () => {
  const removedWorld = async (versioning: 'Enabled' | 'Suspended' | 'Never') => {
    const world = aliasWorld(versioning, '    onDelete: remove\n');
    for (const version of ['1.0.0', '1.1.0']) await world.put(version);
    expect(await reconciled(world, created('1.1.0'))).toMatchObject({ action: 'pointed', to: key('1.1.0') });
    await world.remove('1.1.0');
    expect(await reconciled(world, removed('1.1.0'))).toMatchObject({ action: 'removed', to: null });
    return world;
  };

  test.each(['Enabled', 'Never'] as const)('the sweep does not bring it back (%s)', async (versioning) => {
    const world = await removedWorld(versioning);
    expect(await reconciled(world)).toMatchObject({ action: 'kept', to: null });
  });

  test('a late event of an older release changes nothing, on a versioned bucket', async () => {
    const world = await removedWorld('Enabled');
    expect(await reconciled(world, created('1.0.0'))).toMatchObject({ action: 'kept', to: null });
  });

  test.each(['Enabled', 'Never'] as const)('a greater release does (%s)', async (versioning) => {
    const world = await removedWorld(versioning);
    await world.put('1.2.0');
    expect(await reconciled(world, created('1.2.0'))).toMatchObject({ action: 'pointed', to: key('1.2.0') });
  });

  test('an older release that is uploaded later does, on a versioned bucket', async () => {
    const world = await removedWorld('Enabled');
    world.clock.now += 5000;
    await world.put('1.0.5');
    expect(await reconciled(world, created('1.0.5'))).toMatchObject({ action: 'pointed', to: key('1.0.5') });
  });

  test.each(['Enabled', 'Never'] as const)('a person does (%s)', async (versioning) => {
    const world = await removedWorld(versioning);
    expect(await reconciled(world, { kind: 'apply' })).toMatchObject({ action: 'pointed', to: key('1.0.0') });
  });

  test('the first sweep of a versioned bucket creates what never was there', async () => {
    const world = aliasWorld('Enabled', '    onDelete: remove\n');
    await world.put('1.0.0');
    expect(await reconciled(world)).toMatchObject({ action: 'pointed' });
  });
});

test('the first creation in an unversioned bucket does not overwrite what appears in the same instant', async () => {
  const world = aliasWorld('Never');
  await world.put('1.0.0');
  const protocol = reconcile(world.task({ kind: 'sweep' }));
  function* interrupted(): Protocol<Outcome> {
    let step = protocol.next();
    while (!step.done) {
      if (step.value.some(({ operation }) => operation === 'PutSymlink')) {
        world.store.answer({
          operation: 'PutObject',
          key: LATEST,
          blob: { id: 'x', size: 1, etag: 'F'.repeat(32), crc64: '0' },
        });
      }
      const answers = [];
      for (const request of step.value) answers.push(yield* ask(request));
      step = protocol.next(answers);
    }
    return step.value;
  }
  expect(await world.run(interrupted())).toMatchObject({ action: 'refused' });
  expect(await world.store.send({ operation: 'GetSymlink', key: LATEST })).toEqual({ found: 'object' });
});

test('gives up on an alias that another program keeps writing, and reports it', async () => {
  const world = aliasWorld('Enabled');
  await world.put('1.0.0');
  const protocol = reconcile(world.task({ kind: 'sweep' }));
  let step = protocol.next();
  const fight = async () => {
    while (!step.done) {
      const answers = await Promise.all(step.value.map((request) => world.store.send(request)));
      if (step.value.some(({ operation }) => operation === 'PutSymlink')) {
        await world.store.send({ operation: 'PutSymlink', key: LATEST, target: 'theirs' });
      }
      step = protocol.next(answers);
    }
  };
  await expect(fight()).rejects.toThrow(
    `${LATEST} or its objects changed in each of 16 rounds; it is left to the next event or sweep. Look for another program that writes it`,
  );
});

test('the last of two writers leaves an unbroken chain, so later events do not list', async () => {
  const world = aliasWorld('Enabled');
  for (const version of ['1.0.0', '1.1.0']) await world.put(version);
  // Both have read "no alias" and listed before either writes.
  const [a, b] = [reconcile(world.task({ kind: 'sweep' })), reconcile(world.task({ kind: 'sweep' }))];
  const answer = async (step: IteratorResult<readonly StoreRequest[], Outcome>) =>
    step.done ? [] : Promise.all(step.value.map((request) => world.store.send(request)));
  let [stepA, stepB] = [a.next(), b.next()];
  while (!stepA.done && !stepB.done) {
    const [answersA, answersB] = [await answer(stepA), await answer(stepB)];
    [stepA, stepB] = [a.next(answersA), b.next(answersB)];
  }
  for (; !stepA.done; stepA = a.next(await answer(stepA)));
  for (; !stepB.done; stepB = b.next(await answer(stepB)));
  await world.run(applyChange(world.task(created('1.0.0')), key('1.0.0')));
  expect(world.cost).toEqual({ requests: 6, roundTrips: 2 });
});

test('without versions of links, an object at the alias key is replaced if the rule says so, also with onDelete: remove', async () => {
  const options = '    onDelete: remove\n    onConflict: replace\n';
  const world = aliasWorld('Enabled', options, { capabilities: BOS_CAPABILITIES });
  await world.put('1.0.0');
  await world.store.send({ operation: 'PutObject', key: LATEST, body: new Uint8Array(1) });
  await world.run(reconcile(world.task({ kind: 'sweep' })));
  expect((await world.latest()).target).toBe(key('1.0.0'));
});
