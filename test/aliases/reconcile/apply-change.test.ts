import { describe, expect, test } from 'vitest';
import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import { applyChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { runProtocol } from '../../../src/handlers/work/run-protocol.ts';
import type { Store } from '../../../src/stores/store.ts';
import { BOS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { type AliasWorld, aliasWorld, created, key, LATEST, markerKey, removed } from '../alias-world.ts';

async function point(world: ReturnType<typeof aliasWorld>, version: string) {
  return world.run(applyChange(world.task(created(version)), key(version)));
}

/** What a handler would write first, which it is kept from. */
async function untilItWrites(world: AliasWorld, dies: Protocol<unknown>): Promise<readonly StoreRequest[]> {
  let requests = dies.next().value as readonly StoreRequest[];
  while (!requests.some(({ operation }) => operation === 'PutSymlink')) {
    const answers = await Promise.all(requests.map((request) => world.store.send(request)));
    requests = dies.next(answers).value as readonly StoreRequest[];
  }
  return requests;
}

describe('on a bucket with versioning enabled', () => {
  test.each([
    ['', [8, 6, 5]],
    ['    withdraw: false\n', [6, 4, 4]],
  ])('writes in 3 round trips, with a constant number of requests%s: %j', async (options, [write, stop, repeat]) => {
    const world = aliasWorld('Enabled', options);
    for (let patch = 0; patch < 1500; patch++) await world.put(`1.0.${patch}`);
    const costs = [];
    for (const version of ['1.0.7', '1.0.1499', '1.0.1499', '1.0.3']) {
      const { action } = await point(world, version);
      costs.push([version, action, world.cost.requests, world.cost.roundTrips]);
    }
    expect(costs).toEqual([
      ['1.0.7', 'pointed', write, 3],
      ['1.0.1499', 'pointed', write, 3],
      // One look at the version below: it did not go back.
      ['1.0.1499', 'unchanged', repeat, 2],
      ['1.0.3', 'unchanged', stop, 2],
    ]);
    expect((await world.latest()).target).toBe(key('1.0.1499'));
  });

  test('an overwrite of the target costs no more than another upload, and no listing of the candidates', async () => {
    const world = aliasWorld('Enabled');
    await world.put('1.0.0');
    await point(world, '1.0.0');
    await world.put('1.0.0', 'other bytes in the same second');
    expect(await point(world, '1.0.0')).toMatchObject({ action: 'pointed', to: key('1.0.0') });
    expect(world.cost).toEqual({ requests: 8, roundTrips: 3 });
  });

  test('records the target’s version id in tags and metadata, copies its type, and sets its own caching', async () => {
    const world = aliasWorld('Enabled');
    await world.put('1.0.0');
    await point(world, '1.0.0');
    const head = await world.store.send({ operation: 'HeadObject', key: key('1.0.0') });
    const tags = await world.store.send({ operation: 'GetObjectTagging', key: LATEST });
    const link = await world.latest();
    const versionId = head.found === 'object' ? head.versionId : undefined;
    expect(versionId).toMatch(/^CAEQ/);
    expect(tags).toMatchObject({ tags: { 'autoalias-rule': 'app', 'autoalias-version-id': versionId } });
    expect(link.metadata).toMatchObject({
      'autoalias-rule': 'app',
      'autoalias-version-id': versionId,
      'autoalias-base': 'none',
      'autoalias-order': '1.0.0',
      'autoalias-cause': `ObjectCreated:PutObject ${key('1.0.0')}`,
    });
    expect(link.headers).toEqual({ contentType: 'application/gzip', cacheControl: 'no-cache' });
  });

  test('each write names the version below it as its base', async () => {
    const world = aliasWorld('Enabled');
    const versions: (string | undefined)[] = [];
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) {
      await world.put(version);
      await point(world, version);
      versions.push((await world.latest()).versionId);
    }
    expect((await world.latest()).metadata['autoalias-base']).toBe(versions[1]);
  });

  test('a key that is deleted and uploaded again is a new object', async () => {
    const world = aliasWorld('Enabled');
    await world.put('1.0.0');
    await point(world, '1.0.0');
    const before = (await world.latest()).metadata['autoalias-version-id'];
    await world.remove('1.0.0');
    await world.put('1.0.0');
    expect(await point(world, '1.0.0')).toMatchObject({ action: 'pointed' });
    expect((await world.latest()).metadata['autoalias-version-id']).not.toBe(before);
  });

  test('an older version of the target that comes back has to win again', async () => {
    const world = aliasWorld('Enabled');
    const put = async (version: string, later: number) => {
      world.clock.now += later;
      await world.put(version);
    };
    // Equal in the order of semver, so the last modified wins.
    await put('1.0.0+a', 0);
    await put('1.0.0+b', 2000);
    await put('1.0.0+a', 2000);
    await point(world, '1.0.0+a');
    const newest = await world.store.send({ operation: 'HeadObject', key: key('1.0.0+a') });
    if (newest.found !== 'object' || newest.versionId === undefined) throw new TypeError('it has no version id');
    await world.store.send({ operation: 'DeleteObject', key: key('1.0.0+a'), versionId: newest.versionId });
    await world.run(applyChange(world.task(removed('1.0.0+a')), key('1.0.0+a')));
    expect((await world.latest()).target).toBe(key('1.0.0+b'));
  });

  test('a writer that went back and died before it looked again is made good by its event', async () => {
    const world = aliasWorld('Enabled');
    await world.put('1.0.0');
    await world.put('2.0.0');
    await point(world, '2.0.0');
    await world.remove('2.0.0');
    const requests = await untilItWrites(world, applyChange(world.task(created('1.0.0')), key('1.0.0')));
    // An object that it saw deleted comes back as the same version, and the handler of that event finds the alias right.
    const { versions } = await world.store.send({ operation: 'ListObjectVersions', prefix: key('2.0.0') });
    await world.store.send({ operation: 'DeleteObject', key: key('2.0.0'), versionId: versions[0]?.versionId ?? '' });
    await world.run(applyChange(world.task(removed('2.0.0')), key('2.0.0')));
    for (const request of requests) await world.store.send(request);
    expect((await world.latest()).target).toBe(key('1.0.0'));
    await point(world, '1.0.0');
    expect((await world.latest()).target).toBe(key('2.0.0'));
  });

  test.each([
    ['deleted', ''],
    ['too young', '    minimumAge: 1h\n'],
  ])(
    'a writer that died before it saw its target go is made good by its event, whose object is %s',
    async (_, more) => {
      const world = aliasWorld('Enabled', more);
      for (const version of ['1.0.0', '2.0.0']) await world.put(version);
      world.clock.now += 2 * 3_600_000;
      await world.run(reconcile(world.task({ kind: 'sweep' })));
      await world.remove('2.0.0');
      const requests = await untilItWrites(world, applyChange(world.task(removed('2.0.0')), key('2.0.0')));
      // The handler of the next best object's deletion finds that the alias does not show that object.
      await world.remove('1.0.0');
      await world.run(applyChange(world.task(removed('1.0.0')), key('1.0.0')));
      for (const request of requests) await world.store.send(request);
      expect((await world.latest()).target).toBe(key('1.0.0'));
      if (more !== '') await world.put('2.0.0');
      await world.run(applyChange(world.task(removed('2.0.0')), key('2.0.0')));
      const link = await world.store.send({ operation: 'GetSymlink', key: LATEST });
      expect(link.found).toBe('none');
    },
  );

  test('a writer that died before it saw its target written again is made good by any event', async () => {
    const world = aliasWorld('Enabled', '    minimumAge: 1h\n');
    for (const version of ['1.0.0', '2.0.0']) {
      await world.put(version);
      world.clock.now += 2 * 3_600_000;
      if (version === '1.0.0') await world.run(reconcile(world.task({ kind: 'sweep' })));
    }
    const requests = await untilItWrites(world, reconcile(world.task({ kind: 'sweep' })));
    await world.put('2.0.0');
    await point(world, '2.0.0');
    for (const request of requests) await world.store.send(request);
    expect((await world.latest()).target).toBe(key('2.0.0'));
    await point(world, '1.0.0');
    expect((await world.latest()).target).toBe(key('1.0.0'));
  });

  test('where it was removed and its history expired, the listing decides about its return', async () => {
    const world = aliasWorld('Enabled', '    onDelete: remove\n');
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) {
      await world.put(version);
      await point(world, version);
    }
    await world.remove('1.2.0');
    expect(await world.run(applyChange(world.task(removed('1.2.0')), key('1.2.0')))).toMatchObject({
      action: 'removed',
    });
    // NoncurrentVersionExpiration and ExpiredObjectDeleteMarker remove every trace of the alias.
    const { versions } = await world.store.send({ operation: 'ListObjectVersions', prefix: LATEST });
    for (const { versionId } of versions) await world.store.send({ operation: 'DeleteObject', key: LATEST, versionId });
    await world.put('1.0.0');
    expect(await point(world, '1.0.0')).toMatchObject({ to: key('1.1.0') });
  });

  test('goes back when its target is deleted, and away with the last candidate', async () => {
    const world = aliasWorld('Enabled');
    for (const version of ['1.0.0', '1.1.0']) {
      await world.put(version);
      await point(world, version);
    }
    await world.remove('1.1.0');
    expect(await world.run(applyChange(world.task(removed('1.1.0')), key('1.1.0')))).toMatchObject({
      action: 'pointed',
      from: key('1.1.0'),
      to: key('1.0.0'),
    });
    await world.remove('1.0.0');
    expect(await world.run(applyChange(world.task(removed('1.0.0')), key('1.0.0')))).toMatchObject({
      action: 'removed',
      from: key('1.0.0'),
      to: null,
    });
    expect(await world.store.send({ operation: 'GetSymlink', key: LATEST })).toMatchObject({ found: 'none' });
  });

  test.each([
    ['a link that another program wrote', { 'autoalias-rule': 'app' }],
    ['a link whose base is not the version below', { 'autoalias-rule': 'app', 'autoalias-base': 'somebody' }],
  ])('%s is settled from the listing', async (_, metadata) => {
    const world = aliasWorld('Enabled');
    for (const version of ['1.0.0', '1.1.0', '0.9.0']) await world.put(version);
    await world.store.send({ operation: 'PutSymlink', key: LATEST, target: key('0.9.0'), metadata });
    expect(await point(world, '1.0.0')).toMatchObject({ action: 'pointed', to: key('1.1.0') });
  });
});

