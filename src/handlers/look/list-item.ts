import { createUnreadCollector, type UnreadAlias } from '../../aliases/look/collect-unread.ts';
import { matchKey } from '../../rules/match/match-key.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { listObjects } from '../walk/list-objects.ts';
import type { WalkedAlias, WalkedRelease } from '../walk/walk-aliases.ts';
import { createCandidateSurveyor } from './survey-candidates.ts';

/** An item whose candidates have been listed, and its aliases that have unread objects. */
interface ListedItem<T> {
  readonly item: T;
  readonly unread: readonly UnreadAlias[];
}

/**
 * Lists the candidates of an alias that moves alone.
 *
 * @param onRequest called before each request.
 */
export async function listAlias(
  { store, now }: HandlerContext,
  item: WalkedAlias,
  onRequest: () => void,
): Promise<ListedItem<WalkedAlias>> {
  const { rule, template, alias, prefix } = item;
  const { capabilities } = store;
  const task = { rule, template, alias, prefix, cause: { kind: 'sweep' }, now: now(), capabilities } as const;
  const surveyor = createCandidateSurveyor(task);
  for await (const object of listObjects(store, prefix, undefined, onRequest)) surveyor.add(object);
  const listed = surveyor.end();
  const group = template.grouping?.groupOfAlias(alias);
  const unread = listed.unread === undefined ? [] : [{ rule, template, alias, group, prefix, unread: listed.unread }];
  return { item: { ...item, listed }, unread };
}

/**
 * Lists the unread objects of a group. The protocol of the group lists its releases itself.
 *
 * @param onRequest called before each request.
 */
export async function listUnreadOfGroup(
  { store, ruleSet }: HandlerContext,
  item: WalkedRelease,
  onRequest: () => void,
): Promise<ListedItem<WalkedRelease>> {
  const unread = createUnreadCollector(ruleSet, () => {});
  for await (const { key, type } of listObjects(store, item.prefix, undefined, onRequest)) {
    if (type !== 'Symlink') unread.add(key, matchKey(ruleSet, key));
  }
  return { item, unread: unread.take(item) };
}
