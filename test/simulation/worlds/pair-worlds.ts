import type { Budget } from '../explorer/explorer.ts';
import { del, put, restore, withdraw } from '../world/operations.ts';
import { PAIR, pairOf } from '../world/pair-world.ts';
import type { SpecialWorld } from './worlds.ts';

/**
 * With versions, two handlers can repair the chain of an alias again and again. The versions of these aliases are not counted
 * from the newest, so such worlds have no end.
 */
const BUDGETS: readonly Budget[] = [
  { handlers: 2, duplicates: 0, crashes: 0 },
  { handlers: 2, duplicates: 1, crashes: 0 },
  { handlers: 2, duplicates: 0, crashes: 1 },
].map((budget) => ({ ...budget, limit: 5000 }));

const START = pairOf(1);

/** Two aliases of one object, whose handler reads the object once before the writes of both and once after them. */
export const PAIR_WORLDS: readonly SpecialWorld[] = Object.entries({
  'a greater one is uploaded': [START, put(2)],
  'uploaded and deleted': [START, put(2), del(2)],
  'uploaded twice': [START, put(2), put(2)],
  'two are uploaded, the greater first': [START, put(3), put(2)],
  'uploaded and withdrawn': [START, put(2), withdraw(2)],
  'withdrawn, uploaded and restored': [START, withdraw(2), put(2), restore(2)],
  'the first upload': [put(1)],
  'the first upload, and its deletion': [put(1), del(1)],
}).map(
  ([name, operations]): SpecialWorld => ({
    name: `two aliases of one object: ${name}`,
    states: ['Enabled'],
    operations,
    options: { layout: PAIR },
    budgets: BUDGETS,
  }),
);
