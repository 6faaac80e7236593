import { describe, expect, test } from 'vitest';
import { BOS_MUTANTS } from '../mutants/bos-mutants.ts';
import { createWorld } from '../world/world.ts';
import { BOS_OWN_WORLDS } from '../worlds/bos-worlds.ts';
import { type Budget, explore, SHIPPED } from './explorer.ts';

/** Cuts larger worlds short. `npm run explore -- --only "BOS: "` explores them further. */
const BOS_LIMIT = 150;

/** Every broken protocol is found within this many states. */
const MUTANT_LIMIT = 3_000;

const TWO_AT_ONCE: Budget = { handlers: 2, duplicates: 0, crashes: 0 };

describe('on a store whose listings do not show links and whose links have no versions', { timeout: 120_000 }, () => {
  // The bucket keeps versions of objects. `npm run explore -- --only BOS` also walks unversioned buckets.
  test.each(BOS_OWN_WORLDS.map((world) => ({ ...world, state: 'Enabled' as const })))(
    '$name ($state)',
    ({ state, operations, options, budgets: [budget = { ...TWO_AT_ONCE, crashes: 1 }] = [] }) => {
      const world = createWorld(state, operations, options);
      expect(explore(world, SHIPPED.applyChange, { ...budget, limit: BOS_LIMIT }).trace).toEqual([]);
    },
  );

  test.each([
    ['a listed key counts as an object without a HeadObject', 'a link at a greater key, then an upload', 0],
    ['a listed marker counts without a HeadObject', 'a link at the key of a marker', 0],
    ['a link is remembered across rounds', 'two links, the lesser becomes an object', 0],
    ['an event of a link over a candidate is ignored', 'a link over the winner', 0],
    ['a write is not followed by another listing', 'two uploads', 0],
    ['the own event is not recognized', 'two uploads', 1],
  ])('a broken protocol is found: %s (%s)', (name, worldName, crashes) => {
    const mutant = BOS_MUTANTS[name];
    const world = BOS_OWN_WORLDS.find((one) => one.name === `BOS: ${worldName}`);
    if (mutant === undefined || world === undefined) throw new TypeError(`there is no ${name}, or no ${worldName}`);
    const created = createWorld('Enabled', world.operations, world.options);
    const { verdict } = explore(created, mutant, { ...TWO_AT_ONCE, crashes, limit: MUTANT_LIMIT });
    expect(verdict).toBe('wrong');
  });
});
