import { describe, expect, test } from 'vitest';
import { createMemoryTable } from '../../src/bucket/records/memory-table.ts';
import { explain } from '../../src/handlers/look/explain.ts';
import type { Finding } from '../../src/handlers/look/look-at-aliases.ts';
import { status } from '../../src/handlers/look/status.ts';
import { sweep } from '../../src/handlers/walk/sweep.ts';
import { applyKeys } from '../../src/handlers/work/handle-changes.ts';
import { moveByHand } from '../../src/handlers/work/move-by-hand.ts';
import { createMemoryStore } from '../../src/stores/memory/memory-store.ts';
import type { StorageClass } from '../../src/stores/object-attributes.ts';
import { fileRules, handleEvent } from './file-world.ts';
import { handlerWorld } from './handler-world.ts';

const ALIAS = 'r/latest/f';
const DAY = 86_400_000;
const GROUP = "    release: { of: '{version}', complete: ['r/{version}/done'] }\n";

function key(version: string, file = 'f'): string {
  return `r/${version}/${file}`;
}

type Versioning = 'Enabled' | 'Suspended' | 'Never';

function archiveWorld(versioning: Versioning, more = '') {
  const clock = { now: Date.UTC(2026, 10, 20, 12) };
  const table = createMemoryTable();
  const options = { versioning, now: () => clock.now, table } as const;
  const { engine } = createMemoryStore(options);
  const world = handlerWorld({ ...options, rules: fileRules(more) });
  const { store } = world.context;
  const event = (name: string, of: string) => handleEvent(world.context, name, of);
  return {
    ...world,
    event,
    upload: async (of: string, storageClass: StorageClass = 'Standard') => {
      await store.send({ operation: 'PutObject', key: of, body: new TextEncoder().encode(of), storageClass });
      await event('ObjectCreated:PutObject', of);
    },
    /** A lifecycle rule does this, with or without an event. */
    archive: (of: string, storageClass: StorageClass = 'Archive') => {
      const at = { bucket: store.bucket, key: of };
      engine.copyObject({ ...at, source: at, storageClass, requestId: 'A'.repeat(24) });
    },
    restore: (of: string, days = 1) => {
      engine.restoreObject({ bucket: store.bucket, key: of, days });
    },
    pass: (time: number) => {
      clock.now += time;
    },
    sweep: () => sweep(world.context, { kind: 'sweep' }),
    target: async () => (await world.links())[ALIAS],
    status: async () => {
      const findings: Finding[] = [];
      const total = await status(world.context, { onFinding: (finding) => findings.push(finding) });
      return { findings: findings.filter(({ alias }) => alias === ALIAS), total };
    },
  };
}

type ArchiveWorld = ReturnType<typeof archiveWorld>;

const ACTS: readonly [string, (world: ArchiveWorld, of: string) => Promise<unknown>][] = [
  ['its event', (world, of) => world.event('ObjectModified:ChangeStorageClass', of)],
  ['the sweep', (world) => world.sweep()],
  ['apply', (world) => applyKeys(world.context, [ALIAS])],
];

