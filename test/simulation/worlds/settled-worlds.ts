import type { Operation } from '../world/operation.ts';
import { del, put, restore, sweptAtOnce, withdraw } from '../world/operations.ts';
import { singleRules } from '../world/single-alias.ts';
import { silently } from './fallback-worlds.ts';
import type { SpecialWorld } from './worlds.ts';

const SWEPT = sweptAtOnce(singleRules());

/** The objects exist and the alias is right before the first event. So the events of their uploads do not take part. */
function from(numbers: readonly number[], ...operations: readonly Operation[]): readonly Operation[] {
  return [...numbers.map((n) => silently(put(n))), SWEPT, ...operations];
}

/**
 * Worlds that begin with a right alias. Each of them has the last operations of a larger world, with more events than the
 * explorer can walk to the end.
 */
export const SETTLED_WORLDS: readonly SpecialWorld[] = Object.entries({
  'withdrawn, and a newer one is uploaded': from([1, 2], withdraw(2), put(3)),
  'two are withdrawn in turn': from([1, 2, 3], withdraw(3), withdraw(2)),
  'the next best is withdrawn, and the best is deleted': from([1, 2, 3], withdraw(2), del(3)),
  'withdrawn, and uploaded again': from([1, 2], withdraw(2), put(2)),
  'withdrawn, restored, and withdrawn again': from([1, 2], withdraw(2), restore(2), withdraw(2)),
  'withdrawn and restored': from([1, 2], withdraw(2), restore(2)),
  'the only one is withdrawn and restored': from([1], withdraw(1), restore(1)),
  'both are deleted, the greater first': from([1, 2], del(2), del(1)),
  'both are deleted, and one is uploaded again': from([1, 2], del(2), del(1), put(1)),
  'the only one is deleted and uploaded again': from([1], del(1), put(1)),
  'the newest is deleted and uploaded again': from([1, 2], del(2), put(2)),
}).map(
  ([name, operations]): SpecialWorld => ({
    name: `settled: ${name}`,
    states: ['Enabled', 'Never', 'Suspended'],
    operations,
  }),
);
