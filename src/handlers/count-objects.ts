import type { HandlerContext } from './handler-context.ts';
import { listObjects } from './list-objects.ts';
import { type Scope, scopePrefixes } from './walk-aliases.ts';

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
