import { expect, test } from 'vitest';
import { SWEEP_MUTANTS } from '../mutants/sweep-mutants.ts';
import { createWorld } from '../world/world.ts';
import { SWEEP_WORLDS } from '../worlds/sweep-worlds.ts';
import { type Budget, explore, SHIPPED } from './explorer.ts';

const LIMIT = 10_000;
const TWO_AT_ONCE: Budget = { handlers: 2, duplicates: 0, crashes: 0, limit: LIMIT };

// The shipped sweep is right in these worlds: explorer.test.ts.
test.each([
  ['after it creates an alias, a sweep does not look again', 'a greater one is uploaded'],
  ['after it creates an alias, a sweep does not look again', 'the winner is deleted'],
  ['after it creates an alias, a sweep does not look at the chain', 'a greater one is uploaded'],
  ['after it creates an alias, a sweep does not look at the target', 'the winner is deleted'],
  ['after it creates an alias, a sweep does not look at the target', 'the only one is deleted'],
  ['after it creates an alias, a sweep does not look at the marker', 'the only one is withdrawn'],
  ['a sweep does not read the winner if the listing shows what the alias records', 'the same bytes in the same second'],
])('found: %s; %s', { timeout: 60_000 }, (name, worldName) => {
  const world = SWEEP_WORLDS.find((one) => one.name.endsWith(`sweep: ${worldName}`));
  const mutant = SWEEP_MUTANTS[name];
  if (world === undefined || mutant === undefined) throw new TypeError(`there is no ${name}, or no ${worldName}`);
  const verdictOf = (handler: typeof mutant) =>
    explore(createWorld('Enabled', world.operations, world.options), handler, TWO_AT_ONCE).verdict;
  expect([verdictOf(mutant), verdictOf(SHIPPED.applyChange)]).toEqual(['wrong', 'right']);
});
