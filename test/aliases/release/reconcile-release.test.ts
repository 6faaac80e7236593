import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import type { Pin } from '../../../src/aliases/model/pin.ts';
import type { ReleaseTask } from '../../../src/aliases/model/task.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { memberTask, reconcileRelease } from '../../../src/aliases/release/reconcile-release.ts';
import { BOS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { actionsOf, type ReleaseWorld, releaseWorld } from '../release-world.ts';

const STATUSES = ['Enabled', 'Suspended', 'Never'] as const;
const HOUR = 3_600_000;
const FILES = ['x', 'y', 'DONE'];

function names(version: string, files: readonly string[] = FILES) {
  return files.map((file) => `${version}/${file}`);
}

function shows(version: string, files: readonly string[] = FILES) {
  return Object.fromEntries(files.map((file) => [file, `${version}/${file}`]));
}

function uploaded(name: string): Cause {
  return { kind: 'change', event: 'ObjectCreated:PutObject', key: `r/${name}` };
}

/** A release that is whole and shown, put there by a person where nothing else may. */
async function shown(world: ReleaseWorld, version: string, files = FILES): Promise<void> {
  await world.put(...names(version, files));
  await world.reconcile({ kind: 'apply', key: 'r/latest/x' });
  world.writes.length = 0;
}

/** Does something once, right after the first answer to such a request. */
function after(world: ReleaseWorld, is: (request: StoreRequest) => boolean, work: () => Promise<void>): void {
  let seen = false;
  world.before = async (request) => {
    if (seen) {
      world.before = undefined;
      await work();
    } else if (is(request)) seen = true;
  };
}

function listed({ operation }: StoreRequest): boolean {
  return operation === 'ListObjects';
}

describe.each(STATUSES)('a group of aliases, %s', (versioning) => {
  test('moves when the release is complete, and not before', async () => {
    const world = releaseWorld(versioning);
    await world.put('1.0.0/x', '1.0.0/y');
    expect(await world.reconcile()).toEqual({ release: undefined, outcomes: new Map() });
    expect(await world.links()).toEqual({});
    await world.put('1.0.0/DONE');
    const done = await world.reconcile();
    expect(done.release?.name).toBe('1.0.0');
    expect(actionsOf(done)).toEqual(['DONE: pointed', 'x: pointed', 'y: pointed']);
    expect(await world.links()).toEqual(shows('1.0.0'));
    expect(actionsOf(await world.reconcile())).toEqual(['DONE: unchanged', 'x: unchanged', 'y: unchanged']);
    expect(world.writes).toEqual(['x > 1.0.0/x', 'y > 1.0.0/y', 'DONE > 1.0.0/DONE']);
  });

  test('the files first, what makes it complete after them in its order, then what it has nothing for', async () => {
    const release = `    release: { of: '{version}', complete: ['r/{version}/SUMS', 'r/{version}/a.sig', 'r/{version}/*.txt'] }\n`;
    const world = releaseWorld(versioning, '', { release });
    const files = ['a', 'a.sig', 'b', 'c.txt', 'SUMS', 'z'];
    await shown(world, '1.0.0', files);
    await world.put(...names('2.0.0', files.slice(0, -1)));
    const done = await world.reconcile();
    expect(world.writes).toEqual([
      ...['a', 'b', 'SUMS', 'a.sig', 'c.txt'].map((file) => `${file} > 2.0.0/${file}`),
      '-z',
    ]);
    expect(done.outcomes.get('r/latest/z')).toMatchObject({
      action: 'removed',
      why: 'release 2.0.0 has no file for it',
    });
    expect(await world.links()).toEqual(shows('2.0.0', files.slice(0, -1)));
  });

  test('what the release gets late gets its alias, and what it loses loses it', async () => {
    const world = releaseWorld(versioning);
    await shown(world, '1.0.0');
    await shown(world, '2.0.0', ['x', 'DONE']);
    await world.put('2.0.0/z');
    await world.reconcile();
    expect(await world.links()).toEqual(shows('2.0.0', ['x', 'z', 'DONE']));
    await world.remove('2.0.0/x');
    await world.reconcile();
    // Not the one of another release: they would not go together.
    expect(await world.links()).toEqual(shows('2.0.0', ['z', 'DONE']));
  });

  test('a release that is taken back gives way to the one before, and the last to nothing', async () => {
    const world = releaseWorld(versioning);
    await shown(world, '1.0.0');
    await shown(world, '2.0.0');
    await world.remove('2.0.0/DONE');
    expect((await world.reconcile()).release?.name).toBe('1.0.0');
    expect(await world.links()).toEqual(shows('1.0.0'));
    await world.remove('1.0.0/DONE');
    expect(actionsOf(await world.reconcile())).toEqual(['DONE: removed', 'x: removed', 'y: removed']);
    expect(await world.links()).toEqual({});
  });

  test('what one who died left half moved, the next moves', async () => {
    const world = releaseWorld(versioning);
    await shown(world, '1.0.0');
    await world.put(...names('2.0.0'));
    let writes = 0;
    world.before = async ({ operation }) => {
      if (operation === 'PutSymlink' && ++writes === 2) throw new Error('dead');
    };
    await expect(world.reconcile()).rejects.toThrow('dead');
    world.before = undefined;
    expect(await world.links()).not.toEqual(shows('2.0.0'));
    await world.reconcile();
    expect(await world.links()).toEqual(shows('2.0.0'));
  });

  test('a real object at one alias is left there, and the others move', async () => {
    const world = releaseWorld(versioning);
    await world.put(...names('1.0.0'), 'latest/y');
    expect(actionsOf(await world.reconcile())).toEqual(['DONE: pointed', 'x: pointed', 'y: refused']);
    expect(await world.links()).toEqual(shows('1.0.0', ['x', 'DONE']));
  });

  test('foreign links are replaced if the release has the file, and stay otherwise', async () => {
    const world = releaseWorld(versioning);
    for (const alias of ['x', 'other'])
      await world.store.send({ operation: 'PutSymlink', key: `r/latest/${alias}`, target: 'r/theirs' });
    await world.put(...names('1.0.0'));
    const done = await world.reconcile();
    expect(done.outcomes.get('r/latest/x')).toMatchObject({ action: 'pointed', overruled: true });
    expect(await world.links()).toEqual({ ...shows('1.0.0'), other: 'theirs' });
  });

  test('one that was overruled too often is left to the sweep, and the others move', async () => {
    const world = releaseWorld(versioning);
    await world.store.send({ operation: 'PutSymlink', key: 'r/latest/y', target: 'r/theirs' });
    await world.put(...names('1.0.0'));
    const done = await world.run(reconcileRelease({ ...world.task(), mayOverrule: false }));
    expect(actionsOf(done)).toEqual(['DONE: pointed', 'x: pointed', 'y: yielded']);
  });

  test('a pinned alias stays while the others move; unpinned, it follows', async () => {
    const world = releaseWorld(versioning);
    await shown(world, '1.0.0');
    const pin: Pin = { reason: 'broken', until: undefined };
    const cause = { kind: 'by-hand', what: 'pin' } as const;
    await world.run(pinAlias(memberTask(world.task(cause), 'r/latest/y'), 'r/1.0.0/y', pin));
    await world.put(...names('2.0.0'));
    expect(actionsOf(await world.reconcile())).toEqual(['DONE: pointed', 'x: pointed', 'y: pinned']);
    expect(await world.links()).toEqual({ ...shows('2.0.0'), y: '1.0.0/y' });
    const unpin = world.task({ kind: 'by-hand', what: 'unpin' });
    await world.run(reconcile(memberTask(unpin, 'r/latest/y')));
    expect(await world.links()).toEqual(shows('2.0.0'));
    expect(actionsOf(await world.reconcile())).toEqual(['DONE: unchanged', 'x: unchanged', 'y: unchanged']);
  });

  test('aliases under another prefix', async () => {
    const world = releaseWorld(versioning, '', { alias: 'newest/of/{file}' });
    await world.put(...names('1.0.0', [...FILES, 'z']));
    await world.reconcile();
    await world.put(...names('2.0.0'));
    await world.reconcile();
    expect(await world.links()).toEqual(shows('2.0.0'));
    await world.remove(...names('2.0.0'), '1.0.0/DONE');
    await world.reconcile();
    expect(await world.links()).toEqual({});
  });

  test('a file that is deleted after the listing stops all later files until the release is listed again', async () => {
    const world = releaseWorld(versioning);
    await shown(world, '1.0.0');
    await world.put(...names('2.0.0'));
    after(world, listed, () => world.remove('2.0.0/DONE', '2.0.0/y'));
    await world.reconcile();
    expect(await world.links()).toEqual(shows('1.0.0'));
    expect(world.writes.filter((write) => write.startsWith('DONE'))).toEqual([]);
  });

  test('and its complete files are not moved before that', async () => {
    const world = releaseWorld(versioning);
    await shown(world, '1.0.0');
    await world.put(...names('2.0.0'));
    let listings = 0;
    let until = 0;
    world.before = async (request) => {
      if (request.operation === 'ListObjects') listings++;
      // Right after the first listing.
      if (request.operation === 'GetSymlink' && listings === 1) await world.remove('2.0.0/y');
      if (request.operation === 'PutSymlink' && request.key === 'r/latest/DONE') until = listings;
    };
    await world.reconcile();
    expect(until).toBe(2);
    expect(await world.links()).toEqual(shows('2.0.0', ['x', 'DONE']));
  });

  test('one whose files keep vanishing is left to the next event', async () => {
    const world = releaseWorld(versioning);
    await world.put(...names('1.0.0'));
    world.before = async (request) => {
      if (request.operation !== 'HeadObject') return;
      world.clock.now += 1000;
      await world.put('1.0.0/x');
    };
    await expect(world.run(reconcileRelease({ ...world.task(), maxRounds: 3 }))).rejects.toMatchObject({
      code: 'alias-unsettled',
      message: expect.stringContaining('r/latest/{file} or its objects changed in each of 3 rounds'),
    });
  });

  describe('what is taken back', () => {
    test.each([
      ['its marker is deleted', ['2.0.0/DONE']],
      ['all of it is deleted', names('2.0.0')],
    ])('%s', async (_, gone) => {
      const world = releaseWorld(versioning);
      await shown(world, '1.0.0');
      world.clock.now += 1000;
      await shown(world, '2.0.0');
      world.clock.now += 1000;
      await world.remove(...gone);
      await world.reconcile();
      expect(await world.links()).toEqual(shows('1.0.0'));
      // A late event of the release before changes nothing.
      await world.reconcile({ kind: 'change', event: 'ObjectCreated:PutObject', key: 'r/0.9.0/x' });
      expect(await world.links()).toEqual(shows('1.0.0'));
      world.clock.now += 1000;
      await world.put(...names('3.0.0'));
      await world.reconcile(uploaded('3.0.0/DONE'));
      expect(await world.links()).toEqual(shows('3.0.0'));
    });

    test('a file that the next release lacks loses its alias', async () => {
      const world = releaseWorld(versioning);
      await shown(world, '1.0.0');
      await world.put(...names('2.0.0', ['x', 'DONE']));
      await world.reconcile(uploaded('2.0.0/DONE'));
      expect(await world.links()).toEqual(shows('2.0.0', ['x', 'DONE']));
    });

    test.each([
      ['its marker', ['2.0.0/DONE']],
      ['one file of it', ['2.0.0/y']],
      ['all of it', names('2.0.0')],
    ])('what is taken back and put there again is shown again, whole: %s', async (_, gone) => {
      const world = releaseWorld(versioning);
      await shown(world, '1.0.0');
      await shown(world, '2.0.0');
      world.clock.now += 1000;
      await world.remove(...gone);
      await world.reconcile();
      world.clock.now += 1000;
      await world.put(...gone);
      await world.reconcile(uploaded(gone[0] ?? ''));
      expect(await world.links()).toEqual(shows('2.0.0'));
    });

    // The listing is older than the current state of the aliases.
    test.each([
      ['that the one before had too', FILES],
      ['with a file that the former release lacks', [...FILES, 'new']],
    ])('a release that another handler moves to meanwhile, %s', async (_, files) => {
      const world = releaseWorld(versioning);
      await shown(world, '1.0.0');
      await world.put('2.0.0/x');
      after(world, listed, async () => {
        world.clock.now += 1000;
        await world.put(...names('2.0.0', files));
        world.clock.now += 1000;
        await world.reconcile(uploaded('2.0.0/DONE'));
        world.clock.now += 1000;
      });
      await world.reconcile(uploaded('2.0.0/x'));
      expect(await world.links()).toEqual(shows('2.0.0', files));
    });
  });

  describe('minimumAge', () => {
    const option = '    minimumAge: 1h\n';

    test('the release moves once its last file is old enough', async () => {
      const world = releaseWorld(versioning, option);
      await world.put('1.0.0/x', '1.0.0/y');
      world.clock.now += HOUR;
      await world.put('1.0.0/DONE');
      expect((await world.reconcile()).release).toBeUndefined();
      world.clock.now += HOUR;
      expect((await world.reconcile()).release?.name).toBe('1.0.0');
      await world.put(...names('2.0.0'));
      expect((await world.reconcile()).release?.name).toBe('1.0.0');
      world.clock.now += HOUR;
      await world.reconcile();
      expect(await world.links()).toEqual(shows('2.0.0'));
    });

    test('a file that is written again makes all of it young: the one before, or where it was', async () => {
      const world = releaseWorld(versioning, option);
      await world.put(...names('1.0.0'), ...names('2.0.0'));
      world.clock.now += HOUR;
      await world.reconcile();
      await world.put('2.0.0/x');
      await world.reconcile();
      expect(await world.links()).toEqual(shows('1.0.0'));
      await world.put('1.0.0/y');
      expect(actionsOf(await world.reconcile())).toEqual(['DONE: kept', 'x: kept', 'y: kept']);
      expect(await world.links()).toEqual(shows('1.0.0'));
    });

    test('so does a file more for the one alias that all of them feed', async () => {
      const world = releaseWorld(versioning, option, { alias: 'newest' });
      await world.put('1.0.0/DONE');
      world.clock.now += HOUR;
      const byHand = { kind: 'apply', key: 'newest' } as const;
      await world.reconcile(byHand);
      await world.put('1.0.0/x');
      const { outcomes } = await world.reconcile();
      expect(outcomes.get('newest')).toMatchObject({ action: 'kept', to: 'r/1.0.0/DONE' });
      world.clock.now += HOUR;
      expect((await world.reconcile()).outcomes.get('newest')).toMatchObject({ action: 'pointed', to: 'r/1.0.0/x' });
    });
  });

  describe('protected', () => {
    const option = '    protected: true\n';

    test('stays through all events, and moves whole if a person names any of its aliases', async () => {
      const world = releaseWorld(versioning, option);
      await world.put(...names('1.0.0'));
      for (const cause of [{ kind: 'sweep' }, { kind: 'apply' }, uploaded('1.0.0/DONE')] as const) {
        expect([...(await world.reconcile(cause)).outcomes]).toMatchObject([
          ['r/latest/{file}', { action: 'protected' }],
        ]);
      }
      expect(world.cost.requests).toBe(0);
      await world.reconcile({ kind: 'apply', key: 'r/latest/y' });
      expect(await world.links()).toEqual(shows('1.0.0'));
    });
  });
});

test('more aliases than are worked on at once', async () => {
  const world = releaseWorld('Enabled');
  const files = [...Array.from({ length: 70 }, (_, i) => `f${i}`), 'DONE'];
  await world.put(...names('1.0.0', files));
  await world.reconcile();
  expect(await world.links()).toEqual(shows('1.0.0', files));
  expect(world.writes.at(-1)).toBe('DONE > 1.0.0/DONE');
});

test('cost: three requests per alias and the listing to check; to move, one more per alias, and everything again', async () => {
  const world = releaseWorld('Enabled');
  await shown(world, '1.0.0');
  await world.reconcile();
  expect(world.cost).toEqual({ requests: 1 + 3 * 3, roundTrips: 1 + 3 + 3 });
  await world.put(...names('2.0.0'));
  await world.reconcile();
  expect(world.cost).toEqual({ requests: 2 * (1 + 3 * 3) + 3, roundTrips: 2 * (1 + 3 + 3) + 2 });
});

describe.each(STATUSES)('what was found right, %s', (versioning) => {
  /** A release that is shown, and was looked at by an event that changed nothing. */
  const remembered = async (options = '') => {
    const world = releaseWorld(versioning, options);
    await shown(world, '1.0.0');
    world.clock.now += 1000;
    let kept: string | undefined;
    const memory = {
      recall: () => kept,
      keep: (fingerprint: string) => {
        kept = fingerprint;
      },
    };
    const heard = (...heardOf: string[]) =>
      world.run(
        reconcileRelease({ ...world.task(uploaded(heardOf[0] ?? '')), keys: heardOf.map((one) => `r/${one}`), memory }),
      );
    await heard('1.0.0/DONE');
    return { world, heard };
  };

  test('is not looked at again by the files of a release that is still coming: a listing each', async () => {
    const { world, heard } = await remembered();
    for (const file of ['x', 'y', 'z']) {
      await world.put(`2.0.0/${file}`);
      const { outcomes, release } = await heard(`2.0.0/${file}`);
      expect([outcomes.size, release?.name, world.cost.requests]).toEqual([0, '1.0.0', 1]);
    }
    await world.put('2.0.0/DONE');
    await heard('2.0.0/DONE');
    expect(await world.links()).toEqual(shows('2.0.0', ['x', 'y', 'z', 'DONE']));
  });

  test('except for the object of the event', async () => {
    const { world, heard } = await remembered();
    // The same content in the same second: a listing cannot distinguish it from the former object.
    world.clock.now -= 1000;
    await world.put('1.0.0/x');
    world.clock.now += 1000;
    const { outcomes } = await heard('1.0.0/x');
    // Once it was written, all are looked at.
    expect([...outcomes.keys()]).toHaveLength(versioning === 'Enabled' ? 3 : 1);
    expect(outcomes.get('r/latest/x')?.action).toBe(versioning === 'Enabled' ? 'pointed' : 'unchanged');
    const head = await world.store.send({ operation: 'HeadObject', key: 'r/1.0.0/x' });
    const link = await world.store.send({ operation: 'GetSymlink', key: 'r/latest/x' });
    const versionId = head.found === 'object' ? head.versionId : undefined;
    expect(link).toMatchObject({ target: 'r/1.0.0/x' });
    if (versioning === 'Enabled') expect(link).toMatchObject({ metadata: { 'autoalias-version-id': versionId } });
  });

  test.each<[what: string, happens: (world: ReleaseWorld) => Promise<unknown>]>([
    [
      'a link was written',
      ({ store }) => store.send({ operation: 'PutSymlink', key: 'r/latest/y', target: 'r/1.0.0/x' }),
    ],
    ['a link went', ({ store }) => store.send({ operation: 'DeleteObject', key: 'r/latest/y' })],
    ['a file went', (world) => world.remove('1.0.0/y')],
    ['what makes it complete went', (world) => world.remove('1.0.0/DONE')],
    ['a greater release is complete', (world) => world.put('2.0.0/x', '2.0.0/DONE')],
  ])('counts for nothing where %s', async (_, happens) => {
    const { world, heard } = await remembered();
    world.clock.now += 1000;
    await happens(world);
    await heard('1.0.0/x');
    const looked = await world.links();
    expect(actionsOf(await world.reconcile()).filter((one) => !one.endsWith('unchanged'))).toEqual([]);
    expect(await world.links()).toEqual(looked);
  });

  test('does not include an alias that stays because its target is archived', async () => {
    const { world, heard } = await remembered();
    world.clock.now += 1000;
    await world.store.send({
      operation: 'PutObject',
      key: 'r/1.0.0/DONE',
      body: new Uint8Array(1),
      storageClass: 'Archive',
    });
    await heard('1.0.0/DONE');
    await world.remove('1.0.0/DONE');
    await heard('1.0.0/DONE');
    expect(actionsOf(await world.reconcile()).filter((one) => !one.endsWith('unchanged'))).toEqual([]);
  });

  test('is not kept in the second of the last write, nor where a person holds an alias', async () => {
    const fresh = releaseWorld(versioning);
    const kept: string[] = [];
    const memory = { recall: () => undefined, keep: (fingerprint: string) => void kept.push(fingerprint) };
    const look = (world: ReleaseWorld) =>
      world.run(reconcileRelease({ ...world.task(uploaded('1.0.0/x')), keys: [], memory }));
    await fresh.put(...names('1.0.0'));
    await look(fresh);
    await look(fresh);
    expect(kept).toEqual([]);
    fresh.clock.now += 1000;
    await look(fresh);
    expect(kept).toHaveLength(1);
    const pin: Pin = { reason: 'r' };
    await fresh.run(pinAlias(memberTask(fresh.task({ kind: 'by-hand', what: 'pin' }), 'r/latest/x'), 'r/1.0.0/y', pin));
    fresh.clock.now += 1000;
    await look(fresh);
    expect(kept).toHaveLength(1);
  });
});

describe('a pinned alias that was deleted while no release is complete', () => {
  const deleted = async () => {
    const world = releaseWorld('Enabled');
    await world.put('1.0.0/x');
    const pin: Pin = { reason: 'r' };
    await world.run(pinAlias(memberTask(world.task({ kind: 'by-hand', what: 'pin' }), 'r/latest/x'), 'r/1.0.0/x', pin));
    await world.store.send({ operation: 'DeleteObject', key: 'r/latest/x' });
    return world;
  };

  test.each([
    ['comes back with the event of its key', 'r/latest/x', { x: '1.0.0/x' }],
    ['is not looked for with the event of another key', 'r/1.0.0/x', {}],
  ])('%s', async (_, key, links) => {
    const world = await deleted();
    const cause: Cause = { kind: 'change', event: 'ObjectRemoved:DeleteObject', key };
    await world.run(reconcileRelease({ ...world.task(cause), keys: [key] }));
    expect(await world.links()).toEqual(links);
  });
});

describe('a release, where listings do not show links', () => {
  const bos = (options = '') => releaseWorld('Enabled', options, { capabilities: BOS_CAPABILITIES });
  const putLink = ({ store }: ReleaseWorld, name: string) =>
    store.send({ operation: 'PutSymlink', key: `r/${name}`, target: 'elsewhere' });

  test.each([
    ['that completes the greater release', '2.0.0/DONE'],
    ['with an alias, in the greater release', '2.0.0/x'],
  ])('a link at the file %s', async (_, name) => {
    const world = bos();
    await world.put('1.0.0/x', '1.0.0/DONE', '2.0.0/x', '2.0.0/y', '2.0.0/DONE');
    await putLink(world, name);
    await world.reconcile();
    const isMember = name.endsWith('x');
    expect(await world.links()).toMatchObject(
      isMember ? { y: '2.0.0/y', DONE: '2.0.0/DONE' } : { x: '1.0.0/x', DONE: '1.0.0/DONE' },
    );
    expect((await world.links()).x).toBe(isMember ? undefined : '1.0.0/x');
    expect((await world.links()).y).toBe(isMember ? '2.0.0/y' : undefined);
  });

  test('no alias moves before the files of the release are known to be objects', async () => {
    const world = bos();
    await world.put('1.0.0/x', '1.0.0/DONE');
    await world.reconcile();
    await world.put('2.0.0/x', '2.0.0/DONE');
    await putLink(world, '2.0.0/DONE');
    world.writes.length = 0;
    await world.reconcile();
    expect(world.writes).toEqual([]);
  });

  test('many releases with a link are passed over, one listing each', async () => {
    const world = bos();
    await world.put('1.0.0/x', '1.0.0/DONE');
    for (let minor = 0; minor < 20; minor++) {
      await world.put(`2.${minor}.0/x`);
      await putLink(world, `2.${minor}.0/DONE`);
    }
    await world.reconcile();
    expect(await world.links()).toMatchObject({ x: '1.0.0/x' });
  });

  test('an event that changes nothing reads no file again, as long as the listing shows the same', async () => {
    const world = bos();
    let kept: string | undefined;
    const memory = {
      recall: () => kept,
      keep: (fingerprint: string) => {
        kept = fingerprint;
      },
    };
    await world.put('1.0.0/x', '1.0.0/y', '1.0.0/DONE');
    await world.reconcile();
    world.clock.now += 5000;
    const event = (): ReleaseTask => {
      const cause = { kind: 'change', event: 'ObjectCreated:PutObject', key: 'r/0.1.0/x' } as const;
      return { ...world.task(cause), keys: ['r/0.1.0/x'], memory };
    };
    await world.put('0.1.0/x');
    await world.run(reconcileRelease(event()));
    expect(kept).toBeDefined();
    await world.run(reconcileRelease(event()));
    expect(world.cost.requests).toBe(1);
    // A file that is written again is read again.
    await world.put('1.0.0/DONE');
    await world.run(reconcileRelease(event()));
    expect(world.cost.requests).toBeGreaterThan(1);
  });
});
