import { describe, expect, test } from 'vitest';
import { putMarker } from '../../../src/aliases/model/marker-note.ts';
import { type ReleaseFinding, statusOfReleases } from '../../../src/handlers/look/release-status.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { moveByHand } from '../../../src/handlers/work/move-by-hand.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';
import { PARTITION_RULES, RELEASE_RULES, releaseWorld, setKey, wholeRelease } from '../release-world.ts';

const GROUP = 'sets/a/latest/{file}';

async function look(world: HandlerWorld, of?: string) {
  const groups: ReleaseFinding[] = [];
  const total = await statusOfReleases(world.context, { of, onGroup: (group) => groups.push(group) });
  return { total, groups };
}

async function swept(...releases: readonly (readonly string[])[]): Promise<HandlerWorld> {
  const world = releaseWorld();
  await world.put(...releases.flat());
  await sweep(world.context, { kind: 'sweep' });
  return world;
}

describe('a group', () => {
  const whole = wholeRelease('1.0.0', 'f', 'g');

  test('is right if its aliases show the greatest complete release', async () => {
    const world = await swept(whole, wholeRelease('0.9.0', 'f'));
    const { total, groups } = await look(world);
    expect(groups).toEqual([
      {
        rule: 'set',
        group: GROUP,
        state: 'right',
        release: 'a/1.0.0',
        shown: 'a/1.0.0',
        files: { shown: 3, of: 3 },
        next: null,
        greater: 0,
        withdrawn: [],
        states: { right: 3 },
        why: 'it is the greatest complete release',
      },
    ]);
    expect(total).toMatchObject({ groups: 1, states: { right: 1, 'half-moved': 0, stale: 0, held: 0, failed: 0 } });
  });

  test('names the least greater release, and what it lacks', async () => {
    const world = await swept(whole, [setKey('2.0.0', 'f')], [setKey('1.1.0', 'f')]);
    const [found] = (await look(world)).groups;
    expect(found).toMatchObject({ state: 'right', greater: 2, next: { release: 'a/1.1.0' } });
    expect(found?.next?.lacks.length).toBeGreaterThan(0);
    expect(found?.why).toBe(
      `it is the greatest complete release; a/1.1.0 is greater, and it is not complete: there is no object ${found?.next?.lacks.join(', no ')}`,
    );
  });

  test('says that a file of a greater release is archived', async () => {
    const world = await swept(whole, wholeRelease('2.0.0', 'f', 'g'));
    const archived = setKey('2.0.0', 'g');
    await world.context.store.send({
      operation: 'PutObject',
      key: archived,
      body: new Uint8Array(1),
      storageClass: 'Archive',
    });
    await sweep(world.context, { kind: 'sweep' });
    const why = `its file ${archived} cannot be read: it is archived (Archive) and is not restored`;
    expect((await look(world)).groups).toMatchObject([
      { release: 'a/1.0.0', next: { release: 'a/2.0.0', lacks: [], why }, why: expect.stringContaining(why) },
    ]);
  });

  test('without a complete release names the greatest one', async () => {
    const world = await swept([setKey('2.0.0', 'f')], [setKey('1.1.0', 'f')]);
    expect((await look(world)).groups).toMatchObject([
      {
        state: 'right',
        release: null,
        shown: null,
        files: { shown: 0, of: 0 },
        next: { release: 'a/2.0.0' },
        why: expect.stringMatching(/^no release is complete; a\/2\.0\.0 is greater, and it is not complete: /),
      },
    ]);
  });

  test('is stale if a greater release is complete and no alias shows it', async () => {
    const world = await swept(whole);
    await world.put(...wholeRelease('2.0.0', 'f', 'g'));
    expect((await look(world)).groups).toMatchObject([
      {
        state: 'stale',
        release: 'a/2.0.0',
        shown: 'a/1.0.0',
        files: { shown: 0, of: 3 },
        states: { stale: 3 },
        why: 'release a/2.0.0 is the greatest complete one, and the next event or sweep writes 3 aliases',
      },
    ]);
  });

  test('is half moved if only some aliases show it', async () => {
    const world = await swept(whole);
    await world.context.store.send({ operation: 'DeleteObject', key: setKey('latest', 'g') });
    expect((await look(world)).groups).toMatchObject([
      {
        state: 'half-moved',
        shown: 'a/1.0.0',
        files: { shown: 2, of: 3 },
        why: 'half moved: the next event or sweep writes 1 alias',
      },
    ]);
  });

  test('names the releases that are withdrawn, and the next one that is not', async () => {
    const world = await swept(whole, wholeRelease('2.0.0', 'f'), wholeRelease('0.9.0', 'f'), [setKey('3.0.0', 'f')]);
    await world.put(setKey('2.0.0', '.withdrawn'), setKey('0.9.0', '.withdrawn'));
    await sweep(world.context, { kind: 'sweep' });
    const why =
      /^it is the greatest complete release; release a\/2\.0\.0 is withdrawn at [^;]+; a\/3\.0\.0 is greater, and /;
    expect((await look(world)).groups).toMatchObject([
      {
        state: 'right',
        release: 'a/1.0.0',
        files: { shown: 3, of: 3 },
        greater: 1,
        next: { release: 'a/3.0.0' },
        withdrawn: [
          {
            release: 'a/2.0.0',
            markers: [setKey('2.0.0', '.withdrawn')],
            reason: null,
            actor: null,
            since: expect.any(String),
          },
          { release: 'a/0.9.0', markers: [setKey('0.9.0', '.withdrawn')] },
        ],
        why: expect.stringMatching(why),
      },
    ]);
  });

  test('says who withdrew a greater release, when and why', async () => {
    const world = await swept(
      whole,
      wholeRelease('2.0.0', 'f'),
      wholeRelease('3.0.0', 'f'),
      wholeRelease('0.9.0', 'f'),
    );
    const { store } = world.context;
    const note = { reason: 'it is bad', actor: 'ada@host', by: 'withdraw' } as const;
    for (const version of ['2.0.0', '0.9.0']) {
      await store.send(putMarker(setKey(version, '.withdrawn'), note, Date.UTC(2026, 10, 27)));
    }
    await world.put(setKey('3.0.0', '.withdrawn'));
    await sweep(world.context, { kind: 'sweep' });
    const said = { reason: 'it is bad', actor: 'ada@host', since: '2026-11-27T00:00:00Z' };
    const { groups, total } = await look(world);
    expect(groups).toMatchObject([
      {
        release: 'a/1.0.0',
        withdrawn: [
          { release: 'a/3.0.0', reason: null, actor: null, since: expect.any(String) },
          { release: 'a/2.0.0', ...said },
          { release: 'a/0.9.0', ...said },
        ],
        why: expect.stringMatching(
          /release a\/3\.0\.0 is withdrawn at [^;]+; release a\/2\.0\.0 is withdrawn by ada@host at 2026-11-27T00:00:00Z: it is bad$/,
        ),
      },
    ]);
    // Each marker is read once.
    await store.send({ operation: 'DeleteObject', key: setKey('0.9.0', '.withdrawn') });
    expect(total.requests - (await look(world)).total.requests).toBe(1);
  });

  test('is held if an alias is pinned at another release', async () => {
    const world = await swept(whole);
    const pin = { what: 'pin', target: setKey('1.0.0', 'f'), pin: { reason: 'wait' } } as const;
    await moveByHand(world.context, setKey('latest', 'f'), pin);
    await world.put(...wholeRelease('2.0.0', 'f', 'g'));
    await sweep(world.context, { kind: 'sweep' });
    expect((await look(world)).groups).toMatchObject([
      { state: 'held', shown: 'a/2.0.0', files: { shown: 2, of: 3 }, states: { right: 2, pinned: 1 } },
    ]);
  });

  test('counts its objects that the order cannot read', async () => {
    const world = await swept(whole, [setKey('nightly', 'f'), setKey('nightly', 'g')]);
    for (const of of [undefined, 'sets/a/latest/', setKey('latest', 'f')]) {
      const { groups, total } = await look(world, of);
      expect([of, groups[0]?.unread?.objects, total.unread.objects]).toEqual([of, 2, 2]);
    }
  });

  test('that cannot be read is failed, and the others are still shown', async () => {
    const world = handlerWorld({
      rules: RELEASE_RULES,
      fail: (operation, key) => operation === 'GetSymlink' && key === setKey('latest', 'f'),
    });
    await world.put(...whole, ...whole.map((key) => key.replace('sets/a/', 'sets/b/')));
    const { total, groups } = await look(world);
    expect(groups.map(({ group, state }) => [group, state])).toEqual([
      [GROUP, 'failed'],
      ['sets/b/latest/{file}', 'stale'],
    ]);
    expect(total.states).toMatchObject({ failed: 1, stale: 1 });
  });
});

