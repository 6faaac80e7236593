import { describe, expect, test } from 'vitest';
import { resolveAlias } from '../../../src/aliases/past/resolve-alias.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { BOS_CAPABILITIES, OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { type AliasWorld, aliasWorld, created, key, LATEST, removed } from '../alias-world.ts';

const START = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;

async function upload(world: AliasWorld, version: string) {
  await world.put(version);
  await world.run(reconcile(world.task(created(version))));
  world.clock.now += MINUTE;
}

/** Minute 0: 1.0.0. Minute 1: 2.0.0. Minute 2: deleted by hand. Minute 3: 2.0.0 again. Minute 4: a foreign link. */
async function lived(versioning: 'Enabled' | 'Suspended' | 'Never' = 'Enabled') {
  const world = aliasWorld(versioning);
  await upload(world, '1.0.0');
  await upload(world, '2.0.0');
  await world.store.send({ operation: 'DeleteObject', key: LATEST });
  world.clock.now += MINUTE;
  await world.run(reconcile(world.task(created('2.0.0'))));
  world.clock.now += MINUTE;
  await world.store.send({ operation: 'PutSymlink', key: LATEST, target: 'theirs' });
  world.clock.now += MINUTE;
  return world;
}

describe('in a versioned bucket', () => {
  test.each([
    [-1, { shows: 'nothing', target: null, since: null, known: expect.stringContaining('created the alias later') }],
    [0, { shows: 'link', target: key('1.0.0'), order: '1.0.0', since: START, rule: 'app' }],
    [MINUTE - 1, { shows: 'link', target: key('1.0.0'), since: START }],
    [MINUTE, { shows: 'link', target: key('2.0.0'), since: START + MINUTE, known: expect.stringMatching(/^from a v/) }],
    [2 * MINUTE, { shows: 'nothing', known: 'the alias was deleted at 2026-11-20T12:02:00Z' }],
    [3 * MINUTE, { shows: 'link', target: key('2.0.0'), since: START + 3 * MINUTE }],
    [5 * MINUTE, { shows: 'link', target: 'theirs', rule: null, order: null, cause: null, targetVersionId: null }],
  ])('after %i ms', async (after, expected) => {
    const world = await lived();
    const at = START + after;
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, at))).toMatchObject({
      alias: LATEST,
      at,
      gap: null,
      ...expected,
    });
  });

  test('the version of the target is that for which the link was written', async () => {
    const world = await lived();
    const head = await world.store.send({ operation: 'HeadObject', key: key('1.0.0') });
    const { targetVersionId } = await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, START));
    expect(targetVersionId).toBe(head.found === 'object' ? head.versionId : 'gone');
  });

  test('without a moment, what is there now', async () => {
    const world = await lived();
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST))).toMatchObject({
      at: null,
      shows: 'link',
      target: 'theirs',
    });
    expect(world.cost.requests).toBe(1);
    await world.store.send({ operation: 'DeleteObject', key: LATEST });
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST))).toMatchObject({
      shows: 'nothing',
      known: 'read now',
    });
    await world.store.send({ operation: 'PutObject', key: LATEST, body: new Uint8Array(1) });
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST))).toMatchObject({ shows: 'object', target: null });
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, world.clock.now))).toMatchObject({
      shows: 'object',
      target: null,
    });
  });

  test('a key without versions', async () => {
    const world = await lived();
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, 'other', START))).toMatchObject({
      shows: 'unknown',
      known: 'the bucket has no version of it: it never existed, or its versions were deleted',
    });
  });

  test('versions of other keys do not count', async () => {
    const world = await lived();
    await world.store.send({ operation: 'PutSymlink', key: `${LATEST}.sig`, target: 'x' });
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, START))).toMatchObject({ target: key('1.0.0') });
  });
});

