import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { releaseTask } from '../../../src/aliases/model/task.ts';
import { settleRelease } from '../../../src/aliases/release/settle-release.ts';
import { settle } from '../../../src/aliases/settle/settle.ts';
import { createMemoryTable, type MemoryTable } from '../../../src/bucket/records/memory-table.ts';
import type { VersioningStatus } from '../../../src/bucket/records/object-record.ts';
import { createMemoryStore, type MemoryStore } from '../../../src/stores/memory/memory-store.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import type { About, Layout, See } from './layout.ts';
import type { Happening, Moment, Operation } from './operation.ts';
import { runAtOnce } from './run-at-once.ts';
import { ALIAS } from './single-alias.ts';
import { SINGLE } from './single-layout.ts';
import { DEEP, described, isLookForPins, NO_VERSIONS, named, READ, shown, unnamed } from './world-content.ts';
import { causeOf, nowAt, taskFor } from './world-task.ts';

/** A bucket at one moment. Worlds with one content are one world, by whatever way they came about. */
export interface WorldState {
  readonly table: MemoryTable;
  readonly moment: Moment;
  /** How many ids were handed out. */
  readonly ids: number;
  /** What each version id stands for: its key, and the how manieth version of it. Handlers see only these names. */
  readonly names: ReadonlyMap<string, string>;
  /** Everything in the bucket as text. */
  readonly content: string;
  /** What of it can still make a difference, with the alias's version ids counted from its newest. */
  readonly essence: string;
  /** How many versions the alias has had. */
  readonly aliasVersions: number;
  /** How many of its newest versions handlers go by. */
  readonly shown: number;
}

/** A small bucket and what is done to it. */
export interface World {
  readonly layout: Layout;
  readonly operations: readonly Operation[];
  readonly start: () => WorldState;
  /** What the handler of an event is to do that begins at a moment. */
  readonly task: (happening: Happening, moment: Moment) => AliasTask;
  readonly perform: (state: WorldState, nth: number) => { after: WorldState; happenings: readonly Happening[] };
  readonly answer: (
    state: WorldState,
    request: StoreRequest,
  ) => { after: WorldState; answer: StoreResponse; happenings: readonly Happening[] };
  /** What is wrong where all is at rest, or undefined. */
  readonly wrong: (state: WorldState) => string | undefined;
  /** What must not be at any time, and is, or undefined. */
  readonly broken: (state: WorldState) => string | undefined;
}

/** What a world has beyond a user who uploads and deletes. */
export interface WorldOptions {
  /** Alias writes raise events, which are delivered and settled (`guard: true` in the rule). */
  readonly guard?: true;
  /** Aliases are pinned: `pin` in an event is a person who pins the alias to the key, until he is heard. */
  readonly pins?: true;
  /** Other rules than those of the one alias over `a/<number>/x`. */
  readonly layout?: Layout;
  /** The alias is judged after a sweep: something happened of which no event tells. */
  readonly sweep?: true;
  /** What holds at every moment, not only at rest: says what is broken, or undefined. */
  readonly always?: (see: See, about: About) => string | undefined;
}

