import { compareKeys } from '../../compare-keys.ts';
import { allPrefixes } from '../../rules/match/covering-prefixes.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { createListingProgress } from '../../stores/listing-progress.ts';
import type { Store } from '../../stores/store.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import type { HandlerContext } from '../function/handler-context.ts';

/** Which part of a bucket is walked; everything that the rules can bear on where nothing is said. */
export interface Scope {
  /** Only objects under it are listed; the aliases that they bear on are looked at whole. */
  readonly prefix?: string;
  /** Only objects after this key are listed. */
  readonly startAfter?: string;
  /** Aborted: no further object is taken. */
  readonly signal?: AbortSignal;
}

/**
 * Lists every object under a prefix, in key order. The next page is requested when the current one is used up.
 *
 * @param startAfter list only keys after this one.
 * @param onRequest called before each request.
 * @throws AutoaliasError `store-unreachable` for a listing that does not advance.
 */
export async function* listObjects(
  store: Store,
  prefix: string,
  startAfter?: string,
  onRequest: () => void = () => {},
): AsyncGenerator<ListedObject> {
  const check = createListingProgress(prefix);
  let continuationToken: string | undefined;
  do {
    onRequest();
    const page = await store.send({
      operation: 'ListObjects',
      prefix,
      maxKeys: 1000,
      ...(startAfter === undefined || continuationToken !== undefined ? {} : { startAfter }),
      ...(continuationToken === undefined ? {} : { continuationToken }),
    });
    check(page);
    yield* page.objects;
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined);
}

/** What has to be listed, in key order. */
export function scopePrefixes(ruleSet: RuleSet, { prefix, startAfter }: Scope): readonly string[] {
  return (prefix === undefined ? allPrefixes(ruleSet) : [prefix]).filter(
    (listed) => startAfter === undefined || !isBehind(listed, startAfter),
  );
}

/** All keys that begin with the prefix come before the start. */
function isBehind(prefix: string, startAfter: string): boolean {
  return compareKeys(prefix, startAfter) < 0 && !startAfter.startsWith(prefix);
}

/** Receives the objects under a prefix, in key order. */
export interface ListingReader {
  readonly prefix: string;
  show(object: ListedObject): void;
}

/** Lists each prefix once, however many readers it has. Keeps no objects in memory. */
export async function listForReaders(store: Store, readers: readonly ListingReader[]): Promise<void> {
  const prefixes = [...new Set(readers.map(({ prefix }) => prefix))];
  await Promise.all(
    prefixes.map(async (prefix) => {
      const own = readers.filter((reader) => reader.prefix === prefix);
      for await (const object of listObjects(store, prefix)) for (const reader of own) reader.show(object);
    }),
  );
}

/** Counts the objects that a walk would list. Sends a request for each thousand. */
export async function countObjects(
  { store, ruleSet }: Pick<HandlerContext, 'store' | 'ruleSet'>,
  scope: Scope,
): Promise<number> {
  let objects = 0;
  for (const prefix of scopePrefixes(ruleSet, scope)) {
    for await (const _ of listObjects(store, prefix, scope.startAfter)) {
      if (scope.signal?.aborted) return objects;
      objects++;
    }
  }
  return objects;
}
