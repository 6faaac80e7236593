import { META } from '../../../src/aliases/model/alias-record.ts';
import { type AliasTask, aliasTask } from '../../../src/aliases/model/task.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { createMemoryTable, type MemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import { createMemoryStore, type MemoryStore } from '../../../src/stores/memory/memory-store.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { ListObjects, StoreRequest } from '../../../src/stores/store-request.ts';
import type { ListedObject, ObjectsPage, StoreResponse } from '../../../src/stores/store-response.ts';
import { runAtOnce } from '../world/run-at-once.ts';
import { candidate, markerOf } from '../world/single-alias.ts';

/** The store's time, in half seconds. */
export type Half = number;

const BEGIN = Date.UTC(2026, 10, 20);

export function timeOf(half: Half): number {
  return BEGIN + half * 500;
}

/** A change by a user, another program or an operator. Its event may be lost, or come at any time. */
export type Change = BucketChange | { readonly do: 'other rules' } | { readonly do: 'older facts' };

type BucketChange =
  | { readonly do: 'put' | 'delete' | 'withdraw' | 'link over' | 'go back'; readonly n: number }
  | { readonly do: 'unlink' };

export interface FactWorld {
  /** The numbers of the objects at the beginning. */
  readonly objects: readonly number[];
  readonly withdrawn?: readonly number[];
  /** The numbers of objects that were uploaded after the alias was written. */
  readonly young?: readonly number[];
  /** Whether the alias exists, or where it is pinned and until which second. */
  readonly alias: boolean | { readonly pinnedTo: number; readonly untilSecond?: number };
  readonly program: readonly Change[];
  /** The key of the alias. By default, it is listed before its candidates. */
  readonly key?: string;
  /** Seconds. */
  readonly minimumAge?: number;
  /** How many seconds the clock that dates writes is behind the one that dates answers. */
  readonly behind?: number;
  /** The sweep reads its own clock although there are no ages and pins. */
  readonly readsClock?: true;
}

/** A bucket, and the state object of its sweeps. */
export interface FactBucket {
  readonly table: MemoryTable;
  readonly ids: number;
  readonly facts: string | undefined;
  readonly olderFacts: string | undefined;
  /** Which of the two rule sets is deployed. */
  readonly rules: 0 | 1;
  /** Describes the content: equal texts mean equal futures. */
  readonly text: string;
}

export interface FactSetting {
  readonly world: FactWorld;
  readonly key: string;
  readonly ruleSets: readonly [RuleSet, RuleSet];
}

export function settingOf(world: FactWorld): FactSetting {
  const key = world.key ?? 'a/-';
  return { world, key, ruleSets: [rulesOf(world, key, false), rulesOf(world, key, true)] };
}

function rulesOf({ minimumAge }: FactWorld, key: string, isDescending: boolean): RuleSet {
  return parseRules(
    `version: 1
rules:
  - name: a
    match: { prefix: a/, regex: '^a/(?<n>[0-9]+)/x$' }
    order: { by: number, on: n${isDescending ? ', desc: true' : ''} }
    aliases: ['${key}']
    ${minimumAge === undefined ? '' : `minimumAge: ${minimumAge}s`}
`,
    'world.yaml',
  );
}

export function startOf(setting: FactSetting): FactBucket {
  const { world } = setting;
  let bucket: FactBucket = {
    table: createMemoryTable(),
    ids: 0,
    facts: undefined,
    olderFacts: undefined,
    rules: 0,
    text: '',
  };
  const at = { ...setting, world: { ...world, behind: 0 } };
  // With a minimum age, the first objects are old enough. Otherwise, they are of the second in which sweeps begin.
  const early = -2 * (world.minimumAge ?? 0);
  for (const n of world.objects) bucket = changed(at, bucket, early, { do: 'put', n });
  for (const n of world.withdrawn ?? []) bucket = changed(at, bucket, early, { do: 'withdraw', n });
  if (world.alias === false) return bucket;
  bucket = handled(at, bucket, 0);
  for (const n of world.young ?? []) bucket = changed(at, bucket, 0, { do: 'put', n });
  if (world.alias === true) return bucket;
  const { pinnedTo, untilSecond } = world.alias;
  const pin = { reason: 'test', until: untilSecond === undefined ? undefined : timeOf(2 * untilSecond) };
  return written(at, bucket, 0, (store) => {
    runAtOnce(pinAlias(taskOf(at, bucket, 0), candidate(pinnedTo), pin), store);
  });
}