export function createWorld(
  versioning: VersioningStatus,
  operations: readonly Operation[],
  options: WorldOptions = {},
): World {
  const { layout = SINGLE, always } = options;
  const isBlind = (entry: string): boolean =>
    layout.isRelease === true && layout.aliases.some((alias) => entry === `v/demo/${alias}`);
  const on: On = (state, work, writes = true) => {
    const table = writes ? state.table.clone() : state.table;
    let ids = state.ids;
    const store = storeOn(table, state.moment, () => (++ids).toString(16).padStart(32, '0'));
    const result = work(store);
    return { after: writes ? described({ ...state, table, ids }, isBlind) : state, result };
  };
  const kept = keeping(versioning, operations, options);
  const started = described(emptyBucket(versioning, options.pins ? DEEP : READ), isBlind);
  const seeing =
    (state: WorldState): See =>
    (request) =>
      JSON.parse(
        named(state, JSON.stringify(on(state, (store) => store.answer(unnamed(state, request)), false).result)),
      );
  return {
    layout,
    operations,
    start: () => started,
    task: (happening, moment) => taskFor(layout, causeOf(happening), moment),
    perform: (before, nth) => {
      const operation = operations[nth];
      const state = { ...before, moment: operation?.moment ?? before.moment };
      const { after, result } = on(state, (store) => operation?.do(store, nth) ?? []);
      return { after, happenings: result };
    },
    answer: (state, request) => {
      if (request.operation === 'PutObject') throw new TypeError('a handler uploads nothing');
      if (!options.pins && isLookForPins(request)) return { after: state, answer: NO_VERSIONS, happenings: [] };
      const writes = request.operation === 'PutSymlink' || request.operation === 'DeleteObject';
      const { after, result } = on(state, (store) => store.answer(kept(unnamed(state, request))), writes);
      const happenings = writes && options.guard ? [{ event: LINK_EVENTS[request.operation], key: ALIAS }] : [];
      return { after, answer: shown(JSON.parse(named(after, JSON.stringify(result)))), happenings };
    },
    wrong: (state) => {
      const judged = options.sweep ? swept(on, state, layout) : state;
      return layout.wrong(seeing(judged), { operations, now: nowAt(judged.moment) });
    },
    broken: (state) => always?.(seeing(state), { operations, now: nowAt(state.moment) }),
  };
}

const LINK_EVENTS = { PutSymlink: 'ObjectCreated:PutSymlink', DeleteObject: 'ObjectRemoved:DeleteObject' } as const;

type On = <T>(state: WorldState, work: (store: MemoryStore) => T, writes?: boolean) => { after: WorldState; result: T };

function emptyBucket(versioning: VersioningStatus, shown: number): WorldState {
  const table = createMemoryTable();
  let ids = 0;
  createMemoryStore({ versioning, table, now: () => nowAt(0), newId: () => (++ids).toString(16).padStart(32, '0') });
  return { table, moment: 0, ids, names: new Map(), content: '', essence: '', aliasVersions: 0, shown };
}

/** The bucket as it is: whoever opens it must not change its versioning. */
function storeOn(table: MemoryTable, moment: Moment, newId: () => string): MemoryStore {
  const bucket = table.get('b/demo') as { versioning: VersioningStatus };
  return createMemoryStore({ versioning: bucket.versioning, table, now: () => nowAt(moment), newId });
}

/**
 * What of an alias's record is kept. On a bucket that stays versioned, without pins, no handler goes by who wrote the alias:
 * it is not kept, so none can, and worlds that would differ in it are one. And where aliases move together, none goes by
 * what they were before either.
 */
function keeping(
  versioning: VersioningStatus,
  operations: readonly Operation[],
  { pins, layout }: WorldOptions,
): <R extends StoreRequest>(request: R) => R {
  const isChained = !pins && versioning === 'Enabled' && !operations.some(({ name }) => name.startsWith('versioning'));
  const left = layout?.isRelease ? NO_PAST : isChained ? { 'autoalias-cause': '' } : {};
  return (request) =>
    request.operation === 'PutSymlink' ? { ...request, metadata: { ...request.metadata, ...left } } : request;
}

const NO_PAST = { 'autoalias-cause': '', 'autoalias-base': '', 'autoalias-before': '' };

/** The same bucket after a sweep that nobody disturbs. */
function swept(on: On, state: WorldState, layout: Layout): WorldState {
  return on(state, (store) => {
    const task = taskFor(layout, { kind: 'sweep' }, state.moment);
    const release = releaseTask(layout.ruleSet, task);
    const protocol: Protocol<unknown> = release === undefined ? settle(task) : settleRelease(release);
    runAtOnce(protocol, store);
  }).after;
}