describe.each<Versioning>(['Enabled', 'Suspended', 'Never'])('versioning %s', (versioning) => {
  test('an upload of an archived object does not move the alias', async () => {
    const world = archiveWorld(versioning);
    await world.upload(key('1.0.0'));
    await world.upload(key('2.0.0'), 'ColdArchive');
    expect(await world.target()).toBe(key('1.0.0'));
    await world.sweep();
    expect(await world.target()).toBe(key('1.0.0'));
  });

  test('explain says that the object is archived, before the reasons of other objects', async () => {
    const world = archiveWorld(versioning);
    for (const name of ['a', 'b', '1.0.0-rc.1']) await world.upload(key(name));
    await world.upload(key('2.0.0'), 'Archive');
    const explained = await explain(world.context, key('2.0.0'));
    expect(explained.archived).toBe('Archive');
    const why = 'it is archived (Archive) and is not restored';
    expect(explained.rules[0]?.aliases[0]?.rejected[0]).toMatchObject({ key: key('2.0.0'), why });
    world.restore(key('2.0.0'));
    expect((await explain(world.context, key('2.0.0'))).archived).toBe('Archive');
    world.pass(60_000);
    expect((await explain(world.context, key('2.0.0'))).archived).toBe(null);
    expect((await explain(world.context, ALIAS)).archived).toBe(null);
  });

  test('the first upload of an alias is archived: no alias', async () => {
    const world = archiveWorld(versioning);
    await world.upload(key('1.0.0'), 'Archive');
    await world.sweep();
    expect(await world.target()).toBeUndefined();
  });

  test.each(['IA', 'Standard'] as const)('the class %s can be read', async (storageClass) => {
    const world = archiveWorld(versioning);
    await world.upload(key('1.0.0'), storageClass);
    expect(await world.target()).toBe(key('1.0.0'));
  });

  test.each(ACTS)(
    'a target that is archived is left after %s, and is the target again while it is restored',
    async (_, act) => {
      const world = archiveWorld(versioning);
      await world.upload(key('1.0.0'));
      await world.upload(key('2.0.0'));
      world.archive(key('2.0.0'));
      const { findings, total } = await world.status();
      expect(findings).toMatchObject([
        { state: 'dangling', change: 'point', broken: true, archived: 'Archive', to: key('1.0.0') },
      ]);
      expect(findings[0]?.why).toContain('its target is archived (Archive) and is not restored');
      expect(total.archived).toBe(1);
      await act(world, key('2.0.0'));
      expect(await world.target()).toBe(key('1.0.0'));
      world.restore(key('2.0.0'));
      await act(world, key('2.0.0'));
      expect(await world.target()).toBe(key('1.0.0'));
      world.pass(60_000);
      await act(world, key('2.0.0'));
      expect(await world.target()).toBe(key('2.0.0'));
      expect((await world.status()).total).toMatchObject({ archived: 0, broken: 0 });
      // The restoration expires without an event.
      world.pass(DAY);
      await world.sweep();
      expect(await world.target()).toBe(key('1.0.0'));
    },
  );

  test.each(['repoint', 'remove', 'keep'])(
    'onDelete: %s. An archived target is not a deleted one',
    async (onDelete) => {
      const world = archiveWorld(versioning, `    onDelete: ${onDelete}\n`);
      await world.upload(key('1.0.0'));
      world.archive(key('1.0.0'));
      await world.sweep();
      await world.event('ObjectModified:ChangeStorageClass', key('1.0.0'));
      expect(await world.target()).toBe(key('1.0.0'));
      const { findings } = await world.status();
      expect(findings).toMatchObject([{ state: 'dangling', change: 'none', archived: 'Archive' }]);
      expect(findings[0]?.why).toContain('its target cannot be read: it is archived (Archive) and is not restored');
      await world.upload(key('0.9.0'));
      await world.sweep();
      expect(await world.target()).toBe(key('0.9.0'));
    },
  );

  test('an archived fallback is not used', async () => {
    const world = archiveWorld(versioning, '    onDelete: { fallback: none.html }\n');
    await world.upload('none.html', 'Archive');
    await world.upload(key('1.0.0'));
    await world.remove(key('1.0.0'));
    await world.sweep();
    expect(await world.target()).toBe(key('1.0.0'));
    world.restore('none.html');
    world.pass(60_000);
    await world.sweep();
    expect(await world.target()).toBe('none.html');
  });

  test('archived: allow takes an archived object, and status names the alias', async () => {
    const world = archiveWorld(versioning, '    archived: allow\n');
    await world.upload(key('1.0.0'));
    await world.upload(key('2.0.0'), 'DeepColdArchive');
    expect(await world.target()).toBe(key('2.0.0'));
    await world.sweep();
    expect(await world.target()).toBe(key('2.0.0'));
    const { findings, total } = await world.status();
    expect(findings).toMatchObject([{ state: 'right', change: 'none', broken: true, archived: 'DeepColdArchive' }]);
    expect(total).toMatchObject({ archived: 1, broken: 1, states: { right: 1, dangling: 0 } });
  });

  test('a person cannot pin an alias at an archived object by mistake', async () => {
    const pin = { what: 'pin', target: key('1.0.0'), pin: { reason: 'test' } } as const;
    const world = archiveWorld(versioning);
    await world.upload(key('1.0.0'), 'Archive');
    await expect(moveByHand(world.context, ALIAS, pin)).rejects.toThrow('it is archived (Archive) and is not restored');
    const allowed = archiveWorld(versioning, '    archived: allow\n');
    await allowed.upload(key('1.0.0'), 'Archive');
    await moveByHand(allowed.context, ALIAS, pin);
    expect((await allowed.status()).findings).toMatchObject([{ state: 'dangling', archived: 'Archive' }]);
  });

  test('a release with an archived file is not shown', async () => {
    const world = archiveWorld(versioning, GROUP);
    for (const version of ['1.0.0', '2.0.0']) {
      for (const file of ['f', 'g', 'done']) await world.upload(key(version, file));
    }
    expect(await world.target()).toBe(key('2.0.0'));
    world.archive(key('2.0.0', 'g'));
    await world.sweep();
    expect(await world.links()).toEqual({
      [ALIAS]: key('1.0.0'),
      'r/latest/g': key('1.0.0', 'g'),
      'r/latest/done': key('1.0.0', 'done'),
    });
    const view = (await explain(world.context, key('2.0.0'))).rules[0]?.releases[0];
    expect(view?.why).toBe(
      `its file ${key('2.0.0', 'g')} cannot be read: it is archived (Archive) and is not restored`,
    );
    world.restore(key('2.0.0', 'g'));
    world.pass(60_000);
    await world.sweep();
    expect(await world.target()).toBe(key('2.0.0'));
  });

  test('a group whose only release is archived keeps its aliases', async () => {
    const world = archiveWorld(versioning, GROUP);
    for (const file of ['f', 'done']) await world.upload(key('1.0.0', file));
    world.archive(key('1.0.0'));
    await world.sweep();
    expect(await world.target()).toBe(key('1.0.0'));
    expect((await world.status()).findings).toMatchObject([{ state: 'dangling', archived: 'Archive' }]);
  });
});
