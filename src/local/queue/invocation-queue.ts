import type { Table } from '../../bucket/records/table.ts';
import type { Invocation } from './invocation.ts';
import type { NextStep } from './retry-policy.ts';

/** A ready invocation, and its key in the table, which it keeps until it is settled. */
export interface Ready {
  readonly at: string;
  readonly invocation: Invocation;
}

/** Invocations that are delivered in the order in which they became ready. */
export interface Lane {
  readonly functionName: string;
  /** Prefix of its entries in the table, unique to the lane. */
  readonly prefix: string;
}

/** An invocation that was given up, like a message at a failure destination. */
export interface DeadLetter {
  readonly id: string;
  readonly reason: string;
  /** Unix milliseconds. */
  readonly failedAt: number;
  readonly invocation: Invocation;
}

interface QueueCounts {
  /** Ready or being tried. */
  readonly ready: number;
  /** Waiting for a retry. */
  readonly later: number;
  readonly dead: number;
}

/**
 * Asynchronous invocations in an ordered table. Every method that writes is one uninterrupted step within a transaction
 * of that table; an `add` in the transaction of the write that raised the event cannot be lost once the write is
 * acknowledged. An invocation stays in the table until it is settled, so a restart repeats an unfinished attempt.
 */
export interface InvocationQueue {
  /** Adds an invocation that is ready at once, or at `due` in Unix milliseconds. */
  add(invocation: Invocation, due?: number): void;
  /** The lanes with ready invocations. */
  lanes(): readonly Lane[];
  /** The ready invocations of a lane after the key `after` (empty: from the beginning), oldest first. */
  ready(lane: Lane, after: string, limit: number): readonly Ready[];
  /** Makes invocations ready whose due time has come. */
  promote(now: number): void;
  /** The next due time, in Unix milliseconds. */
  nextDue(): number | undefined;
  /** Whether an invocation of the function is ready, running or waiting for a retry. */
  isWaiting(functionName: string): boolean;
  settle(ready: Ready, step: NextStep, now: number): void;
  /**
   * At the start, makes invocations ready that wait for a retry, because their due times follow the clock of an earlier
   * process. Also moves entries of the layout without lanes. Handles a limited number; call it again while it returns true.
   */
  resume(): boolean;
  /** Whether `resume` has anything to do. */
  mayResume(): boolean;
  counts(): QueueCounts;
  /** Oldest first; `after` is the id of the last one of the page before. */
  deadLetters(page: { readonly after?: string; readonly limit: number }): readonly DeadLetter[];
  /** Makes a dead letter ready again, as a new invocation. False if the id is unknown. */
  replay(id: string, now: number): boolean;
  /** Removes a dead letter. False if the id is unknown. */
  discard(id: string): boolean;
}

interface State extends QueueCounts {
  readonly next: number;
}

/**
 * queue/ready/<function>/<lane>/<number>, queue/later/<function>/<due>/<number>, queue/dead/<number>. Numbers only grow, so
 * a new entry comes after all existing ones.
 */
const ROOT = 'queue/';
const STATE = `${ROOT}state`;
const READY = `${ROOT}ready/`;
const LATER = `${ROOT}later/`;
const DEAD = `${ROOT}dead/`;
/** The former layout without lanes: queue/ready/<number>. Function names do not begin with a digit. */
const WITHOUT_LANES = { from: `${READY}0`, to: `${READY}:` };
const MOVED_AT_ONCE = 1000;
/** Fixed width, so that text order is number order. */
const DIGITS = 16;

/** The smallest text after every text that begins with `prefix`, which ends with `/`. */
function endOf(prefix: string): string {
  return `${prefix.slice(0, -1)}0`;
}

/** The smallest text after `key`. */
function after(key: string): string {
  return `${key}\u0000`;
}

function padded(number: number): string {
  return String(number).padStart(DIGITS, '0');
}

function laterOf(functionName: string): string {
  return `${LATER}${functionName}/`;
}

function readyOf(functionName: string): string {
  return `${READY}${functionName}/`;
}