function taskOf({ ruleSets, key }: FactSetting, { rules }: FactBucket, half: Half): AliasTask {
  const task = aliasTask(ruleSets[rules], key, { kind: 'sweep' }, timeOf(half), OSS_CAPABILITIES);
  if (task === undefined) throw new TypeError('the world has no alias');
  return task;
}

/** The bucket after a handler of the alias, which runs at once. */
export function handled(setting: FactSetting, bucket: FactBucket, half: Half): FactBucket {
  return written(setting, bucket, half, (store) => {
    runAtOnce(reconcile(taskOf(setting, bucket, half)), store);
  });
}

export function changed(setting: FactSetting, bucket: FactBucket, half: Half, change: Change): FactBucket {
  if (change.do === 'other rules') return described({ ...bucket, rules: 1 });
  if (change.do === 'older facts') return described({ ...bucket, facts: bucket.olderFacts });
  return written(setting, bucket, half, (store) => {
    ACTIONS[change.do](store, setting.key, 'n' in change ? change.n : 0);
  });
}

const BLOB = { id: 'b', size: 1, etag: 'E'.repeat(32), crc64: '0' };

/** All bodies are equal, so that only times and version ids differ. */
const ACTIONS: Readonly<Record<BucketChange['do'], (store: MemoryStore, key: string, n: number) => void>> = {
  put: (store, _, n) => store.answer({ operation: 'PutObject', key: candidate(n), blob: BLOB }),
  delete: (store, _, n) => store.answer({ operation: 'DeleteObject', key: candidate(n) }),
  withdraw: (store, _, n) => store.answer({ operation: 'PutObject', key: markerOf(n), blob: BLOB }),
  unlink: (store, key) => store.answer({ operation: 'DeleteObject', key }),
  'link over': (store, key, n) => store.answer({ operation: 'PutSymlink', key, target: candidate(n) }),
  'go back': (store, _, n) => {
    const [newest] = store.answer({ operation: 'ListObjectVersions', prefix: candidate(n), maxKeys: 1 }).versions;
    store.answer({ operation: 'DeleteObject', key: candidate(n), versionId: newest?.versionId ?? '' });
  },
};

/** Answers a request of a sweep. */
export function answered(
  setting: FactSetting,
  bucket: FactBucket,
  half: Half,
  request: StoreRequest,
): { readonly bucket: FactBucket; readonly answer: StoreResponse } {
  if (request.operation === 'GetObject') {
    const text = request.key.startsWith('.autoalias/') ? bucket.facts : undefined;
    const answer = text === undefined ? { found: 'none', deleteMarker: false } : { found: 'object', text };
    return { bucket, answer: answer as StoreResponse };
  }
  if (request.operation === 'PutObject') {
    const facts = new TextDecoder().decode(request.body as Uint8Array);
    const isUsed = setting.world.program.some((change) => change.do === 'older facts');
    const olderFacts = isUsed ? bucket.facts : undefined;
    return { bucket: described({ ...bucket, facts, olderFacts }), answer: { written: true } };
  }
  if (request.operation === 'PutSymlink' || request.operation === 'DeleteObject') {
    let answer: StoreResponse | undefined;
    const after = written(setting, bucket, half, (store) => {
      answer = store.answer(request);
    });
    if (answer === undefined) throw new TypeError('no answer');
    return { bucket: after, answer };
  }
  const store = storeOf(bucket.table.clone(), half, () => '0'.repeat(32));
  const answer = store.answer(request.operation === 'ListObjects' ? afterKey(request) : request);
  return { bucket, answer: 'objects' in answer ? page(answer) : withoutEtag(answer) };
}

/** All ETags are equal. A page ends where links and objects meet, so that something can happen in between. */
function page({ objects, ...rest }: ObjectsPage): ObjectsPage {
  const isLink = ({ type }: ListedObject): boolean => type === 'Symlink';
  const [first] = objects;
  const end = objects.findIndex((one) => first !== undefined && isLink(one) !== isLink(first));
  const shown = objects.slice(0, end === -1 ? undefined : end).map((one) => ({ ...one, etag: 'E' }));
  return { ...rest, objects: shown, ...(end === -1 ? {} : { nextToken: shown.at(-1)?.key ?? '' }) };
}

