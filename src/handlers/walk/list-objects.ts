import { isAfterRange, type KeyRange } from '../../aliases/split/key-range.ts';
import { compareKeys } from '../../compare-keys.ts';
import { allPrefixes } from '../../rules/match/covering-prefixes.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { isStateKey } from '../../state-key.ts';
import { createListingProgress } from '../../stores/listing-progress.ts';
import type { Store } from '../../stores/store.ts';
import type { ListedObject, ObjectsPage } from '../../stores/store-response.ts';
import type { HandlerContext } from '../function/handler-context.ts';

/** The part of a bucket to list. By default, every prefix that the rules affect is listed. */
export interface Scope {
  /** Only objects under this prefix are listed. The aliases that they affect are checked completely. */
  readonly prefix?: string;
  /** Only objects after this key are listed. */
  readonly startAfter?: string;
  /**
   * Only aliases in this range are processed, each completely: those whose candidates have a prefix in it, and links outside
   * the prefix of their candidates whose key is in it. So scopes whose ranges share their ends process each alias once.
   */
  readonly range?: KeyRange | undefined;
  /** Once this signal is aborted, no further object is processed. */
  readonly signal?: AbortSignal;
}

/**
 * Lists every object under a prefix, in key order. The next page is requested when the current one is used up, so a caller
 * that stops early causes no further request.
 *
 * @param startAfter list only keys after this one.
 * @param onRequest called before each request.
 * @param onPage called with each page, before its objects.
 * @throws AutoaliasError `store-unreachable` for a listing that does not advance.
 */
export async function* listObjects(
  store: Store,
  prefix: string,
  startAfter?: string,
  onRequest?: () => void,
  onPage?: (page: ObjectsPage) => void,
): AsyncGenerator<ListedObject> {
  const ask = pageRequests(store, prefix, startAfter, onRequest, onPage);
  for (let page = await ask(); page !== undefined; page = await ask(page)) yield* page.objects;
}

/**
 * As listObjects, for callers that read a listing to its end: the next page is requested before the objects of the current
 * one are read, so the store works on it meanwhile. At most two pages are in memory.
 */
export async function* listAllObjects(...listing: Parameters<typeof listObjects>): AsyncGenerator<ListedObject> {
  for await (const { objects } of listAllPages(...listing)) yield* objects;
}

/** As listAllObjects, page by page. An async iteration for each object would take longer than a short use of the object. */
export async function* listAllPages(...listing: Parameters<typeof listObjects>): AsyncGenerator<ObjectsPage> {
  const ask = pageRequests(...listing);
  let page = await ask();
  while (page !== undefined) {
    const next = ask(page);
    // If the caller stops, or throws, this page is not awaited, and its failure must not end the process.
    next.catch(() => {});
    yield page;
    page = await next;
  }
}

/** Returns a function that requests the page after a page, or the first one. It resolves with undefined after the last. */
function pageRequests(
  store: Store,
  prefix: string,
  startAfter?: string,
  onRequest: () => void = () => {},
  onPage: (page: ObjectsPage) => void = () => {},
): (after?: ObjectsPage) => Promise<ObjectsPage | undefined> {
  const check = createListingProgress(prefix);
  return async (after) => {
    const continuationToken = after?.nextToken;
    if (after !== undefined && continuationToken === undefined) return undefined;
    onRequest();
    const page = await store.send({
      operation: 'ListObjects',
      prefix,
      maxKeys: 1000,
      ...(startAfter === undefined || continuationToken !== undefined ? {} : { startAfter }),
      ...(continuationToken === undefined ? {} : { continuationToken }),
    });
    check(page);
    onPage(page);
    return page;
  };
}

/** The prefixes that a scope covers, in key order. */
export function scopePrefixes(ruleSet: RuleSet, { prefix, startAfter, range = {} }: Scope): readonly string[] {
  const first = startAfter ?? range.after;
  return (prefix === undefined ? allPrefixes(ruleSet) : [prefix]).filter(
    (listed) => (first === undefined || !endsBefore(listed, first)) && !isAfterRange(range, listed),
  );
}

/** Whether all keys under a prefix sort before `startAfter`. */
function endsBefore(prefix: string, startAfter: string): boolean {
  return compareKeys(prefix, startAfter) < 0 && !startAfter.startsWith(prefix);
}

/** Receives each object under a prefix, in key order. */
export interface ListingReader {
  readonly prefix: string;
  show(object: ListedObject): void;
}

/** Lists each prefix once, even if it has several readers. Keeps no objects in memory. */
export async function listForReaders(store: Store, readers: readonly ListingReader[]): Promise<void> {
  const prefixes = [...new Set(readers.map(({ prefix }) => prefix))];
  await Promise.all(
    prefixes.map(async (prefix) => {
      const interested = readers.filter((reader) => reader.prefix === prefix);
      for await (const object of listAllObjects(store, prefix)) for (const reader of interested) reader.show(object);
    }),
  );
}

/** Counts the objects that a walk of this scope would list. Sends one request for each thousand objects. */
export async function countObjects(
  { store, ruleSet }: Pick<HandlerContext, 'store' | 'ruleSet'>,
  scope: Scope,
): Promise<number> {
  let objects = 0;
  for (const prefix of scopePrefixes(ruleSet, scope)) {
    for await (const { key } of listAllObjects(store, prefix, scope.startAfter)) {
      if (scope.signal?.aborted) return objects;
      if (!isStateKey(key)) objects++;
    }
  }
  return objects;
}
