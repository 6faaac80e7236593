import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { releaseTask } from '../../../src/aliases/model/task.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { reconcileRelease } from '../../../src/aliases/release/reconcile-release.ts';
import { createMemoryTable, type MemoryTable } from '../../../src/bucket/records/memory-table.ts';
import type { VersioningStatus } from '../../../src/bucket/records/object-record.ts';
import { createMemoryStore, type MemoryStore } from '../../../src/stores/memory/memory-store.ts';
import { OSS_CAPABILITIES, type StoreCapabilities } from '../../../src/stores/store-capabilities.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { isRemoving, type Layout, type See, type WorldFacts } from './layout.ts';
import type { Moment, Operation, RaisedEvent } from './operation.ts';
import { runAtOnce } from './run-at-once.ts';
import { ALIAS } from './single-alias.ts';
import { SINGLE } from './single-layout.ts';
import { DEEP, DEEPEST, described, isLookForPins, NO_VERSIONS, named, READ, shown, unnamed } from './world-content.ts';
import { causeOf, nowAt, taskFor } from './world-task.ts';

/** A bucket at one moment. States with equal content are one state, however they were reached. */
export interface WorldState {
  readonly table: MemoryTable;
  readonly moment: Moment;
  /** How many version ids were created. */
  readonly ids: number;
  /** The name of each version id: its key, and which version of the key it is. Handlers see only these names. */
  readonly names: ReadonlyMap<string, string>;
  /** Everything in the bucket as text. */
  readonly content: string;
  /** The relevant part of it, with the alias's version ids counted from the newest. */
  readonly essence: string;
  /** How many versions the alias has had. */
  readonly aliasVersions: number;
  /** How many of its newest versions handlers use. */
  readonly shown: number;
}

/** A small bucket, and the operations on it. */
export interface World {
  readonly layout: Layout;
  readonly operations: readonly Operation[];
  readonly start: () => WorldState;
  /** The task of an event's handler that starts at a given time. */
  readonly task: (raisedEvent: RaisedEvent, moment: Moment) => AliasTask;
  readonly perform: (state: WorldState, nth: number) => { after: WorldState; raised: readonly RaisedEvent[] };
  readonly answer: (
    state: WorldState,
    request: StoreRequest,
  ) => { after: WorldState; answer: StoreResponse; raised: readonly RaisedEvent[] };
  /** Returns why the state is wrong at rest, or undefined. */
  readonly wrong: (state: WorldState) => string | undefined;
  /** Returns the violated invariant, or undefined. */
  readonly broken: (state: WorldState) => string | undefined;
}

/** Features of a world beyond uploads and deletions. */
export interface WorldOptions {
  /** Writes of the alias raise events, and handlers check the alias (`guard: true` in the rule). */
  readonly guard?: true;
  /** The alias is pinned, by operations or by commands of people. */
  readonly pins?: true;
  /** Rules other than the one alias over `a/<number>/x`. */
  readonly layout?: Layout;
  /** The alias is checked after a sweep, because some operations raise no event. */
  readonly sweep?: true;
  /** What the store can do. Default: what OSS can. */
  readonly capabilities?: StoreCapabilities;
  /** Checks an invariant that holds at every moment, not only at rest. Returns the violation, or undefined. */
  readonly always?: (see: See, about: WorldFacts) => string | undefined;
}

