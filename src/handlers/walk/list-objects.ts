import { createListingProgress } from '../../stores/listing-progress.ts';
import type { Store } from '../../stores/store.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { type Scope, scopePrefixes } from './walk-aliases.ts';

/**
 * Every object under a prefix, in key order, page by page: the next page is asked for when this one is used up.
 *
 * @param startAfter only keys after it.
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

/** How many objects a walk would list. One request per thousand. */
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
