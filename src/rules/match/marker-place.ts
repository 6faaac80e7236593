import { isStateKey } from '../../state-key.ts';
import type { Groups } from '../pattern/groups.ts';
import type { MarkerPlace, Rule } from '../rule.ts';

/**
 * The end of the key of every marker. A marker is an object that withdraws other objects: they are not candidates while it
 * exists. Its content decides nothing.
 */
export const MARKER_NAME = '.withdrawn';

/**
 * Whether a rule treats a key as that of a marker. Such a key is never a candidate of the rule, and it never makes a release
 * complete.
 */
export function isMarkerKey({ markers, prefix }: Rule, key: string): boolean {
  return markers !== undefined && key.endsWith(MARKER_NAME) && key.startsWith(prefix) && !isStateKey(key);
}

/**
 * The key of the marker that withdraws a candidate. Undefined under `withdraw: false`.
 *
 * @param groups the groups of the match of the regex.
 */
export function markerOfCandidate({ markers, prefix }: Rule, key: string, groups: Groups): string | undefined {
  if (markers === undefined) return undefined;
  if (markers.kind === 'object') return `${key}${MARKER_NAME}`;
  const folder = markers.folderOf(key, groups);
  // Reading the start of a text that was just joined would take longer than the rest.
  return folder !== undefined && markers.start.startsWith(prefix)
    ? `${folder}${MARKER_NAME}`
    : markerAt(prefix, key, folder);
}

/** The same for the form of a rule, whose groups are read from a key in these folders. Undefined if it is not known. */
export function markerInFolders(
  markers: MarkerPlace,
  folders: string,
  key: string,
  groups: Groups,
): string | undefined {
  if (markers.kind === 'object') return `${key}${MARKER_NAME}`;
  return markers.isJoined ? `${folders}${markers.folderOf('', groups) ?? ''}${MARKER_NAME}` : undefined;
}

/**
 * The key of the marker that withdraws a file which makes a release complete, and that may not be a candidate. It is the
 * marker of the release's folder if the file is in that folder.
 *
 * @param groups the groups that identify the release.
 */
export function markerOfFile({ markers, prefix }: Rule, key: string, groups: Groups): string | undefined {
  if (markers === undefined) return undefined;
  return markerAt(prefix, key, markers.kind === 'folder' ? folderOfRelease(markers.folders, key, groups) : undefined);
}

/** A marker outside the prefix of the rule would raise no event and would not be listed. */
function markerAt(prefix: string, key: string, folder: string | undefined): string {
  const marker = `${folder ?? ''}${MARKER_NAME}`;
  return folder !== undefined && marker.startsWith(prefix) ? marker : `${key}${MARKER_NAME}`;
}

function folderOfRelease(
  folders: { readonly match: (text: string) => Groups | undefined },
  key: string,
  groups: Groups,
): string | undefined {
  for (let at = key.indexOf('/'); at !== -1; at = key.indexOf('/', at + 1)) {
    const folder = key.slice(0, at + 1);
    const own = folders.match(folder);
    if (own !== undefined && Object.entries(groups).every(([name, text]) => (own[name] ?? text) === text))
      return folder;
  }
  return undefined;
}