export function createInvocationQueue(table: Table): InvocationQueue {
  const { place, take, counts } = countedPlaces(table);
  const addReady = (invocation: Invocation): void =>
    place('ready', `${readyOf(invocation.functionName)}${invocation.lane ?? ''}/`, invocation);
  const addLater = (invocation: Invocation, due: number): void =>
    place('later', `${laterOf(invocation.functionName)}${padded(due)}/`, invocation);
  const folders = (prefix: string): readonly string[] => foldersOf(table, prefix);
  const move = (kind: 'ready' | 'later', range: { readonly from: string; readonly to: string }): boolean => {
    const found = table.range({ ...range, limit: MOVED_AT_ONCE });
    for (const [key, value] of found) {
      take(kind, key);
      addReady(value as Invocation);
    }
    return found.length === MOVED_AT_ONCE;
  };
  const isEmpty = (prefix: string): boolean => table.range({ from: prefix, to: endOf(prefix), limit: 1 }).length === 0;
  return {
    add: (invocation, due) => (due === undefined ? addReady(invocation) : addLater(invocation, due)),
    counts,
    lanes: () =>
      folders(READY).flatMap((ofFunction) =>
        folders(ofFunction).map((prefix) => ({ functionName: ofFunction.slice(READY.length, -1), prefix })),
      ),
    ready: ({ prefix }, from, limit) =>
      table
        .range({ from: from === '' ? prefix : after(from), to: endOf(prefix), limit })
        .map(([at, value]) => ({ at, invocation: value as Invocation })),
    promote: (now) => {
      for (const from of folders(LATER)) move('later', { from, to: `${from}${padded(now + 1)}` });
    },
    nextDue: () => {
      const dues = folders(LATER).flatMap((from) =>
        table
          .range({ from, to: endOf(from), limit: 1 })
          .map(([key]) => Number(key.slice(from.length, from.length + DIGITS))),
      );
      return dues.length === 0 ? undefined : Math.min(...dues);
    },
    isWaiting: (functionName) => !isEmpty(readyOf(functionName)) || !isEmpty(laterOf(functionName)),
    settle: (ready, step, now) => {
      take('ready', ready.at);
      if (step.next === 'retry') {
        addLater(step.invocation, step.at);
      }
      if (step.next === 'dead') {
        const letter: StoredLetter = { reason: step.reason, failedAt: now, invocation: step.invocation };
        place('dead', DEAD, letter);
      }
    },
    resume: () => {
      const moreReady = move('ready', WITHOUT_LANES);
      return move('later', { from: LATER, to: endOf(LATER) }) || moreReady;
    },
    mayResume: () => !isEmpty(LATER) || table.range({ ...WITHOUT_LANES, limit: 1 }).length > 0,
    deadLetters: ({ after: last, limit }) =>
      table
        .range({ from: last === undefined ? DEAD : after(`${DEAD}${last}`), to: endOf(DEAD), limit })
        .map(([key, value]) => ({ ...(value as StoredLetter), id: key.slice(DEAD.length) })),
    replay: (id, now) => {
      const letter = table.get(`${DEAD}${id}`) as StoredLetter | undefined;
      if (!letter) return false;
      take('dead', `${DEAD}${id}`);
      addReady({ ...letter.invocation, acceptedAt: now, functionErrors: 0, systemErrors: 0 });
      return true;
    },
    discard: (id) => {
      if (table.get(`${DEAD}${id}`) === undefined) return false;
      take('dead', `${DEAD}${id}`);
      return true;
    },
  };
}

type StoredLetter = Omit<DeadLetter, 'id'>;

/** The folders directly under a prefix. One lookup per folder, however many entries it has. */
function foldersOf(table: Table, prefix: string): readonly string[] {
  const folders: string[] = [];
  for (let from = prefix; ; ) {
    const [first] = table.range({ from, to: endOf(prefix), limit: 1 });
    if (first === undefined) return folders;
    const [key] = first;
    const slash = key.indexOf('/', prefix.length);
    if (slash >= 0) folders.push(key.slice(0, slash + 1));
    from = slash >= 0 ? endOf(key.slice(0, slash + 1)) : after(key);
  }
}

/** Numbers and counts entries. Only this file writes here, so values read back have the type that was written. */
function countedPlaces(table: Table) {
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
}
