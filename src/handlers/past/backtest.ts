import { aliasTask } from '../../aliases/model/task.ts';
import { compareReplays, type ReplayMoment } from '../../aliases/past/compare-replays.ts';
import { isReplayed, type KeyChange } from '../../aliases/past/replay-winners.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { coveringPrefixes } from '../../rules/match/covering-prefixes.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Store } from '../../stores/store.ts';
import type { StoreCapabilities } from '../../stores/store-capabilities.ts';
import type { ListedVersion } from '../../stores/store-response.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { listVersions } from './list-versions.ts';
import { createPinReader, notReplayed } from './not-replayed.ts';

/** Options of {@link backtest}. */
export interface BacktestOptions {
  /** The rules to compare with those of the context. */
  readonly other: RuleSet;
  /** The key of one alias, or a prefix of aliases that ends with a slash. By default, all aliases are compared. */
  readonly of?: string | undefined;
  /** The beginning of the period, in Unix milliseconds. By default, the first version that the bucket has. */
  readonly since?: number | undefined;
  /** More changes than this are refused. By default, {@link MOST_CHANGES}. */
  readonly mostChanges?: number;
  readonly onMoment: (moment: ReplayMoment) => void;
}

/** An alias with moments that are not reported. */
export interface NotCompared {
  readonly alias: string;
  /** How many moments are not reported. */
  readonly moments: number;
  readonly why: string;
}

/** What {@link backtest} did. */
export interface BacktestTotal {
  /** Listed versions and delete markers. */
  readonly versions: number;
  /** Changes of keys that can change a winner. */
  readonly changes: number;
  /** How many moments were reported. */
  readonly moments: number;
  /** The first hundred aliases that differed while they were pinned, so that no rules could have moved them. */
  readonly notCompared: readonly NotCompared[];
  /** What the replay does not know, in words that continue "not replayed: ". */
  readonly notReplayed: readonly string[];
  /** Aliases that differed at some moment. */
  readonly aliases: number;
  /** Aliases that differ now. */
  readonly differing: number;
  /** Keys whose oldest version is a delete marker: the versions before it are gone. */
  readonly incomplete: number;
  /** When the oldest change was made. Null if there is none. Unix milliseconds. */
  readonly oldest: number | null;
  readonly requests: number;
}

/** The default limit. So many changes take about a gigabyte. */
const MOST_CHANGES = 2_000_000;

/**
 * Replays the versions of a bucket through the rules of the context and through other rules, and reports each moment at
 * which they choose different targets. Writes nothing.
 *
 * Memory: the changes of all keys that the rules match, since the beginning of the period, and the objects at that time.
 *
 * @throws AutoaliasError `alias-refused` for a bucket without versions, or if no rules define the alias; `limit-exceeded`
 * for more than `mostChanges` changes.
 */
export async function backtest(
  { store, ruleSet, now }: Pick<HandlerContext, 'store' | 'ruleSet' | 'now'>,
  { other, of, since, mostChanges = MOST_CHANGES, onMoment }: BacktestOptions,
): Promise<BacktestTotal> {
  const rules = [ruleSet, other] as const;
  const until = now();
  const { status } = await store.send({ operation: 'GetBucketVersioning' });
  if (status === 'Never') {
    throw new AutoaliasError(
      'alias-refused',
      `the bucket ${store.bucket} is unversioned, so it has no past to replay; turn on versioning`,
    );
  }
  const { changes, ...total } = await readChanges(store, rules, prefixesOf(rules, of, until, store.capabilities), {
    since,
    mostChanges,
  });
  const isWanted = of === undefined || of === '' ? undefined : wanted(of);
  const differed = new Set<string>();
  const differing = new Set<string>();
  let moments = 0;
  const notCompared = new Map<string, NotCompared>();
  let reads = 0;
  const pins = createPinReader(store, until, () => {
    reads++;
  });
  const replayed = compareReplays(rules, changes, { since, until, ...(isWanted && { isWanted }) });
  for (const chunk of chunksOf(replayed, CHUNK)) {
    const pinned = await pins.read(chunk.map(({ alias }) => alias));
    for (const moment of chunk) {
      const { alias, time, differs } = moment;
      const pin = pinned.get(alias);
      const isHeld = pin !== undefined && time >= pin.since;
      if (differs && !isHeld) differing.add(alias);
      else differing.delete(alias);
      if (isHeld) {
        notCompared.set(alias, { alias, moments: (notCompared.get(alias)?.moments ?? 0) + 1, why: pin.why });
        continue;
      }
      moments++;
      differed.add(alias);
      onMoment(moment);
    }
  }
  return {
    ...total,
    notCompared: [...notCompared.values()].slice(0, MOST_NOT_COMPARED),
    notReplayed: notReplayed(rules, store.capabilities),
    changes: changes.length,
    oldest: changes[0]?.time ?? null,
    moments,
    aliases: differed.size,
    differing: differing.size,
    requests: total.requests + reads + 1,
  };
}