test.each([
  [undefined, 2],
  ['sets/a/', 1],
  ['sets/a/latest/', 1],
  [setKey('latest', 'f'), 1],
  ['elsewhere/', 0],
])('below %s there are %i groups', async (of, expected) => {
  const whole = wholeRelease('1.0.0', 'f');
  const world = await swept(
    whole,
    whole.map((key) => key.replace('sets/a/', 'sets/b/')),
  );
  const { groups } = await look(world, of);
  expect(groups).toHaveLength(expected);
  for (const group of groups) expect(group).toMatchObject({ state: 'right', files: { shown: 2, of: 2 } });
});

test.each([
  ['tables/a/current/', 1],
  ['tables/a/current/part', 1],
  ['tables/b/current/', 0],
])('below %s there are %i groups, if the candidates are under another prefix', async (of, expected) => {
  const world = handlerWorld({ rules: PARTITION_RULES });
  await world.put('tables/a/dt=2026-11-20/part', 'tables/a/dt=2026-11-20/_SUCCESS');
  await sweep(world.context, { kind: 'sweep' });
  const { groups } = await look(world, of);
  expect(groups).toHaveLength(expected);
  for (const group of groups) expect(group).toMatchObject({ state: 'right', files: { shown: 2, of: 2 } });
});

test('a rule without releases has no groups', async () => {
  const world = handlerWorld();
  await world.put('releases/a/1.0.0/f');
  expect((await look(world)).total).toMatchObject({ groups: 0, objects: 1 });
});
