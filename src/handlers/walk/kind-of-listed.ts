import { markerRuleOf } from '../../rules/match/match-key.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Store } from '../../stores/store.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import type { WalkedItem } from './walk-aliases.ts';

/** Whether a listed object is a symlink. Sends a HeadObject if the listing does not show it. */
export async function isListedLink(
  store: Store,
  { key, type }: Pick<ListedObject, 'key' | 'type'>,
  onRequest: () => void = () => {},
): Promise<boolean> {
  if (type !== undefined) return type === 'Symlink';
  onRequest();
  return (await store.send({ operation: 'HeadObject', key })).found === 'symlink';
}

/**
 * The objects of a listing, with the types of all markers: a symlink at the key of a marker withdraws nothing. Sends a
 * HeadObject for each marker that was listed without a type. A marker that is gone by now is left out.
 */
export async function* withMarkerTypes(
  { store, ruleSet }: { readonly store: Store; readonly ruleSet: RuleSet },
  objects: AsyncIterable<ListedObject>,
  onRequest: () => void = () => {},
): AsyncGenerator<ListedObject> {
  for await (const object of objects) {
    if (object.type !== undefined || markerRuleOf(ruleSet, object.key) === undefined) {
      yield object;
      continue;
    }
    onRequest();
    const { found } = await store.send({ operation: 'HeadObject', key: object.key });
    if (found !== 'none') yield { ...object, type: found === 'symlink' ? 'Symlink' : 'Normal' };
  }
}

/**
 * Creates a function that checks the markers of walked items that were listed without a type. If one of them is not the marker
 * that was listed, or cannot be read, the item comes back as not listed, so that its protocol lists it again. Reads each
 * marker once.
 *
 * Call it only for items that are processed. So a sweep that knows an alias does not read its markers.
 */
export function createMarkerCheck(store: Store, onRequest: () => void): <I extends WalkedItem>(item: I) => Promise<I> {
  const checked = new Map<string, Promise<boolean>>();
  const check = async ({ key, lastModified }: ListedObject): Promise<boolean> => {
    onRequest();
    const head = await store.send({ operation: 'HeadObject', key });
    return head.found === 'object' && head.lastModified === lastModified;
  };
  return async (item) => {
    if (item.kind === 'ownerless' || item.kind === 'unread' || item.listed === undefined) return item;
    for (const marker of item.unprovenMarkers ?? []) {
      const isMarker = checked.get(marker.key) ?? check(marker).catch(() => false);
      checked.set(marker.key, isMarker);
      if (await isMarker) continue;
      return item.kind === 'release'
        ? { ...item, listed: undefined, releases: undefined }
        : { ...item, listed: undefined };
    }
    return item;
  };
}
