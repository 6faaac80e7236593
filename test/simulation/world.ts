import { createHash } from 'node:crypto';
import type { AliasTask } from '../../src/aliases/alias-task.ts';
import { createMemoryTable, type MemoryTable } from '../../src/bucket/memory-table.ts';
import type { VersioningStatus } from '../../src/bucket/object-record.ts';
import { aliasTask } from '../../src/handlers/handle-changes.ts';
import { parseRules } from '../../src/rules/parse-rules.ts';
import { createMemoryStore, type MemoryStore } from '../../src/stores/memory/memory-store.ts';
import type { StoreRequest } from '../../src/stores/store-request.ts';
import type { StoreResponse } from '../../src/stores/store-response.ts';

/** An event, as far as anybody may believe it. */
export interface Happening {
  readonly event: string;
  readonly key: string;
}

/** One thing that somebody does to the bucket. Returns the event that it raises, if any. */
export interface Operation {
  readonly name: string;
  readonly do: (store: MemoryStore, nth: number) => Happening | undefined;
}

export interface WorldState {
  readonly table: MemoryTable;
  /** How many ids were handed out. */
  readonly ids: number;
  /** What each version id stands for, whatever the order in which it came to be. */
  readonly names: ReadonlyMap<string, string>;
}

/** A small bucket with one alias, `a/latest`, over the candidates `a/<number>/x`. */
export interface World {
  readonly operations: readonly Operation[];
  readonly start: () => WorldState;
  readonly task: (happening: Happening) => AliasTask;
  readonly perform: (state: WorldState, nth: number) => { after: WorldState; happening: Happening | undefined };
  readonly answer: (state: WorldState, request: StoreRequest) => { after: WorldState; answer: StoreResponse };
  readonly digest: (state: WorldState) => string;
  /** The same text for the same thing: version ids replaced by what they stand for, then hashed. */
  readonly canonical: (state: WorldState, text: string) => string;
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

/** One second for everything: nothing may hang on the clock. */
const NOW = Date.UTC(2026, 10, 20);

const VERSION_ID = /CAEQ[\w.-]{60}/g;

export const put = (n: number): Operation => ({
  name: `put ${n}`,
  do: (store, nth) => {
    const key = `a/${n}/x`;
    const etag = nth.toString(16).toUpperCase().padStart(32, '0');
    store.answer({ operation: 'PutObject', key, blob: { id: `${nth}`, size: 1, etag, crc64: '0' } });
    return { event: 'ObjectCreated:PutObject', key };
  },
});

export const del = (n: number): Operation => ({
  name: `delete ${n}`,
  do: (store) => {
    const key = `a/${n}/x`;
    store.answer({ operation: 'DeleteObject', key });
    return { event: 'ObjectRemoved:DeleteObject', key };
  },
});

export const createWorld = (versioning: VersioningStatus, operations: readonly Operation[]): World => {
  const on = <T>(state: WorldState, work: (store: MemoryStore) => T): { after: WorldState; result: T } => {
    const table = state.table.clone();
    let ids = state.ids;
    const store = createMemoryStore({
      versioning,
      table,
      now: () => NOW,
      newId: () => (++ids).toString(16).padStart(32, '0'),
    });
    const result = work(store);
    return { after: { table, ids, names: state.names }, result };
  };
  const named = (state: WorldState, before: WorldState): WorldState => {
    if (versioning === 'Never') return state;
    const names = new Map(before.names);
    const counts = new Map<string, number>();
    for (const [entry] of state.table.range({ from: 'v/', to: 'v0' })) {
      counts.set(keyOf(entry), (counts.get(keyOf(entry)) ?? 0) + 1);
    }
    for (const [entry, value] of state.table.range({ from: 'v/', to: 'v0' })) {
      const { versionId } = value as { versionId?: string };
      if (versionId !== undefined && versionId !== 'null' && !names.has(versionId)) {
        names.set(versionId, `<${keyOf(entry)}#${counts.get(keyOf(entry))}>`);
      }
    }
    return { ...state, names };
  };
  return {
    operations,
    start: () => on({ table: createMemoryTable(), ids: 0, names: new Map() }, () => {}).after,
    task: ({ event, key }) => {
      const task = aliasTask(ruleSet, ALIAS, { kind: 'change', event, key });
      if (task === undefined) throw new TypeError('the world has no alias');
      return task;
    },
    perform: (state, nth) => {
      const { after, result } = on(state, (store) => operations[nth]?.do(store, nth));
      return { after: named(after, state), happening: result };
    },
    answer: (state, request) => {
      if (request.operation === 'PutObject') throw new TypeError('a handler uploads nothing');
      const { after, result } = on(state, (store) => store.answer(request));
      const writes = request.operation === 'PutSymlink' || request.operation === 'DeleteObject';
      return writes ? { after: named(after, state), answer: result } : { after: state, answer: result };
    },
    digest: ({ table }) =>
      JSON.stringify(
        table.range({ from: 'v/', to: 'v0' }).map(([entry, value]) => [keyOf(entry), value]),
        (name, value: unknown) => (name === 'sequence' ? undefined : value),
      ),
    canonical: ({ names }, text) =>
      createHash('sha256')
        .update(text.replace(VERSION_ID, (id) => names.get(id) ?? id))
        .digest('base64'),
    wrong: (state) => on(state, wrongAlias).result,
  };
};

const keyOf = (entry: string): string => entry.slice(0, entry.indexOf('\u0000\u0000'));

/** Compares the alias with the plain definition of what it should be, computed without any code of the product. */
const wrongAlias = (store: MemoryStore): string | undefined => {
  const { objects } = store.answer({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const numbers = objects.flatMap(({ key, type }) => (type === 'Symlink' ? [] : [Number(key.split('/')[1])]));
  const winner = numbers.length === 0 ? undefined : `a/${Math.max(...numbers)}/x`;
  const link = store.answer({ operation: 'GetSymlink', key: ALIAS });
  const target = link.found === 'symlink' ? link.target : undefined;
  if (target !== winner) return `the alias points at ${target ?? 'nothing'}, and should at ${winner ?? 'nothing'}`;
  if (winner === undefined || link.found !== 'symlink') return undefined;
  const head = store.answer({ operation: 'HeadObject', key: winner });
  const recorded = link.metadata['autoalias-version-id'];
  const actual = head.found === 'object' ? head.versionId : undefined;
  const etag = head.found === 'object' ? head.etag : undefined;
  if (recorded !== actual || link.metadata['autoalias-etag'] !== etag) {
    return `the alias records version ${recorded} of ${winner}, which is ${actual}`;
  }
  return undefined;
};