export function createWorld(
  versioning: VersioningStatus,
  operations: readonly Operation[],
  options: WorldOptions = {},
): World {
  const { layout = SINGLE, always, capabilities = OSS_CAPABILITIES } = options;
  const isBlind = (entry: string): boolean =>
    layout.isRelease === true && layout.aliases.some((alias) => entry === `v/demo/${alias}`);
  const on: On = (state, work, writes = true, limits = capabilities) => {
    const table = writes ? state.table.clone() : state.table;
    let ids = state.ids;
    const store = storeOn(table, state.moment, () => (++ids).toString(16).padStart(32, '0'), limits);
    const result = work(store);
    return { after: writes ? described({ ...state, table, ids }, isBlind) : state, result };
  };
  const withoutUnused = withoutUnusedFields(versioning, operations, options);
  const started = described(
    // Without versions of links, handlers read only the newest.
    emptyBucket(
      versioning,
      !capabilities.versionsLinks ? 1 : isRemoving(layout) ? DEEPEST : options.pins ? DEEP : READ,
    ),
    isBlind,
  );
  const seeing =
    (state: WorldState): See =>
    (request) =>
      JSON.parse(
        named(
          state,
          JSON.stringify(on(state, (store) => store.answer(unnamed(state, request)), false, OSS_CAPABILITIES).result),
        ),
      );
  return {
    layout,
    operations,
    start: () => started,
    task: (raisedEvent, moment) => taskFor(layout, causeOf(raisedEvent), moment, capabilities),
    perform: (before, nth) => {
      const operation = operations[nth];
      const state = { ...before, moment: operation?.moment ?? before.moment };
      const { after, result } = on(state, (store) => operation?.do(store, nth) ?? []);
      return { after, raised: result };
    },
    answer: (state, request) => {
      if (request.operation === 'PutObject') throw new TypeError('handlers must not upload');
      if (!options.pins && isLookForPins(request)) return { after: state, answer: NO_VERSIONS, raised: [] };
      const writes = request.operation === 'PutSymlink' || request.operation === 'DeleteObject';
      const { after, result } = on(state, (store) => store.answer(withoutUnused(unnamed(state, request))), writes);
      const raised = writes && options.guard ? [{ event: LINK_EVENTS[request.operation], key: ALIAS }] : [];
      return { after, answer: shown(JSON.parse(named(after, JSON.stringify(result))), state), raised };
    },
    wrong: (state) => {
      const judged = options.sweep ? swept(on, state, layout, capabilities) : state;
      return layout.wrong(seeing(judged), { operations, now: nowAt(judged.moment) });
    },
    broken: (state) => always?.(seeing(state), { operations, now: nowAt(state.moment) }),
  };
}

const LINK_EVENTS = { PutSymlink: 'ObjectCreated:PutSymlink', DeleteObject: 'ObjectRemoved:DeleteObject' } as const;

type On = <T>(
  state: WorldState,
  work: (store: MemoryStore) => T,
  writes?: boolean,
  limits?: StoreCapabilities,
) => { after: WorldState; result: T };

function emptyBucket(versioning: VersioningStatus, shown: number): WorldState {
  const table = createMemoryTable();
  let ids = 0;
  createMemoryStore({ versioning, table, now: () => nowAt(0), newId: () => (++ids).toString(16).padStart(32, '0') });
  return { table, moment: 0, ids, names: new Map(), content: '', essence: '', aliasVersions: 0, shown };
}

/** Opens the bucket as it is: opening it must not change its versioning. */
function storeOn(
  table: MemoryTable,
  moment: Moment,
  newId: () => string,
  capabilities: StoreCapabilities,
): MemoryStore {
  const bucket = table.get('b/demo') as { versioning: VersioningStatus };
  return createMemoryStore({ versioning: bucket.versioning, table, now: () => nowAt(moment), newId, capabilities });
}

/**
 * Clears the fields of an alias's record that no handler uses. So no handler can start to use them, and states that
 * differ only in them are merged. In a bucket that stays versioned and has no pins, that is the cause of the write. If
 * aliases move together, it is also the base and the former targets.
 */
function withoutUnusedFields(
  versioning: VersioningStatus,
  operations: readonly Operation[],
  { pins, layout, capabilities = OSS_CAPABILITIES }: WorldOptions,
): <R extends StoreRequest>(request: R) => R {
  const isChained =
    capabilities.versionsLinks &&
    !pins &&
    versioning === 'Enabled' &&
    !operations.some(({ name }) => name.startsWith('versioning'));
  const left = layout?.isRelease ? NO_PAST : isChained ? { 'autoalias-cause': '' } : {};
  return (request) =>
    request.operation === 'PutSymlink' ? { ...request, metadata: { ...request.metadata, ...left } } : request;
}

const NO_PAST = { 'autoalias-cause': '', 'autoalias-base': '', 'autoalias-before': '' };

/** The same bucket after a sweep without interruption. */
function swept(on: On, state: WorldState, layout: Layout, capabilities: StoreCapabilities): WorldState {
  return on(state, (store) => {
    const task = taskFor(layout, { kind: 'sweep' }, state.moment, capabilities);
    const release = releaseTask(layout.ruleSet, task);
    const protocol: Protocol<unknown> = release === undefined ? reconcile(task) : reconcileRelease(release);
    runAtOnce(protocol, store);
  }).after;
}