/** How many moments are kept while the pins of their aliases are read. */
const CHUNK = 256;

const MOST_NOT_COMPARED = 100;

function* chunksOf<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function wanted(of: string): (alias: string) => boolean {
  return of.endsWith('/') ? (alias) => alias.startsWith(of) : (alias) => alias === of;
}

/** The prefixes of all objects and markers that decide about the aliases. */
function prefixesOf(
  rules: readonly RuleSet[],
  of: string | undefined,
  now: number,
  capabilities: StoreCapabilities,
): readonly string[] {
  if (of === undefined || of === '' || of.endsWith('/')) {
    return coveringPrefixes(rules.flatMap((ruleSet) => ruleSet.rules.map(({ prefix }) => prefix)));
  }
  const own = rules.flatMap((ruleSet) => aliasTask(ruleSet, of, { kind: 'sweep' }, now, capabilities)?.prefix ?? []);
  if (own.length > 0) return coveringPrefixes(own);
  throw new AutoaliasError(
    'alias-refused',
    `neither the present nor the new rules define the alias ${of}; autoalias explain ${of} says why`,
  );
}

interface ChangesRead extends Pick<BacktestTotal, 'versions' | 'incomplete' | 'requests'> {
  /** In the order of their times. The changes of one key are in the order of its versions. */
  readonly changes: readonly KeyChange[];
}

async function readChanges(
  store: Store,
  rules: readonly RuleSet[],
  prefixes: readonly string[],
  {
    since = Number.NEGATIVE_INFINITY,
    mostChanges,
  }: { readonly since?: number | undefined; readonly mostChanges: number },
): Promise<ChangesRead> {
  const changes: KeyChange[] = [];
  let versions = 0;
  let incomplete = 0;
  let requests = 0;
  const countRequest = (): void => {
    requests++;
  };
  /** The versions of the current key, newest first. */
  let own: ListedVersion[] = [];
  const endKey = (): void => {
    if (own.at(-1)?.deleteMarker) incomplete++;
    for (const change of changesOf(own, since)) changes.push(change);
    own = [];
    if (changes.length <= mostChanges) return;
    throw new AutoaliasError(
      'limit-exceeded',
      `the rules match more than ${mostChanges} changes; name one alias, or a later beginning of the period`,
    );
  };
  for (const prefix of prefixes) {
    let key: string | undefined;
    let isUsed = false;
    for await (const version of listVersions(store, prefix, countRequest)) {
      versions++;
      if (version.key !== key) {
        endKey();
        ({ key } = version);
        isUsed = rules.some((ruleSet) => isReplayed(ruleSet, version.key));
      }
      if (isUsed) own.push(version);
    }
    endKey();
  }
  return { changes: changes.sort((a, b) => a.time - b.time), versions, incomplete, requests };
}

/** The changes of one key, oldest first. Only the last change until `since` is kept, because the others have no effect. */
function changesOf(versions: readonly ListedVersion[], since: number): readonly KeyChange[] {
  const changes: KeyChange[] = [];
  let time = Number.NEGATIVE_INFINITY;
  for (const version of versions.toReversed()) {
    // The order of the versions counts, even if the clock of the store went back.
    time = Math.max(time, version.lastModified);
    const change = changeOf(version, time);
    if (time <= since) changes[0] = change;
    else changes.push(change);
  }
  return changes;
}

function changeOf({ key, lastModified, deleteMarker, etag = '', type = '' }: ListedVersion, time: number): KeyChange {
  return { key, time, object: deleteMarker ? undefined : { key, lastModified, etag, type } };
}