describe('after versions were deleted', () => {
  async function history() {
    const world = aliasWorld('Enabled');
    for (const version of ['1.0.0', '2.0.0', '3.0.0']) await upload(world, version);
    const { versions } = await world.store.send({ operation: 'ListObjectVersions', prefix: LATEST });
    const prune = async (index: number) => {
      const versionId = versions[index]?.versionId ?? '';
      await world.store.send({ operation: 'DeleteObject', key: LATEST, versionId });
    };
    return { world, prune };
  }

  test('between two versions that are left: the older one, with a gap', async () => {
    const { world, prune } = await history();
    await prune(1);
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, START + MINUTE))).toMatchObject({
      target: key('1.0.0'),
      gap: 'a version between 2026-11-20T12:00:00Z and 2026-11-20T12:02:00Z is gone',
    });
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, START + 2 * MINUTE))).toMatchObject({
      target: key('3.0.0'),
      gap: null,
    });
  });

  test('before the oldest version that is left: unknown', async () => {
    const { world, prune } = await history();
    await prune(2);
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, START))).toMatchObject({
      shows: 'unknown',
      target: null,
      known: expect.stringContaining('replaced an older version that is gone'),
    });
  });

  test('before a link of another program: unknown, because it has no record', async () => {
    const world = aliasWorld('Enabled');
    await world.store.send({ operation: 'PutSymlink', key: LATEST, target: 'theirs' });
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, START - 1))).toMatchObject({
      shows: 'unknown',
      known: expect.stringContaining('does not record what was there before'),
    });
  });

  test('two writers at the same time are not a gap', async () => {
    const world = aliasWorld('Enabled');
    await upload(world, '1.0.0');
    await world.put('2.0.0');
    // Both read 1.0.0 before one of them writes.
    const [first, second] = [world.task(created('2.0.0')), world.task(created('2.0.0'))];
    const slow = reconcile(first);
    const asked = slow.next();
    const answers = await Promise.all((asked.done ? [] : asked.value).map((request) => world.store.send(request)));
    await world.run(reconcile(second));
    world.clock.now += MINUTE;
    let step = slow.next(answers);
    while (!step.done) {
      step = slow.next(await Promise.all(step.value.map((request) => world.store.send(request))));
    }
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, START + MINUTE))).toMatchObject({
      target: key('2.0.0'),
      gap: null,
    });
  });
});

describe('in a bucket whose versioning is suspended', () => {
  test('a version that a later write may have replaced is a gap', async () => {
    const world = aliasWorld('Enabled');
    await upload(world, '1.0.0');
    world.store.engine.putBucketVersioning({ bucket: world.store.bucket, status: 'Suspended' });
    for (const version of ['2.0.0', '3.0.0']) await upload(world, version);
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, START + MINUTE))).toMatchObject({
      target: key('1.0.0'),
      gap: expect.stringContaining('versioning is suspended'),
    });
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, START + 2 * MINUTE))).toMatchObject({
      target: key('3.0.0'),
      gap: null,
    });
  });
});

describe('in an unversioned bucket', () => {
  test.each([
    [
      4 * MINUTE,
      { shows: 'link', target: 'theirs', known: expect.stringContaining('the present link was written at') },
    ],
    [3 * MINUTE, { shows: 'unknown', target: null, known: expect.stringContaining('written later') }],
  ])('after %i ms', async (after, expected) => {
    const world = await lived('Never');
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, START + after))).toMatchObject(expected);
  });

  test('without a link: unknown', async () => {
    const world = aliasWorld('Never');
    await upload(world, '1.0.0');
    await world.remove('1.0.0');
    await world.run(reconcile(world.task(removed('1.0.0'))));
    expect(await world.run(resolveAlias(OSS_CAPABILITIES, LATEST, START))).toMatchObject({
      shows: 'unknown',
      known: 'the bucket is unversioned, so only the present is known',
    });
  });
});

test.each([
  [MINUTE, { shows: 'link', target: key('1.0.0'), known: 'the present link was written at 2026-11-20T12:00:00Z' }],
  [
    -1,
    {
      shows: 'unknown',
      target: null,
      known: expect.stringMatching(/^as far as is known, this store keeps no versions/),
    },
  ],
])('without versions of links, %i ms after the write', async (after, expected) => {
  const world = aliasWorld('Enabled', '', { capabilities: BOS_CAPABILITIES });
  await world.put('1.0.0');
  await world.run(reconcile(world.task({ kind: 'sweep' })));
  expect(await world.run(resolveAlias(BOS_CAPABILITIES, LATEST, START + after))).toMatchObject(expected);
});
