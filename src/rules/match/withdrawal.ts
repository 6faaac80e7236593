import type { Rule } from '../rule.ts';
import { isMarkerKey, MARKER_NAME } from './marker-place.ts';
import { readKey } from './read-key.ts';
import { readReleases } from './read-release.ts';

/** What a marker withdraws. */
export type Covered =
  | { readonly kind: 'object'; readonly key: string }
  /** Everything whose key begins with `prefix`, which ends with a slash. */
  | { readonly kind: 'folder'; readonly prefix: string };

/**
 * The key of the marker that withdraws a candidate, or a file that makes a release complete. Undefined if the key is neither,
 * or under `withdraw: false`.
 */
export function markerKeyOf(rule: Rule, key: string): string | undefined {
  return readKey(rule, key)?.marker ?? readReleases(rule, key)[0]?.marker;
}

/**
 * What a marker withdraws under a rule. Undefined if the key is not that of a marker of the rule.
 *
 * A folder can contain objects that the rule does not match, or whose marker is in a deeper folder. {@link markerKeyOf}
 * decides for each object.
 */
export function coveredBy(rule: Rule, markerKey: string): Covered | undefined {
  if (!isMarkerKey(rule, markerKey)) return undefined;
  const covered = markerKey.slice(0, -MARKER_NAME.length);
  const isFolder = rule.markers?.kind === 'folder' && rule.markers.folders.match(covered) !== undefined;
  if (isFolder) return { kind: 'folder', prefix: covered };
  return markerKeyOf(rule, covered) === markerKey ? { kind: 'object', key: covered } : undefined;
}
