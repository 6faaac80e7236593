import { createUnreadCollector, type UnreadAlias } from '../../aliases/look/collect-unread.ts';
import { countsAsLink } from '../../aliases/look/found-alias.ts';
import { matchKey } from '../../rules/match/match-key.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { withMarkerTypes } from '../walk/kind-of-listed.ts';
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
  context: HandlerContext,
  item: WalkedAlias,
  onRequest: () => void,
): Promise<ListedItem<WalkedAlias>> {
  const { store, now } = context;
  const { rule, template, alias, prefix } = item;
  const { capabilities } = store;
  const task = { rule, template, alias, prefix, cause: { kind: 'sweep' }, now: now(), capabilities } as const;
  const surveyor = createCandidateSurveyor(task);
  const objects = withMarkerTypes(context, listObjects(store, prefix, undefined, onRequest), onRequest);
  for await (const object of objects) surveyor.add(object);
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
  for await (const object of listObjects(store, item.prefix, undefined, onRequest)) {
    if (!countsAsLink(ruleSet, object)) unread.add(object.key, matchKey(ruleSet, object.key));
  }
  return { item, unread: unread.take(item) };
}