describe('where there is no chain the listing decides', () => {
  test.each(['Never', 'Suspended'] as const)('%s', async (versioning) => {
    const world = aliasWorld(versioning);
    for (const version of ['1.0.0', '1.10.0', '1.9.0']) {
      await world.put(version);
      await point(world, version);
    }
    expect((await world.latest()).target).toBe(key('1.10.0'));
    await world.remove('1.10.0');
    await world.run(applyChange(world.task(removed('1.10.0')), key('1.10.0')));
    expect((await world.latest()).target).toBe(key('1.9.0'));
  });
});

describe('a real object at the alias key', () => {
  test.each(['Enabled', 'Suspended', 'Never'] as const)('is never replaced (%s)', async (versioning) => {
    const world = aliasWorld(versioning);
    await world.store.send({ operation: 'PutObject', key: LATEST, body: new TextEncoder().encode('mine') });
    await world.put('1.0.0');
    expect(await point(world, '1.0.0')).toEqual({
      action: 'refused',
      from: null,
      to: null,
      why: 'a real object is at the alias key and is not replaced; move it away, or set onConflict: replace',
    });
    expect(await world.store.send({ operation: 'GetSymlink', key: LATEST })).toEqual({ found: 'object' });
  });

  test.each(['Enabled', 'Suspended', 'Never'] as const)(
    'is replaced where the rule says so (%s)',
    async (versioning) => {
      const world = aliasWorld(versioning, '    onConflict: replace\n');
      await world.store.send({ operation: 'PutObject', key: LATEST, body: new TextEncoder().encode('mine') });
      await world.put('1.0.0');
      expect(await point(world, '1.0.0')).toMatchObject({ action: 'pointed', to: key('1.0.0') });
    },
  );
});