/** The token of a page is its last key. */
function afterKey({ continuationToken, ...request }: ListObjects): ListObjects {
  return continuationToken === undefined ? request : { ...request, startAfter: continuationToken };
}

function withoutEtag(answer: StoreResponse): StoreResponse {
  return 'found' in answer && answer.found === 'symlink' && 'etag' in answer
    ? ({ ...answer, etag: 'E' } as StoreResponse)
    : answer;
}

function storeOf(table: MemoryTable, half: Half, newId: () => string): MemoryStore {
  return createMemoryStore({ table, now: () => timeOf(half), newId });
}

function written(
  { world }: FactSetting,
  bucket: FactBucket,
  half: Half,
  work: (store: MemoryStore) => void,
): FactBucket {
  const table = bucket.table.clone();
  let { ids } = bucket;
  const dated = half - 2 * (world.behind ?? 0);
  work(storeOf(table, dated, () => (++ids).toString(16).padStart(32, '0')));
  return described({ ...bucket, table, ids });
}

const VERSION_ID = /CAEQ[\w.-]{60}/g;

function described(bucket: FactBucket): FactBucket {
  const names = new Map<string, string>();
  const rows = newest(bucket.table.range({ from: 'v/', to: 'v0' }));
  const text = JSON.stringify([rows, bucket.rules, bucket.facts, bucket.olderFacts], (name, value: unknown) =>
    name === 'sequence' || name === 'etag' ? undefined : value,
  );
  return { ...bucket, text: named(text, names) };
}

/** The newest versions of each key. Handlers use no others. */
function newest(rows: ReturnType<MemoryTable['range']>): readonly unknown[] {
  const counts = new Map<string, number>();
  return rows.flatMap(([entry, value]) => {
    const key = entry.slice(0, entry.indexOf('\u0000\u0000'));
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return (counts.get(key) ?? 0) > MOST_VERSIONS ? [] : [[key, value]];
  });
}

const MOST_VERSIONS = 3;

/** Replaces version ids by numbers in the order in which they occur. */
export function named(text: string, names: Map<string, string> = new Map()): string {
  return text.replace(VERSION_ID, (id) => {
    const name = names.get(id) ?? `id${names.size}`;
    names.set(id, name);
    return name;
  });
}

/** Why a sweep must look at the alias now. Computed without the product's rules. Undefined if it can leave it. */
export function wrongAlias({ world, key }: FactSetting, bucket: FactBucket, half: Half): string | undefined {
  const store = storeOf(bucket.table.clone(), half, () => '0'.repeat(32));
  const second = Math.floor(half / 2);
  const { objects } = store.answer({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const there = new Map(objects.filter(({ type }) => type !== 'Symlink').map((one) => [one.key, one]));
  const link = store.answer({ operation: 'GetSymlink', key });
  const target = link.found === 'symlink' ? link.target : undefined;
  if (link.found === 'symlink' && link.metadata[META.pin] !== undefined) {
    const until = link.metadata[META.until];
    const holds = until === undefined || Number(until) > timeOf(2 * second);
    if (holds) return there.has(link.target) ? undefined : `it is pinned at ${target}, which is gone`;
  }
  const isOld = (n: number): boolean =>
    timeOf(2 * second) >= (there.get(candidate(n))?.lastModified ?? 0) + 1000 * (world.minimumAge ?? 0);
  const numbers = [1, 2, 3, 4].filter((n) => there.has(candidate(n)) && !there.has(markerOf(n)) && isOld(n));
  const best = bucket.rules === 0 ? Math.max(...numbers) : Math.min(...numbers);
  const winner = numbers.length === 0 ? undefined : candidate(best);
  if (winner === undefined && world.minimumAge !== undefined && target !== undefined) return undefined;
  if (target !== winner) return `it shows ${target ?? 'nothing'} instead of ${winner ?? 'nothing'}`;
  if (winner === undefined || link.found !== 'symlink') return undefined;
  if (link.metadata[META.rule] === undefined) return 'another program wrote it';
  const head = store.answer({ operation: 'HeadObject', key: winner });
  const recorded = link.metadata[META.versionId];
  const version = head.found === 'object' ? head.versionId : undefined;
  return recorded === version ? undefined : `it records another version of ${winner}`;
}
