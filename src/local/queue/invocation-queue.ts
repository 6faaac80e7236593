import type { Table } from '../../bucket/table.ts';
import type { Invocation } from './invocation.ts';
import type { NextStep } from './retry-policy.ts';

/** An invocation that is ready, under the key it lies at until it is settled. */
export interface Ready {
  readonly at: string;
  readonly invocation: Invocation;
}

/** What was given up: the failure destination of the local cloud. */
export interface DeadLetter {
  readonly id: string;
  readonly reason: string;
  /** Unix milliseconds. */
  readonly failedAt: number;
  readonly invocation: Invocation;
}

export interface QueueCounts {
  /** Ready or being tried. */
  readonly ready: number;
  /** Waiting for a retry. */
  readonly later: number;
  readonly dead: number;
}

/**
 * Asynchronous invocations in an ordered table. Every method is one uninterrupted step within a transaction of that
 * table; an `add` in the transaction of the write that raised the event cannot be lost once the write is acknowledged.
 * What is being tried stays in the table until it is settled, so that a restart tries it again.
 */
export interface InvocationQueue {
  add(invocation: Invocation): void;
  /** What is ready after the place `after` (empty: from the beginning), oldest first. */
  ready(after: string, limit: number): readonly Ready[];
  /** Makes ready what was waiting for a time that has come. */
  promote(now: number): void;
  /** Unix milliseconds at which the next waiting one is due. */
  nextDue(): number | undefined;
  settle(ready: Ready, step: NextStep, now: number): void;
  counts(): QueueCounts;
  /** Oldest first; `after` is the id of the last one of the page before. */
  deadLetters(page: { readonly after?: string; readonly limit: number }): readonly DeadLetter[];
  /** Makes a dead letter ready again as if it were new. False if there is none with that id. */
  replay(id: string, now: number): boolean;
}

interface State extends QueueCounts {
  readonly next: number;
}

const ROOT = 'queue/';
const STATE = `${ROOT}state`;
const READY = `${ROOT}ready/`;
const LATER = `${ROOT}later/`;
const DEAD = `${ROOT}dead/`;
const PROMOTED_AT_ONCE = 1000;
/** Fixed width, so that text order is number order. */
const DIGITS = 16;

/** The least text above all that begin with `prefix`, which ends with `/`. */
const endOf = (prefix: string): string => `${prefix.slice(0, -1)}0`;
/** The least text above `key`. */
const after = (key: string): string => `${key}\u0000`;
const padded = (number: number): string => String(number).padStart(DIGITS, '0');

export const createInvocationQueue = (table: Table): InvocationQueue => {
  const { place, take, counts } = countedPlaces(table);
  const add = (invocation: Invocation): void => place('ready', READY, invocation);
  return {
    ...{ add, counts },
    ready: (from, limit) =>
      table
        .range({ from: from === '' ? READY : after(from), to: endOf(READY), limit })
        .map(([at, value]) => ({ at, invocation: value as Invocation })),
    promote: (now) => {
      const due = table.range({ from: LATER, to: `${LATER}${padded(now + 1)}`, limit: PROMOTED_AT_ONCE });
      for (const [key, value] of due) {
        take('later', key);
        add(value as Invocation);
      }
    },
    nextDue: () => {
      const [first] = table.range({ from: LATER, to: endOf(LATER), limit: 1 });
      return first && Number(first[0].slice(LATER.length, LATER.length + DIGITS));
    },
    settle: (ready, step, now) => {
      take('ready', ready.at);
      if (step.next === 'retry') place('later', `${LATER}${padded(step.at)}/`, step.invocation);
      if (step.next === 'dead') {
        const letter: StoredLetter = { reason: step.reason, failedAt: now, invocation: step.invocation };
        place('dead', DEAD, letter);
      }
    },
    deadLetters: ({ after: last, limit }) =>
      table
        .range({ from: last === undefined ? DEAD : after(`${DEAD}${last}`), to: endOf(DEAD), limit })
        .map(([key, value]) => ({ ...(value as StoredLetter), id: key.slice(DEAD.length) })),
    replay: (id, now) => {
      const letter = table.get(`${DEAD}${id}`) as StoredLetter | undefined;
      if (!letter) return false;
      take('dead', `${DEAD}${id}`);
      add({ ...letter.invocation, acceptedAt: now, functionErrors: 0, systemErrors: 0 });
      return true;
    },
  };
};

type StoredLetter = Omit<DeadLetter, 'id'>;

/** Entries in places of their own, numbered and counted. Only this file writes here, so what is read is what was put. */
const countedPlaces = (table: Table) => {
  const state = (): State => (table.get(STATE) as State | undefined) ?? { next: 1, ready: 0, later: 0, dead: 0 };
  const update = (change: Partial<State>): void => table.put(STATE, { ...state(), ...change });
  return {
    place: (kind: keyof QueueCounts, prefix: string, value: unknown): void => {
      const { next, [kind]: count } = state();
      table.put(`${prefix}${padded(next)}`, value);
      update({ next: next + 1, [kind]: count + 1 });
    },
    take: (kind: keyof QueueCounts, key: string): void => {
      table.remove(key);
      update({ [kind]: state()[kind] - 1 });
    },
    counts: (): QueueCounts => {
      const { ready, later, dead } = state();
      return { ready, later, dead };
    },
  };
};
