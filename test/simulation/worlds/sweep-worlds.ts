import type { Operation } from '../world/operation.ts';
import {
  del,
  delVersion,
  foreignDelete,
  foreignLink,
  foreignObject,
  pin,
  put,
  putHeaders,
  restore,
  sweep,
  sweptAtOnce,
  versioningTo,
  withdraw,
} from '../world/operations.ts';
import { singleRules } from '../world/single-alias.ts';
import { silently } from './fallback-worlds.ts';
import type { SpecialWorld } from './worlds.ts';

/** The objects exist, no event reported them, and a sweep begins. */
function firstSweep(numbers: readonly number[], ...operations: readonly Operation[]): readonly Operation[] {
  return [...numbers.map((n) => silently(put(n))), sweep, ...operations];
}

/** The first sweep of a bucket creates the alias while something else happens. */
const WORLDS: Readonly<Record<string, readonly Operation[]>> = {
  'nothing else': firstSweep([1, 2]),
  'a greater one is uploaded': firstSweep([1], put(2)),
  'a lesser one is uploaded': firstSweep([2], put(1)),
  'the winner is uploaded again': firstSweep([1], put(1)),
  'the winner is uploaded again, with other headers': [silently(putHeaders(1, 'a/a')), sweep, putHeaders(1, 'a/b')],
  'the winner is deleted': firstSweep([1, 2], del(2)),
  'the only one is deleted': firstSweep([1], del(1)),
  'the winner is deleted and uploaded again': firstSweep([1], del(1), put(1)),
  'the winner is deleted by version id': firstSweep([1, 2], delVersion(2)),
  'a greater one is uploaded and deleted': firstSweep([1], put(2), del(2)),
  'the winner is withdrawn': firstSweep([1, 2], withdraw(2)),
  'the only one is withdrawn': firstSweep([1], withdraw(1)),
  'the winner is withdrawn and restored': firstSweep([1], withdraw(1), restore(1)),
  'a greater one is uploaded and withdrawn': firstSweep([1], put(2), withdraw(2)),
  'a second sweep': firstSweep([1, 2], sweep),
  'a second sweep after a deletion': firstSweep([1, 2], del(2), sweep),
};

/** Without events of their own, so the last sweep corrects them. */
const OF_OTHERS: Readonly<Record<string, readonly Operation[]>> = {
  'another program writes the alias': firstSweep([1], foreignLink()),
  'another program deletes the alias': firstSweep([1], foreignDelete),
};

export const SWEEP_WORLDS: readonly SpecialWorld[] = [
  ...Object.entries(WORLDS).map(
    ([name, operations]): SpecialWorld => ({
      name: `first sweep: ${name}`,
      states: ['Enabled', 'Never', 'Suspended'],
      operations,
    }),
  ),
  ...Object.entries(OF_OTHERS).map(
    ([name, operations]): SpecialWorld => ({
      name: `first sweep: ${name}`,
      states: ['Enabled', 'Never', 'Suspended'],
      operations,
      options: { sweep: true },
    }),
  ),
  {
    // The event of the second upload is lost. A listing shows the same before and after it.
    name: 'later sweep: the same bytes in the same second',
    states: ['Enabled'],
    operations: [silently(putHeaders(1, 'a/a')), sweptAtOnce(singleRules()), silently(putHeaders(1, 'a/b')), sweep],
  },
  {
    name: 'first sweep: a real object appears at the alias key',
    states: ['Enabled', 'Never'],
    operations: firstSweep([1], foreignObject),
  },
  {
    // Without crashes: if a sweep writes over a pin and dies, the next sweep finds the alias at its winner and does not read its
    // chain. The next event finds the broken chain, and restores the pin.
    name: 'first sweep: a person pins the alias to a lesser one',
    states: ['Enabled'],
    operations: firstSweep([1, 2], pin(1)),
    options: { pins: true },
    budgets: [
      { handlers: 2, duplicates: 1, crashes: 0 },
      { handlers: 3, duplicates: 0, crashes: 0 },
    ],
  },
  {
    name: 'first sweep: versioning is enabled',
    states: ['Never', 'Suspended'],
    operations: firstSweep([1], versioningTo('Enabled'), put(2)),
  },
  {
    name: 'first sweep: versioning is suspended',
    states: ['Enabled'],
    operations: firstSweep([1], versioningTo('Suspended'), put(2)),
  },
  {
    name: 'first sweep: its write arrives late',
    states: ['Enabled'],
    operations: firstSweep([1], put(2)),
    options: { sweep: true },
    late: 1,
  },
];
