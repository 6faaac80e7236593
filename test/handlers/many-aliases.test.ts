import { describe, expect, test } from 'vitest';
import { sweep } from '../../src/handlers/walk/sweep.ts';
import { carryOut, planRestore, planWithdrawal } from '../../src/handlers/withdraw/withdraw.ts';
import { handleChanges } from '../../src/handlers/work/handle-changes.ts';
import { type HandlerWorld, handlerWorld } from './handler-world.ts';

const RULES = `version: 1
rules:
  - name: tool
    match: { prefix: releases/, regex: '^releases/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/latest/{file}']
`;

const MARKER = 'releases/2.0.0/.withdrawn';

/** The files of one release. */
function release(version: string): readonly string[] {
  return Array.from({ length: COUNT }, (_, i) => `releases/${version}/f${String(i).padStart(4, '0')}`);
}

function changes(event: string, keys: readonly string[]) {
  return keys.map((key) => ({ key, cause: { kind: 'change', event, key } as const }));
}

async function byEvents({ context }: HandlerWorld, event: string, keys: readonly string[]): Promise<void> {
  await handleChanges(context, changes(event, keys));
}

/** How all aliases are moved at once, and what it costs. */
interface Move {
  readonly by: string;
  /** What happened before, without events. */
  readonly before?: (world: HandlerWorld) => Promise<void>;
  readonly move: (world: HandlerWorld) => Promise<unknown>;
  /** The release that every alias shows at the end. */
  readonly shows: string;
  /** How many pages of listings are read. All objects and links of this bucket are two pages. */
  readonly pages: number;
  /** How many other requests each alias needs. */
  readonly each: number;
  /** Further requests. */
  readonly more: number;
}

const COUNT = 500;
const NAMED = { names: ['releases/'], release: '2.0.0', reason: 'it is bad' };

const withdrawn = (world: HandlerWorld): Promise<void> => world.put(MARKER);

const MOVES: readonly Move[] = [
  {
    by: 'a withdrawal by command',
    move: async ({ context }) => carryOut(context, await planWithdrawal(context, NAMED)),
    shows: '1.0.0',
    // To find the version, the folder of the marker, and one listing for each of two rounds.
    pages: 2 + 1 + 2 + 2,
    // Two rounds with the alias, the winner and the search for a lost pin. One write, and the check of its base.
    each: 2 * 3 + 2,
    // The marker is read and written.
    more: 2,
  },
  {
    by: 'a restore by command',
    before: async (world) => {
      await withdrawn(world);
      await sweep(world.context, { kind: 'sweep' });
    },
    move: async ({ context }) => carryOut(context, await planRestore(context, NAMED)),
    shows: '2.0.0',
    pages: 2 + 1 + 2 + 2,
    each: 2 * 3 + 2,
    more: 2,
  },
  {
    by: 'the event of a marker',
    before: withdrawn,
    move: (world) => byEvents(world, 'ObjectCreated:PutObject', [MARKER]),
    shows: '1.0.0',
    pages: 1 + 2 + 2,
    each: 2 * 3 + 2,
    more: 0,
  },
  {
    by: 'a sweep after a lost event of a marker',
    before: withdrawn,
    move: ({ context }) => sweep(context, { kind: 'sweep' }),
    shows: '1.0.0',
    pages: 2 + 2 + 2,
    // The sweep first reads the alias, the winner and the target.
    each: 3 + 2 * 3 + 2,
    more: 0,
  },
  {
    by: 'a batch of deletions',
    before: (world) => world.remove(...release('2.0.0')),
    move: (world) => byEvents(world, 'ObjectRemoved:DeleteObject', release('2.0.0')),
    shows: '1.0.0',
    pages: 1 + 1,
    // The first reads of an event: the object, the alias and its newest versions.
    each: 3 + 2 * 3 + 2,
    // The marker is the same for all objects.
    more: 1,
  },
  {
    by: 'a batch of uploads',
    before: (world) => world.put(...release('3.0.0')),
    move: (world) => byEvents(world, 'ObjectCreated:PutObject', release('3.0.0')),
    shows: '3.0.0',
    pages: 0,
    each: 7,
    more: 1,
  },
];

describe(`${COUNT} aliases with one prefix share their listings`, () => {
  test.each(MOVES)('when they are moved by $by', async ({ before, move, shows, pages, each, more }) => {
    const world = handlerWorld({ rules: RULES });
    await world.put(...release('1.0.0'), ...release('2.0.0'));
    await sweep(world.context, { kind: 'sweep' });
    await before?.(world);
    world.sent.length = 0;
    await move(world);
    const listed = world.sent.filter((operation) => operation === 'ListObjects').length;
    expect({ pages: listed, others: world.sent.length - listed }).toEqual({ pages, others: each * COUNT + more });
    for (const target of release(shows)) {
      const key = target.replace(shows, 'latest');
      expect(await world.context.store.send({ operation: 'GetSymlink', key })).toMatchObject({ target });
    }
  });
});
