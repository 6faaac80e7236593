import { AutoaliasError } from '../../autoalias-error.ts';
import { defined } from '../../defined.ts';
import type { StoreCapabilities } from '../../stores/store-capabilities.ts';
import type { ListedVersion, SymlinkFound, Versioning } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import { entriesOf, type HistoryEntry, isMove, type Links, linkFields, unlistedBases } from './history-entry.ts';

export interface AliasHistory {
  readonly alias: string;
  readonly versioning: 'Never' | 'Enabled' | 'Suspended';
  /** Present if the store keeps no versions of links, even if the bucket has versioning. */
  readonly linkVersions?: false;
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** How many writes are left out: those newer than the oldest entry, or all if there are no older entries. */
  readonly rewrites: number;
  /** Older entries exist. */
  readonly more: boolean;
}

/** The most that OSS gives in one page (ListObjectVersions page). */
const PAGE = 1000;
const AT_ONCE = 16;

/** The versions of an alias that the store still has, newest first, and the links among them. */
export interface AliasVersions {
  readonly versions: readonly ListedVersion[];
  /** By version id. */
  readonly links: Links;
}

/** The capability that decides whether the past of a link can be read. */
export type LinkVersions = Pick<StoreCapabilities, 'versionsLinks'>;

/**
 * Reads the newest versions of an alias. An unversioned bucket keeps no versions, and some stores keep none of links: then
 * only the current link can be read.
 */
export function* readVersions(
  { versionsLinks }: LinkVersions,
  { status }: Versioning,
  alias: string,
  limit: number,
): Protocol<AliasVersions> {
  if (status === 'Never' || !versionsLinks) return { versions: [], links: new Map() };
  const versions = yield* versionsOf(alias, limit);
  return { versions, links: yield* linksOf(alias, versions) };
}

/**
 * The moves of an alias, from its versions. Without versions of links, only the current link and its record can be read:
 * then the first entry is the current link, and the others are former targets, without their order of moves.
 *
 * @param limit the most entries: the newest ones
 * @param isShown which writes are entries
 */
export function* aliasHistory(
  { versionsLinks }: LinkVersions,
  alias: string,
  limit: number,
  isShown: (entry: HistoryEntry) => boolean = isMove,
): Protocol<AliasHistory> {
  const { status } = yield* ask({ operation: 'GetBucketVersioning' });
  if (status === 'Never' || !versionsLinks) {
    const all = presentOnly(yield* ask({ operation: 'GetSymlink', key: alias }));
    const shownOnly = { entries: all.slice(0, limit), rewrites: 0, more: all.length > limit };
    return { alias, versioning: status, ...(versionsLinks ? {} : { linkVersions: false }), ...shownOnly };
  }
  const versions: ListedVersion[] = [];
  const links = new Map<string, SymlinkFound>();
  let written: readonly HistoryEntry[] = [];
  let shown: readonly HistoryEntry[] = [];
  // A deletion can have two versions, and the oldest version only shows what was there before.
  let maxKeys = 2 * (limit + 1);
  let marker: VersionMarker | undefined;
  do {
    const page = yield* versionPage(alias, Math.min(PAGE, maxKeys), marker);
    versions.push(...page.versions);
    for (const [id, link] of yield* linksOf(alias, page.versions)) links.set(id, link);
    ({ marker } = page);
    maxKeys *= 2;
    const isWhole = marker === undefined;
    const older = isWhole ? new Set<string>() : yield* existing(alias, unlistedBases(versions, links));
    written = entriesOf({ versions, links, isWhole, older });
    shown = written.filter(isShown);
  } while (marker !== undefined && shown.length <= limit);
  const entries = shown.slice(0, limit);
  const oldest = entries.at(-1);
  const known = shown.length > limit && oldest !== undefined ? written.slice(0, written.indexOf(oldest)) : written;
  const rewrites = known.filter((entry) => !isShown(entry)).length;
  return { alias, versioning: status, entries, rewrites, more: shown.length > limit };
}

/** The versions among these that exist, delete markers included. */
function* existing(alias: string, versionIds: readonly string[]): Protocol<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const versionId of versionIds) {
    const one = yield* ask({ operation: 'GetSymlink', key: alias, versionId });
    if (one.found !== 'none' || one.deleteMarker) found.add(versionId);
  }
  return found;
}

/**
 * The newest versions of an alias.
 *
 * @param isEnough stops after the page with the first version for which it is true.
 */
export function* versionsOf(
  alias: string,
  limit: number,
  isEnough: (version: ListedVersion) => boolean = () => false,
): Protocol<readonly ListedVersion[]> {
  const versions: ListedVersion[] = [];
  let marker: VersionMarker | undefined;
  do {
    const page = yield* versionPage(alias, Math.min(PAGE, limit - versions.length), marker);
    versions.push(...page.versions);
    ({ marker } = page);
  } while (marker !== undefined && versions.length < limit && !versions.some(isEnough));
  return versions;
}

/** Where the next page of the versions of one key begins. */
interface VersionMarker {
  readonly keyMarker: string;
  readonly versionIdMarker?: string;
}

interface AliasPage {
  readonly versions: readonly ListedVersion[];
  /** Undefined after the last page. */
  readonly marker: VersionMarker | undefined;
}

function* versionPage(alias: string, maxKeys: number, from: VersionMarker | undefined): Protocol<AliasPage> {
  const page = yield* ask({ operation: 'ListObjectVersions', prefix: alias, maxKeys, ...from });
  const versions = page.versions.filter(({ key }) => key === alias);
  const { nextKeyMarker, nextVersionIdMarker } = page;
  // The key itself is listed before any key that it is a prefix of.
  if (nextKeyMarker !== alias) return { versions, marker: undefined };
  // Without this check, a broken store that keeps sending empty pages would never let the loops of the callers end.
  if (versions.length === 0) {
    throw new AutoaliasError(
      'store-unreachable',
      `the versions of ${alias} do not end: a page is empty and not the last`,
    );
  }
  return { versions, marker: { keyMarker: alias, ...defined({ versionIdMarker: nextVersionIdMarker }) } };
}

function* linksOf(alias: string, versions: readonly ListedVersion[]): Protocol<Links> {
  const links = new Map<string, SymlinkFound>();
  const wanted = versions.filter(({ type }) => type === 'Symlink');
  for (let i = 0; i < wanted.length; i += AT_ONCE) {
    const some = wanted.slice(i, i + AT_ONCE).map(({ versionId }) => versionId);
    const found = yield* askAll(
      ...some.map((versionId) => ({ operation: 'GetSymlink', key: alias, versionId }) as const),
    );
    for (const [j, link] of found.entries()) if (link.found === 'symlink') links.set(some[j] ?? '', link);
  }
  return links;
}

function presentOnly(current: AliasObject): readonly HistoryEntry[] {
  if (current.found === 'none') return [];
  const seen = {
    ...{ changes: 'target' as const, versionId: null, at: null, from: null, to: null, targetVersionId: null },
    ...{ rule: null, order: null, cause: null, actor: null, pin: null, gap: true },
  };
  if (current.found === 'object') return [{ ...seen, what: 'foreign-object' }];
  const before = readRecord(current)?.before ?? [];
  return [
    // Without versions, what the alias showed before its last write is unknown, except that the record has former targets.
    { ...seen, at: current.lastModified ?? null, ...linkFields(current) },
    // The record has each former target once, so it does not say which moves there were.
    ...before.map((to) => ({ ...seen, what: 'pointed' as const, to })),
  ];
}
