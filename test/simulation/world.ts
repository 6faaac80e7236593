import { putAlias } from '../../src/aliases/alias-record.ts';
import type { AliasTask } from '../../src/aliases/alias-task.ts';
import type { Cause } from '../../src/aliases/cause.ts';
import type { Pin } from '../../src/aliases/pin.ts';
import { settle } from '../../src/aliases/settle.ts';
import { identityOf } from '../../src/aliases/target.ts';
import { createMemoryTable, type MemoryTable } from '../../src/bucket/memory-table.ts';
import type { VersioningStatus } from '../../src/bucket/object-record.ts';
import { aliasTask } from '../../src/handlers/handle-changes.ts';
import { parseRules } from '../../src/rules/parse-rules.ts';
import type { RuleSet } from '../../src/rules/rule-set.ts';
import { createMemoryStore, type MemoryStore } from '../../src/stores/memory/memory-store.ts';
import type { PutObject, StoreRequest } from '../../src/stores/store-request.ts';
import type { ResponseTo, StoreResponse } from '../../src/stores/store-response.ts';

/** An event, as far as anybody may believe it. */
export interface Happening {
  readonly event: string;
  readonly key: string;
}

/** One thing that somebody does to the bucket. Returns the events that it raises. */
export interface Operation {
  readonly name: string;
  readonly do: (store: MemoryStore, nth: number) => readonly Happening[];
}

