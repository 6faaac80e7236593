import { describe, expect, test } from 'vitest';
import { createDiffProgress, type DiffOptions, diffAliases } from '../../../src/handlers/past/diff.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { handlerWorld } from '../handler-world.ts';

const START = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;

function key(app: string, version: string) {
  return `releases/${app}/${version}/f`;
}

/** Minute 0: a 1.0.0, b 1.0.0. Minute 1: a 1.1.0. Minute 2: b uploaded again. Minute 3: c 1.0.0. Minute 4: all of b deleted. */
async function lived(versioning: 'Enabled' | 'Never' = 'Enabled') {
  const clock = { now: START };
  const world = handlerWorld({ now: () => clock.now, versioning });
  const steps = [
    () => world.put(key('a', '1.0.0'), key('b', '1.0.0')),
    () => world.put(key('a', '1.1.0')),
    () => world.put(key('b', '1.0.0')),
    () => world.put(key('c', '1.0.0')),
    () => world.remove(key('b', '1.0.0')),
  ];
  for (const step of steps) {
    await step();
    await sweep(world.context, { kind: 'sweep' });
    clock.now += MINUTE;
  }
  return world;
}

async function differences(options: Partial<DiffOptions>, world?: Awaited<ReturnType<typeof lived>>) {
  const { store } = (world ?? (await lived())).context;
  const found: string[] = [];
  const all = { of: '', isPrefix: true, from: START, to: START + 10 * MINUTE, ...options };
  for await (const { alias, from, to, writes } of diffAliases(store, all)) {
    found.push(`${alias} ${from.target ?? from.shows} > ${to.target ?? to.shows} ${writes}`);
  }
  return found;
}

const A = 'releases/a/latest/f';
const A_V1 = 'releases/a/v1/f';
const B = 'releases/b/latest/f';
const B_V1 = 'releases/b/v1/f';
const C = 'releases/c/latest/f';
const C_V1 = 'releases/c/v1/f';

describe('between two moments', () => {
  test.each<[string, Partial<DiffOptions>, readonly string[]]>([
    [
      'everything',
      {},
      [
        ...[A, A_V1].map((alias) => `${alias} ${key('a', '1.0.0')} > ${key('a', '1.1.0')} 1`),
        // The last two of them: the record of the deletion, and the delete marker.
        ...[B, B_V1].map((alias) => `${alias} ${key('b', '1.0.0')} > nothing 3`),
        ...[C, C_V1].map((alias) => `${alias} nothing > ${key('c', '1.0.0')} 1`),
      ],
    ],
    ['one alias', { of: A, isPrefix: false }, [`${A} ${key('a', '1.0.0')} > ${key('a', '1.1.0')} 1`]],
    ['a prefix', { of: 'releases/c/latest/' }, [`${C} nothing > ${key('c', '1.0.0')} 1`]],
    [
      'another version of the same target',
      { from: START + MINUTE, to: START + 2 * MINUTE },
      [B, B_V1].map((alias) => `${alias} ${key('b', '1.0.0')} > ${key('b', '1.0.0')} 1`),
    ],
    ['the same moment', { from: START, to: START }, []],
    ['nothing moved', { from: START + 5 * MINUTE }, []],
    ['before everything', { from: 0, to: START - 1 }, []],
    ['a key that never existed', { of: 'nothing', isPrefix: false }, []],
    ['a prefix without keys', { of: 'nothing/' }, []],
    ['an object', { of: key('a', '1.1.0'), isPrefix: false }, []],
  ])('%s', async (_, options, expected) => {
    expect(await differences(options)).toEqual(expected);
  });
});

test.each<[string, Partial<DiffOptions>, string]>([
  [
    'the later moment first',
    { from: START + MINUTE, to: START },
    'the first moment, 2026-11-20T12:01:00Z, is later than the second, 2026-11-20T12:00:00Z; exchange from and to',
  ],
  [
    'a prefix without its slash',
    { of: 'releases/a', isPrefix: false },
    'the bucket has no version of releases/a; did you mean the prefix releases/a/',
  ],
])('%s is refused', async (_, options, message) => {
  await expect(differences(options)).rejects.toMatchObject({ code: 'usage', message });
});

test('keys that begin with the alias are not compared with it', async () => {
  const world = await lived();
  await world.context.store.send({ operation: 'PutSymlink', key: `${A}.sig`, target: 'x' });
  expect(await differences({ of: A, isPrefix: false }, world)).toHaveLength(1);
});

test('the progress counts versions, aliases and requests', async () => {
  const progress = createDiffProgress();
  const { store } = (await lived()).context;
  const options = { of: 'releases/a/', isPrefix: true, from: START, to: START + 10 * MINUTE };
  for await (const _ of diffAliases(store, options, progress));
  // Versioning, one page; then two links for each alias, and the newer one again to look for a gap.
  expect(progress).toEqual({ aliases: 2, versions: 6, requests: 8 });
});

test('a bucket without versions is refused', async () => {
  const { context } = await lived('Never');
  await expect(diffAliases(context.store, { of: '', isPrefix: true, from: 0, to: 1 }).next()).rejects.toMatchObject({
    code: 'alias-refused',
    message: expect.stringContaining('unversioned'),
  });
});
