import type { Budget } from '../explorer/explorer.ts';
import type { See } from '../world/layout.ts';
import type { Operation } from '../world/operation.ts';
import { del, delVersion, foreignLink, pin, prune, put, restore, sweptAtOnce, withdraw } from '../world/operations.ts';
import { ALIAS, candidate, markerOf, singleRules } from '../world/single-alias.ts';
import type { WorldOptions } from '../world/world.ts';
import { silently } from './fallback-worlds.ts';
import type { SpecialWorld } from './worlds.ts';

const SWEPT = sweptAtOnce(singleRules());

/** The alias has shown these numbers, one after the other. No event is left. */
function shown(...numbers: readonly number[]): readonly Operation[] {
  return numbers.flatMap((n) => [silently(put(n)), SWEPT]);
}

/** It has shown 1 and shows 3. 2 exists and was never shown. */
const START = [...shown(1, 3), silently(put(2))];

/** No handler may choose 1 once it is withdrawn. */
function showsWithdrawn(see: See): string | undefined {
  if (see({ operation: 'HeadObject', key: markerOf(1) }).found !== 'object') return undefined;
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  return link.found === 'symlink' && link.target === candidate(1) ? `the alias shows ${link.target}` : undefined;
}

interface RepairWorld extends Pick<SpecialWorld, 'late' | 'budgets'> {
  readonly operations: readonly Operation[];
  readonly options?: WorldOptions;
}

/** The event of another object that is delivered after everything is right. */
const LATE_EVENT: Operation = { name: 'the event of 1 is delivered again', do: () => [eventOf(1)] };

function eventOf(n: number) {
  return { event: 'ObjectCreated:PutObject', key: candidate(n) };
}

const ALL: Readonly<Record<string, RepairWorld>> = {
  'the winner was never shown': { operations: [...START, del(3)] },
  'the winner was shown before': { operations: [...shown(1, 3), del(3)] },
  'another event is late': { operations: [...START, del(3), LATE_EVENT] },
  'a greater one is uploaded': { operations: [...START, del(3), put(4)] },
  'a lesser one is uploaded': { operations: [...shown(1, 3), del(3), put(2)] },
  'the one below is deleted too': { operations: [...shown(1, 2, 3), del(3), del(2)] },
  'the former one is deleted too': { operations: [...START, del(3), del(1)] },
  'the only other one is deleted too': { operations: [...shown(1, 3), del(3), del(1)] },
  'and uploaded again': { operations: [...START, del(3), put(3)] },
  'its delete marker is removed': { operations: [...START, del(3), delVersion(3)] },
  'the former one is withdrawn': {
    operations: [silently(put(2)), ...shown(1), silently(withdraw(1)), SWEPT, ...shown(3), del(3)],
  },
  'the former one is withdrawn before': {
    operations: [...shown(1, 3), silently(put(2)), silently(withdraw(1)), del(3)],
    options: { always: showsWithdrawn },
  },
  'the former one is withdrawn at once': { operations: [...START, del(3), withdraw(1)] },
  'the winner is withdrawn at once': { operations: [...START, del(3), withdraw(2)] },
  'the former one is withdrawn and restored': { operations: [...START, del(3), withdraw(1), restore(1)] },
  'another program writes the alias': {
    operations: [...START, del(3), foreignLink(true)],
    options: { guard: true },
  },
  'the history is pruned': { operations: [...START, del(3), prune] },
  'a person pins the alias': { operations: [...START, del(3), pin(1)], options: { pins: true } },
  'a write arrives late': { operations: [...START, del(3), put(4)], options: { sweep: true }, late: 1 },
};

/** The time of a handler is up before it has listed. The next sweep decides. */
const TIME_IS_UP: readonly Budget[] = [
  { handlers: 2, duplicates: 0, crashes: 0, left: 1 },
  { handlers: 2, duplicates: 0, crashes: 1, left: 1 },
  { handlers: 2, duplicates: 0, crashes: 0, left: 2 },
];

const LEFT: Readonly<Record<string, readonly Operation[]>> = {
  'the winner was never shown': [...START, del(3)],
  'a greater one is uploaded': [...START, del(3), put(4)],
  'the former one is deleted too': [...START, del(3), del(1)],
  'the winner is withdrawn at once': [...START, del(3), withdraw(2)],
  'and uploaded again': [...START, del(3), put(3)],
};

/** The target of an alias is deleted, so a handler shows a former target before it lists. */
export const REPAIR_WORLDS: readonly SpecialWorld[] = Object.entries(ALL).map(
  ([name, world]): SpecialWorld => ({ name: `repair: ${name}`, states: ['Enabled'], ...world }),
);

/** Worlds in which the event of a handler is not delivered again, because the invocation had no time to list. */
export const TIME_WORLDS: readonly SpecialWorld[] = Object.entries(LEFT).map(
  ([name, operations]): SpecialWorld => ({
    name: `the time is up: ${name}`,
    states: ['Enabled'],
    operations,
    options: { sweep: true },
    budgets: TIME_IS_UP,
  }),
);