/** A bucket at one moment. Worlds with one content are one world, by whatever way they came about. */
export interface WorldState {
  readonly table: MemoryTable;
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

/** A small bucket with one alias, `a/latest`, over the candidates `a/<number>/x`. */
export interface World {
  /** Handlers go by the links of a listing, too. */
  readonly showsLinks: boolean;
  readonly operations: readonly Operation[];
  readonly start: () => WorldState;
  readonly task: (happening: Happening) => AliasTask;
  readonly perform: (state: WorldState, nth: number) => { after: WorldState; happenings: readonly Happening[] };
  readonly answer: (
    state: WorldState,
    request: StoreRequest,
  ) => { after: WorldState; answer: StoreResponse; happenings: readonly Happening[] };
  /** What is wrong with the alias, or undefined. */
  readonly wrong: (state: WorldState) => string | undefined;
}

export const ALIAS = 'a/latest';

const ruleSet = parseRules(
  `version: 1
rules:
  - name: a
    match: { prefix: a/, regex: '^a/(?<n>[0-9]+)/x$' }
    order: { by: number, on: n }
    aliases: [${ALIAS}]
`,
  'world.yaml',
);

/** Asks the bucket, and is answered with names for version ids. */
export type See = <R extends StoreRequest>(request: Exclude<R, PutObject>) => ResponseTo<R>;

/** Aliases of which no handler reads more than the newest version, and by what they are judged. */
export interface Layout {
  readonly ruleSet: RuleSet;
  readonly aliases: readonly string[];
  /** What is wrong with them, or undefined. */
  readonly wrong: (see: See) => string | undefined;
}

/** One second for everything: nothing may hang on the clock. */
const NOW = Date.UTC(2026, 10, 20);

const LINK_EVENTS = { PutSymlink: 'ObjectCreated:PutSymlink', DeleteObject: 'ObjectRemoved:DeleteObject' } as const;

const VERSION_ID = /CAEQ[\w.-]{60}/g;

export const candidate = (n: number): string => `a/${n}/x`;

export const put = (n: number): Operation => ({
  name: `put ${n}`,
  do: (store, nth) => {
    const etag = nth.toString(16).toUpperCase().padStart(32, '0');
    store.answer({ operation: 'PutObject', key: candidate(n), blob: { id: `${nth}`, size: 1, etag, crc64: '0' } });
    return [{ event: 'ObjectCreated:PutObject', key: candidate(n) }];
  },
});

export const del = (n: number): Operation => ({
  name: `delete ${n}`,
  do: (store) => {
    store.answer({ operation: 'DeleteObject', key: candidate(n) });
    return [{ event: 'ObjectRemoved:DeleteObject', key: candidate(n) }];
  },
});

/** By version id, which leaves no marker, and may bring the version below back. */
export const delVersion = (n: number): Operation => ({
  name: `delete the newest version of ${n}`,
  do: (store) => {
    const { versions } = store.answer({ operation: 'ListObjectVersions', prefix: candidate(n), maxKeys: 1 });
    const versionId = versions[0]?.versionId;
    if (versionId === undefined) return [];
    store.answer({ operation: 'DeleteObject', key: candidate(n), versionId });
    return [{ event: 'ObjectRemoved:DeleteObject', key: candidate(n) }];
  },
});

/** Another program points the alias elsewhere. Only a rule with guard hears of it. */
export const foreignLink = (guard = false): Operation => ({
  name: 'another program writes the alias',
  do: (store) => {
    store.answer({ operation: 'PutSymlink', key: ALIAS, target: 'theirs' });
    return guard ? [{ event: 'ObjectCreated:PutSymlink', key: ALIAS }] : [];
  },
});

export const foreignDelete: Operation = {
  name: 'another program removes the alias',
  do: (store) => {
    store.answer({ operation: 'DeleteObject', key: ALIAS });
    return [{ event: 'ObjectRemoved:DeleteObject', key: ALIAS }];
  },
};

export const FOREIGN_ETAG = 'F'.repeat(32);

export const foreignObject: Operation = {
  name: 'a real object appears at the alias key',
  do: (store) => {
    const blob = { id: 'foreign', size: 1, etag: FOREIGN_ETAG, crc64: '0' };
    store.answer({ operation: 'PutObject', key: ALIAS, blob });
    return [];
  },
};

/** A lifecycle rule removes all versions of the alias but the newest. */
export const prune: Operation = {
  name: 'lifecycle prunes the alias',
  do: (store) => {
    const { versions } = store.answer({ operation: 'ListObjectVersions', prefix: ALIAS, maxKeys: 100 });
    for (const { versionId, isLatest } of versions) {
      if (!isLatest) store.answer({ operation: 'DeleteObject', key: ALIAS, versionId });
    }
    return [];
  },
};

export const PIN: Pin = { reason: 'r' };

/** A person begins to pin the alias. */
export const pin = (n: number): Operation => ({
  name: `pin to ${n}`,
  do: () => [{ event: 'pin', key: candidate(n) }],
});

/** A person lifts the pin. */
export const unpin: Operation = { name: 'unpin', do: () => [{ event: 'unpin', key: ALIAS }] };

/** The alias is pinned, all in one instant. */
export const pinned = (n: number, how: Pin = PIN): Operation => ({
  name: `pinned to ${n}${how.until === undefined ? '' : ', not for long'}`,
  do: (store) => {
    const task = taskOf({ kind: 'by-hand', what: 'pin' });
    const head = store.answer({ operation: 'HeadObject', key: candidate(n) });
    const link = store.answer({ operation: 'GetSymlink', key: ALIAS });
    if (head.found !== 'object' || link.found === 'object') throw new TypeError('it cannot be pinned');
    const target = { key: candidate(n), identity: identityOf(head), headers: head.headers };
    store.answer(putAlias(task, target, link.versionId, '', { pin: how }));
    return [];
  },
});

export const versioningTo = (status: 'Enabled' | 'Suspended'): Operation => ({
  name: `versioning becomes ${status}`,
  do: (store) => {
    store.engine.putBucketVersioning({ bucket: 'demo', status });
    return [];
  },
});

/** What a world has beyond a user who uploads and deletes. */
export interface WorldOptions {
  /** Alias writes raise events, which are delivered and settled (`guard: true` in the rule). */
  readonly guard?: true;
  /** Aliases are pinned: `pin` in an event is a person who pins the alias to the key, until he is heard. */
  readonly pins?: true;
  /** Other aliases than the one over `a/<number>/x`. */
  readonly layout?: Layout;
  /** The alias is judged after a sweep: something happened of which no event tells. */
  readonly sweep?: true;
}

export const createWorld = (
  versioning: VersioningStatus,
  operations: readonly Operation[],
  options: WorldOptions = {},
): World => {
  const on = <T>(
    state: WorldState,
    work: (store: MemoryStore) => T,
    writes = true,
  ): { after: WorldState; result: T } => {
    const table = writes ? state.table.clone() : state.table;
    let ids = state.ids;
    const newId = () => (++ids).toString(16).padStart(32, '0');
    const store = storeOn(table, newId);
    const result = work(store);
    return { after: writes ? described({ ...state, table, ids }) : state, result };
  };
  // On a bucket that stays versioned, without pins, no handler goes by who wrote the alias: it is not kept, so none can, and worlds
  // that would differ in it are one.
  const { layout } = options;
  const isBlind = (entry: string): boolean => layout?.aliases.some((alias) => entry === `v/demo/${alias}`) === true;
  const described = (state: WorldState): WorldState => describe(state, isBlind);
  const isChained =
    !options.pins && versioning === 'Enabled' && !operations.some(({ name }) => name.startsWith('versioning'));
  // And where aliases move together, none goes by what they were before either.
  const left = layout === undefined ? { 'autoalias-cause': '' } : NO_PAST;
  const kept = <R extends StoreRequest>(request: R): R =>
    (isChained || layout !== undefined) && request.operation === 'PutSymlink'
      ? { ...request, metadata: { ...request.metadata, ...left } }
      : request;
  const started: WorldState = (() => {
    const table = createMemoryTable();
    let ids = 0;
    createMemoryStore({ versioning, table, now: () => NOW, newId: () => (++ids).toString(16).padStart(32, '0') });
    const shown = options.pins ? DEEP : READ;
    return described({ table, ids, names: new Map(), content: '', essence: '', aliasVersions: 0, shown });
  })();
  return {
    showsLinks: layout !== undefined,
    operations,
    start: () => started,
    task: ({ event, key }) =>
      taskOf(
        event === 'pin' || event === 'unpin' ? { kind: 'by-hand', what: event } : { kind: 'change', event, key },
        layout,
      ),
    perform: (state, nth) => {
      const { after, result } = on(state, (store) => operations[nth]?.do(store, nth) ?? []);
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
      if (layout !== undefined) {
        const read = (request: Exclude<StoreRequest, PutObject>) => on(state, (store) => store.answer(request), false);
        return layout.wrong((request) => JSON.parse(named(state, JSON.stringify(read(request).result))));
      }
      const judged = options.sweep ? swept(on, state, taskOf({ kind: 'sweep' })) : state;
      return wrongAlias(
        (request) =>
          on(judged, (store) => JSON.parse(named(judged, JSON.stringify(store.answer(request)))), false).result,
        operations,
      );
    },
  };
};

const NO_PAST = { 'autoalias-cause': '', 'autoalias-base': '', 'autoalias-before': '' };

const taskOf = (cause: Cause, layout?: Layout): AliasTask => {
  const task = aliasTask(layout?.ruleSet ?? ruleSet, layout?.aliases[0] ?? ALIAS, cause, NOW);
  if (task === undefined) throw new TypeError('the world has no alias');
  // The explorer lets handlers give up at any time, so that it need not count their rounds.
  return { ...task, rounds: Number.POSITIVE_INFINITY };
};

type On = <T>(state: WorldState, work: (store: MemoryStore) => T, writes?: boolean) => { after: WorldState; result: T };

/** The same bucket after a sweep that nobody disturbs. */
const swept = (on: On, state: WorldState, task: AliasTask): WorldState =>
  on(state, (store) => {
    const protocol = settle(task);
    let step = protocol.next();
    while (!step.done) {
      step = protocol.next(step.value.map((request) => store.answer(request as Exclude<StoreRequest, PutObject>)));
    }
  }).after;

/** The bucket as it is: whoever opens it must not change its versioning. */
const storeOn = (table: MemoryTable, newId: () => string): MemoryStore => {
  const bucket = table.get('b/demo') as { versioning: VersioningStatus };
  return createMemoryStore({ versioning: bucket.versioning, table, now: () => NOW, newId });
};

const named = ({ names }: WorldState, text: string): string =>
  names.size === 0 ? text : text.replace(VERSION_ID, (id) => names.get(id) ?? id);

/** The request as the store understands it: a version by its own id. */
const unnamed = <R extends StoreRequest>(state: WorldState, request: R): R => {
  if (!('versionId' in request)) return request;
  const id = [...state.names].find(([, name]) => name === request.versionId)?.[0] ?? request.versionId;
  return { ...request, versionId: id };
};

/**
 * Names new versions by key and number, and writes the content down; of aliases that nobody reads deeper, all versions
 * have one name, and only the newest is content.
 */
const describe = (state: WorldState, isBlind: (entry: string) => boolean): WorldState => {
  const versions = state.table.range({ from: 'v/', to: 'v0' });
  const names = new Map(state.names);
  const counts = new Map<string, number>();
  for (const name of names.values())
    if (name !== BLIND) counts.set(keyOfName(name), (counts.get(keyOfName(name)) ?? 0) + 1);
  for (const [entry, value] of versions.toReversed()) {
    const { versionId } = value as { versionId?: string };
    if (versionId === undefined || versionId === 'null' || names.has(versionId)) continue;
    const count = (counts.get(keyOf(entry)) ?? 0) + 1;
    counts.set(keyOf(entry), count);
    names.set(versionId, isBlind(keyOf(entry)) ? BLIND : `id:${keyOf(entry)}:${count}`);
  }
  const { versioning } = state.table.get('b/demo') as { versioning: string };
  const written = (value: unknown): string =>
    named(
      { ...state, names },
      JSON.stringify(value, (name, part: unknown) => (name === 'sequence' ? undefined : part)),
    );
  const isShown = (entry: string, at: number): boolean =>
    !isBlind(entry) || versions.findIndex(([other]) => keyOf(other) === entry) === at;
  const rows = versions
    .map(([entry, value]) => [keyOf(entry), withoutLinkEtag(value)] as const)
    .filter(([entry], at) => isShown(entry, at));
  for (const entry of [...counts.keys()].filter(isBlind)) counts.delete(entry);
  const aliasRows = rows.filter(([key]) => key === ALIAS_ENTRY);
  const aliasVersions = counts.get(ALIAS_ENTRY) ?? 0;
  counts.delete(ALIAS_ENTRY);
  const others = [versioning, [...counts].sort(), ...rows.filter(([key]) => key !== ALIAS_ENTRY)];
  const deeper = written(aliasRows.slice(READ)).includes(FOREIGN_ETAG);
  return {
    ...state,
    names,
    aliasVersions,
    content: written([aliasVersions, aliasRows, others]),
    essence: countedFromNewest(written([deeper, aliasRows.slice(0, state.shown), others]), { ...state, aliasVersions }),
  };
};

const BLIND = 'id:alias';

/** The store counts a link's etag on with each write; no handler goes by it. */
const withoutLinkEtag = (row: unknown): unknown =>
  (row as { kind: string }).kind === 'symlink' ? { ...(row as object), etag: '' } : row;

const ALIAS_ENTRY = `v/demo/${ALIAS}`;
const ALIAS_VERSION = new RegExp(`id:${ALIAS_ENTRY}:([0-9]+)`, 'g');

/** How many versions of an alias handlers go by; of those below, only a real object is anybody's concern. */
const READ = 3;

/** And where there are pins, among which one may have been written over unseen. */
const DEEP = 8;

/** Where nobody ever pins, the look for a lost pin finds none, whatever it is shown. */
const isLookForPins = (request: StoreRequest): boolean =>
  request.operation === 'ListObjectVersions' && (request.maxKeys ?? 0) > READ;

const NO_VERSIONS: StoreResponse = { versions: [], prefixes: [] };

/** As if handlers asked for no more versions than are told apart. */
const shown = (answer: StoreResponse): StoreResponse =>
  'versions' in answer ? { ...answer, versions: answer.versions.slice(0, DEEP) } : answer;

/**
 * What handlers do does not depend on how often the alias was written before they came, and of versions that no page
 * shows any more they only know which of them are the same: those are numbered on without gaps.
 */
export const countedFromNewest = (
  text: string,
  { aliasVersions, shown }: Pick<WorldState, 'aliasVersions' | 'shown'>,
): string => {
  const ages = [...text.matchAll(ALIAS_VERSION)].map(([, nth]) => aliasVersions - Number(nth));
  const old = [...new Set(ages.filter((age) => age >= shown))].sort((a, b) => a - b);
  return text.replace(ALIAS_VERSION, (_, nth: string) => {
    const age = aliasVersions - Number(nth);
    return `id:alias:${age < shown ? age : shown + old.indexOf(age)}`;
  });
};

const keyOf = (entry: string): string => entry.slice(0, entry.indexOf('\u0000\u0000'));
const keyOfName = (name: string): string => name.slice(3, name.lastIndexOf(':'));

/** Where a person has said last that the alias stays, and has not lifted it. */
const pinnedTo = (operations: readonly Operation[]): string | undefined => {
  const last = operations.findLast(({ name }) => name.startsWith('pin') || name === 'unpin')?.name;
  const [, n] = /^pin(?:ned)? to (\d+)$/.exec(last ?? '') ?? [];
  return n === undefined ? undefined : candidate(Number(n));
};

/** Compares the alias with the plain definition of what it should be, computed without any code of the product. */
const wrongAlias = (see: See, operations: readonly Operation[]): string | undefined => {
  const { objects } = see({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const numbers = objects.flatMap(({ key, type }) =>
    type === 'Symlink' || key === ALIAS ? [] : [Number(key.split('/')[1])],
  );
  const held = pinnedTo(operations);
  const winner = held ?? (numbers.length === 0 ? undefined : candidate(Math.max(...numbers)));
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  // A real object at the alias key is not ours to touch, and there is then no alias to be right.
  if (link.found === 'object') return undefined;
  if (
    operations.includes(foreignObject) &&
    !see({ operation: 'ListObjectVersions', prefix: ALIAS, maxKeys: 100 }).versions.some(
      ({ etag }) => etag === FOREIGN_ETAG,
    )
  ) {
    return 'the real object that stood at the alias key is lost';
  }
  const target = link.found === 'symlink' ? link.target : undefined;
  if (target !== winner) return `the alias points at ${target ?? 'nothing'}, and should at ${winner ?? 'nothing'}`;
  if (winner === undefined || link.found !== 'symlink') return undefined;
  const isPinned = link.metadata['autoalias-pin'] !== undefined;
  if (isPinned !== (held !== undefined)) return `the alias is ${isPinned ? '' : 'not '}pinned`;
  const head = see({ operation: 'HeadObject', key: winner });
  // Whoever pins decides for a key; it may go, or be written again.
  if (head.found !== 'object' && held !== undefined) return undefined;
  const actual = head.found === 'object' ? [head.versionId, head.etag] : [];
  const recorded = [link.metadata['autoalias-version-id'], link.metadata['autoalias-etag']];
  return String(recorded) === String(actual)
    ? undefined
    : `the alias records version ${recorded} of ${winner}, which is ${actual}`;
};
