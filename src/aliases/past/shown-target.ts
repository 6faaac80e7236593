import { defined } from '../../defined.ts';
import type { ListedVersion, SymlinkFound, Versioning } from '../../stores/store-response.ts';
import { type MoveMarker, readMarkerOfLink } from '../look/marker-moves.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { NO_BASE, readRecord } from '../model/alias-record.ts';
import { timeText } from '../model/pin.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import type { VersionPlace } from './version-place.ts';

/**
 * What was at the key of an alias.
 * - `link`: a symlink, of autoalias or of another program
 * - `object`: a real object
 * - `nothing`: no object, or a delete marker
 * - `unknown`: the versions of that time are gone
 */
export type ShownKind = 'link' | 'object' | 'nothing' | 'unknown';

/** What an alias showed at one moment, and how that is known. */
export interface ShownTarget {
  readonly shows: ShownKind;
  readonly target: string | null;
  /** The version of the target for which the link was written. Null if the link does not record it. */
  readonly targetVersionId: string | null;
  /** The version of the alias. */
  readonly versionId: string | null;
  /** When that version was written. Unix milliseconds at whole seconds. */
  readonly since: number | null;
  /** The rule, order text, cause and actor that the link records. */
  readonly rule: string | null;
  readonly order: string | null;
  readonly cause: string | null;
  readonly actor: string | null;
  /** The marker whose event wrote the link. Absent if another cause wrote it, or if the marker is gone. */
  readonly marker?: MoveMarker;
  /** How this is known, or why it is not. */
  readonly known: string;
  /** Why the alias may have shown something else at that moment: a version is gone. */
  readonly gap: string | null;
}

const NOTHING_SAID = {
  target: null,
  targetVersionId: null,
  versionId: null,
  since: null,
  rule: null,
  order: null,
  cause: null,
  actor: null,
  gap: null,
};

/** What an alias shows now. */
export function shownNow(current: AliasObject): ShownTarget {
  if (current.found !== 'symlink') {
    const shows = current.found === 'object' ? 'object' : 'nothing';
    return { ...NOTHING_SAID, shows, known: 'read now' };
  }
  const { versionId = null, lastModified = null } = current;
  const written = lastModified === null ? '' : `; the link was written at ${timeText(lastModified)}`;
  return { ...NOTHING_SAID, ...linkParts(current), versionId, since: lastModified, known: `read now${written}` };
}

/** Why the past of an alias is unknown, although the bucket can have versioning. */
export const NO_LINK_VERSIONS = 'as far as is known, this store keeps no versions of symlinks';

/**
 * What an alias without versions showed at a moment in the past.
 *
 * @param why why there are no versions
 */
export function shownUnversioned(current: AliasObject, at: number, why: string): ShownTarget {
  const now = shownNow(current);
  if (now.since !== null && now.since <= at)
    return { ...now, known: `the present link was written at ${timeText(now.since)}` };
  const known =
    now.since === null
      ? `${why}, so only the present is known`
      : `${why}, and the present link was written later, at ${timeText(now.since)}`;
  return { ...NOTHING_SAID, shows: 'unknown', known };
}

/** What an alias showed at a moment, from its versions. Reads at most two of them. */
export function* shownAt(
  alias: string,
  { version, above }: VersionPlace,
  status: Versioning['status'],
): Protocol<ShownTarget> {
  if (version === undefined) return yield* shownBeforeVersions(alias, above);
  const { versionId, lastModified: since } = version;
  const seen = { ...NOTHING_SAID, versionId, since, gap: yield* gapAbove(alias, version, above, status) };
  const known = `from a version of the alias, written at ${timeText(since)}`;
  if (version.deleteMarker) return { ...seen, shows: 'nothing', known: `the alias was deleted at ${timeText(since)}` };
  if (version.type !== 'Symlink') return { ...seen, shows: 'object', known };
  const link = yield* ask({ operation: 'GetSymlink', key: alias, versionId });
  if (link.found === 'symlink') return { ...seen, ...linkParts(link), ...(yield* markerField(link)), known };
  // The version was deleted between the listing and this read.
  return { ...NOTHING_SAID, shows: 'unknown', known: `the version ${versionId} of the alias is gone` };
}

/** The marker whose event wrote a link, as a field. */
export function* markerField(link: SymlinkFound): Protocol<Pick<ShownTarget, 'marker'>> {
  return defined({ marker: yield* readMarkerOfLink(link) });
}

function linkParts(link: SymlinkFound) {
  const record = readRecord(link);
  const { rule = null, order = null, cause = null, actor = null } = record ?? {};
  const targetVersionId = record?.identity.versionId ?? null;
  return { shows: 'link' as const, target: link.target, targetVersionId, rule, order, cause, actor };
}

/**
 * All versions of the alias are newer than the moment, or there are none. Lifecycle rules delete old versions, so this alone
 * does not prove that nothing was there.
 */
function* shownBeforeVersions(alias: string, oldest: ListedVersion | undefined): Protocol<ShownTarget> {
  if (oldest === undefined) {
    const known = 'the bucket has no version of it: it never existed, or its versions were deleted';
    return { ...NOTHING_SAID, shows: 'unknown', known };
  }
  const first = timeText(oldest.lastModified);
  const base = yield* baseOf(alias, oldest);
  if (base === NO_BASE) {
    const known = `autoalias created the alias later, at ${first}; it did not exist before`;
    return { ...NOTHING_SAID, shows: 'nothing', known };
  }
  const why =
    base === undefined ? 'and does not record what was there before' : 'and it replaced an older version that is gone';
  return { ...NOTHING_SAID, shows: 'unknown', known: `its oldest version was written later, at ${first}, ${why}` };
}

/** Why the alias may have shown something else than `version`, although no version between it and `above` is left. */
function* gapAbove(
  alias: string,
  version: ListedVersion,
  above: ListedVersion | undefined,
  status: Versioning['status'],
): Protocol<string | null> {
  if (above === undefined) return null;
  // With versioning suspended, each write replaces the version `null`, so versions in between leave no trace.
  if (above.versionId === 'null') {
    const state = status === 'Suspended' ? 'is' : 'was';
    return `versioning ${state} suspended: the write at ${timeText(above.lastModified)} may have replaced the version of that time`;
  }
  const base = yield* baseOf(alias, above);
  if (base === undefined || base === NO_BASE || base === version.versionId) return null;
  // If the base still exists, two programs wrote at the same time, and no version is missing.
  const found = yield* ask({ operation: 'GetSymlink', key: alias, versionId: base });
  if (found.found !== 'none' || found.deleteMarker) return null;
  return `a version between ${timeText(version.lastModified)} and ${timeText(above.lastModified)} is gone`;
}

/** The version that the writer of a version had read. Undefined if autoalias did not write it. */
function* baseOf(alias: string, { versionId, type }: ListedVersion): Protocol<string | undefined> {
  if (type !== 'Symlink') return undefined;
  const link = yield* ask({ operation: 'GetSymlink', key: alias, versionId });
  return link.found === 'symlink' ? readRecord(link)?.base : undefined;
}