test('a link is never a candidate', async () => {
  const world = aliasWorld('Enabled');
  await world.put('1.0.0');
  await world.store.send({ operation: 'PutSymlink', key: key('2.0.0'), target: key('1.0.0') });
  await point(world, '1.0.0');
  expect(await point(world, '2.0.0')).toMatchObject({ action: 'unchanged' });
  expect((await world.latest()).target).toBe(key('1.0.0'));
});

describe('a withdrawn object', () => {
  test('is not written, and its upload is logged as withdrawn', async () => {
    const world = aliasWorld('Enabled');
    await world.withdraw('2.0.0');
    await world.put('2.0.0');
    const why = `it is withdrawn, and stays so until ${markerKey('2.0.0')} is deleted`;
    expect(await point(world, '2.0.0')).toEqual({ action: 'unchanged', from: null, to: null, why });
    await world.put('1.0.0');
    await point(world, '1.0.0');
    expect(await point(world, '2.0.0')).toEqual({ action: 'unchanged', from: key('1.0.0'), to: key('1.0.0'), why });
    expect(world.cost).toEqual({ requests: 6, roundTrips: 2 });
  });

  test.each(['Enabled', 'Never', 'Suspended'] as const)(
    'is left by the event of a lesser upload (%s)',
    async (versioning) => {
      const world = aliasWorld(versioning);
      for (const version of ['1.0.0', '2.0.0']) await world.put(version);
      await point(world, '2.0.0');
      await world.withdraw('2.0.0');
      expect(await point(world, '1.0.0')).toMatchObject({ action: 'pointed', from: key('2.0.0'), to: key('1.0.0') });
    },
  );

  test('is left by its own event, and a newer upload wins', async () => {
    const world = aliasWorld('Enabled');
    for (const version of ['1.0.0', '2.0.0']) await world.put(version);
    await point(world, '2.0.0');
    await world.withdraw('2.0.0');
    expect(await point(world, '2.0.0')).toMatchObject({
      to: key('1.0.0'),
      why: 'its target is withdrawn; the greatest candidate',
    });
    await world.put('3.0.0');
    expect(await point(world, '3.0.0')).toMatchObject({ action: 'pointed', to: key('3.0.0') });
  });

  test('is found when the alias is read again after the write', async () => {
    const world = aliasWorld('Enabled');
    for (const version of ['1.0.0', '2.0.0']) await world.put(version);
    await point(world, '1.0.0');
    const protocol = applyChange(world.task(created('2.0.0')), key('2.0.0'));
    let step = protocol.next();
    for (let trip = 1; !step.done; trip++) {
      // The marker appears after the first reads.
      if (trip === 2) await world.withdraw('2.0.0');
      step = protocol.next(await Promise.all(step.value.map((request) => world.store.send(request))));
    }
    expect((await world.latest()).target).toBe(key('1.0.0'));
  });

  test.each([
    ['a link at the key of the marker', '', true],
    ['under withdraw: false', '    withdraw: false\n', false],
  ])('is a candidate: %s', async (_, options, isLink) => {
    const world = aliasWorld('Enabled', options);
    await world.put('2.0.0');
    if (isLink) await world.store.send({ operation: 'PutSymlink', key: markerKey('2.0.0'), target: 'x' });
    else await world.withdraw('2.0.0');
    expect(await point(world, '2.0.0')).toMatchObject({ action: 'pointed', to: key('2.0.0') });
  });
});

