import { type LinkVersions, versionsOf } from '../look/history.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import {
  markerField,
  NO_LINK_VERSIONS,
  type ShownTarget,
  shownAt,
  shownNow,
  shownUnversioned,
} from './shown-target.ts';
import { createVersionFinder } from './version-place.ts';

/** What an alias showed at a moment. */
export interface Resolution extends ShownTarget {
  readonly alias: string;
  /** Unix milliseconds. Null for now. */
  readonly at: number | null;
}

/**
 * What an alias shows now, or showed at a moment in the past. Uses no rules, so it also works for links that no rule defines
 * any more. The past is read from the versions of the alias.
 *
 * @param at Unix milliseconds. Absent for now.
 */
export function* resolveAlias({ versionsLinks }: LinkVersions, alias: string, at?: number): Protocol<Resolution> {
  const link = { operation: 'GetSymlink', key: alias } as const;
  if (at === undefined) {
    const current = yield* ask(link);
    const marker = current.found === 'symlink' ? yield* markerField(current) : {};
    return { alias, at: null, ...shownNow(current), ...marker };
  }
  const [{ status }, current] = yield* askAll({ operation: 'GetBucketVersioning' }, link);
  if (status === 'Never' || !versionsLinks) {
    const shown = shownUnversioned(current, at, versionsLinks ? 'the bucket is unversioned' : NO_LINK_VERSIONS);
    const isPresent = shown.shows === 'link' && current.found === 'symlink';
    return { alias, at, ...shown, ...(isPresent ? yield* markerField(current) : {}) };
  }
  const finder = createVersionFinder(at);
  const versions = yield* versionsOf(alias, Number.POSITIVE_INFINITY, ({ lastModified }) => lastModified <= at);
  for (const version of versions) finder.show(version);
  return { alias, at, ...(yield* shownAt(alias, finder.place, status)) };
}