describe('on a store that keeps no versions of links, in a bucket with versioning', () => {
  async function sentBy(world: AliasWorld, version: string, cause = created(version)) {
    const sent: StoreRequest['operation'][] = [];
    const store: Store = {
      ...world.store,
      send: (request) => {
        sent.push(request.operation);
        return world.store.send(request);
      },
    };
    const { action } = await runProtocol(applyChange(world.task(cause), key(version)), store);
    return { action, sent };
  }

  test('it stops by itself if the target is greater, and lists for every write', async () => {
    const world = aliasWorld('Enabled', '', { capabilities: BOS_CAPABILITIES });
    for (const version of ['1.0.0', '2.0.0']) await world.put(version);
    const looks = ['HeadObject', 'GetSymlink', 'HeadObject'];
    const round = ['GetSymlink', 'ListObjects', 'HeadObject'];
    expect(await sentBy(world, '2.0.0')).toEqual({
      action: 'pointed',
      sent: [...looks, ...round, 'PutSymlink', ...round],
    });
    expect(await sentBy(world, '1.0.0')).toEqual({ action: 'unchanged', sent: [...looks, 'HeadObject', 'HeadObject'] });
    // Its own event is delivered again. The first delivery may have died before it listed again.
    expect(await sentBy(world, '2.0.0')).toEqual({ action: 'unchanged', sent: [...looks, ...round] });
  });

  test('it never reads a version of a link, nor the versions of the alias', async () => {
    const world = aliasWorld('Enabled', '    onDelete: remove\n', { capabilities: BOS_CAPABILITIES });
    const all: StoreRequest['operation'][] = [];
    for (const version of ['1.0.0', '2.0.0']) {
      await world.put(version);
      all.push(...(await sentBy(world, version)).sent);
    }
    await world.remove('2.0.0');
    all.push(...(await sentBy(world, '2.0.0', removed('2.0.0'))).sent);
    expect(await world.store.send({ operation: 'GetSymlink', key: LATEST })).toMatchObject({ found: 'none' });
    all.push(...(await sentBy(world, '1.0.0')).sent);
    expect((await world.latest()).target).toBe(key('1.0.0'));
    expect(all).not.toContain('ListObjectVersions');
  });
});
