import { AutoaliasError } from '../../autoalias-error.ts';
import { defined } from '../../defined.ts';
import type { ListedVersion, SymlinkFound, Versioning } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { NO_BASE, readRecord } from '../model/alias-record.ts';
import type { Pin } from '../model/pin.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';

/** One move of an alias, read from one of its versions. */
export interface HistoryEntry {
  /**
   * - `pointed`: by us
   * - `removed`: by us if the version below records the deletion; otherwise, nothing shows who wrote the delete marker
   * - `foreign-link`, `foreign-object`: by another program or person
   */
  readonly what: 'pointed' | 'removed' | 'foreign-link' | 'foreign-object';
  /** Unix milliseconds at whole seconds. */
  readonly at: number | null;
  readonly versionId: string | null;
  /** The target before and after; null where there was no link. */
  readonly from: string | null;
  readonly to: string | null;
  readonly targetVersionId: string | null;
  readonly rule: string | null;
  readonly order: string | null;
  /** The cause that its writer recorded. */
  readonly cause: string | null;
  /** Who caused it, as its writer recorded it. */
  readonly actor: string | null;
  /** The pin in its record, or null. */
  readonly pin: Pin | null;
  /** The recorded base is not the version below: the base was deleted, or another writer wrote after this writer's read. */
  readonly gap: boolean;
}

export interface AliasHistory {
  readonly alias: string;
  readonly versioning: 'Never' | 'Enabled' | 'Suspended';
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
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

/**
 * Reads the newest versions of an alias. An unversioned bucket keeps no versions: only the current link can be read.
 */
export function* readVersions({ status }: Versioning, alias: string, limit: number): Protocol<AliasVersions> {
  if (status === 'Never') return { versions: [], links: new Map() };
  const versions = yield* versionsOf(alias, limit);
  return { versions, links: yield* linksOf(alias, versions) };
}

/**
 * The moves of an alias, from its versions. In an unversioned bucket, only the current link and its record can be read.
 */
export function* aliasHistory(alias: string, limit: number): Protocol<AliasHistory> {
  const versioning = yield* ask({ operation: 'GetBucketVersioning' });
  const { status } = versioning;
  if (status === 'Never') {
    const entries = presentOnly(yield* ask({ operation: 'GetSymlink', key: alias }));
    return { alias, versioning: status, entries: entries.slice(0, limit), more: entries.length > limit };
  }
  // A deletion can have two versions. One entry more than requested is read: its target is the `from` of the oldest entry.
  const { versions, links } = yield* readVersions(versioning, alias, 2 * (limit + 1));
  const entries = versions.flatMap((version, i) =>
    isDeletionRecord(versions, i, links) ? [] : [entryOf(version, versions[i + 1], links)],
  );
  return { alias, versioning: status, entries: entries.slice(0, limit), more: entries.length > limit };
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
  let marker: { readonly keyMarker: string; readonly versionIdMarker?: string } | undefined;
  do {
    const maxKeys = Math.min(PAGE, limit - versions.length);
    const page = yield* ask({ operation: 'ListObjectVersions', prefix: alias, maxKeys, ...marker });
    const mine = page.versions.filter(({ key }) => key === alias);
    versions.push(...mine);
    const { nextKeyMarker, nextVersionIdMarker } = page;
    // The key itself is listed before any key that it is a prefix of.
    marker =
      nextKeyMarker === alias ? { keyMarker: alias, ...defined({ versionIdMarker: nextVersionIdMarker }) } : undefined;
    // Without this check, a broken store that keeps sending empty pages would never let this loop end.
    if (marker !== undefined && mine.length === 0) {
      throw new AutoaliasError(
        'store-unreachable',
        `the versions of ${alias} do not end: a page is empty and not the last`,
      );
    }
  } while (marker !== undefined && versions.length < limit && !versions.some(isEnough));
  return versions;
}

/** Whether a version only records the deletion that follows it. Two handlers can delete an alias at the same moment. */
function isDeletionRecord(versions: readonly ListedVersion[], at: number, links: Links): boolean {
  const [version, above] = [versions[at], versions[at - 1]];
  const link = version === undefined ? undefined : links.get(version.versionId);
  if (link === undefined || above === undefined || readRecord(link)?.removes !== true) return false;
  return above.deleteMarker || isDeletionRecord(versions, at - 1, links);
}

type Links = ReadonlyMap<string, SymlinkFound>;

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

function entryOf(version: ListedVersion, below: ListedVersion | undefined, links: Links): HistoryEntry {
  const { versionId, lastModified: at } = version;
  const from = (below === undefined ? undefined : links.get(below.versionId)?.target) ?? null;
  const seen = { ...NO_RECORD, versionId, at, from };
  if (version.deleteMarker) return { ...seen, what: 'removed', ...removalFields(links.get(below?.versionId ?? '')) };
  const link = links.get(versionId);
  if (link !== undefined) return { ...seen, ...linkFields(link, below?.versionId ?? NO_BASE) };
  // A real object, or a link that was deleted between the listing and the read. The record of such a link is unknown,
  // so the link is reported as foreign.
  return { ...seen, what: version.type === 'Symlink' ? 'foreign-link' : 'foreign-object' };
}

/** The cause of a deletion, from the version below its delete marker. */
function removalFields(below: SymlinkFound | undefined): Pick<HistoryEntry, 'rule' | 'cause' | 'actor'> | undefined {
  const record = below === undefined ? undefined : readRecord(below);
  return record?.removes ? { rule: record.rule, cause: record.cause, actor: record.actor ?? null } : undefined;
}

const NO_RECORD = {
  ...{ to: null, targetVersionId: null, rule: null, order: null },
  ...{ cause: null, actor: null, pin: null, gap: false },
};

function linkFields(link: SymlinkFound, below: string) {
  const record = readRecord(link);
  const to = link.target;
  if (record === undefined) return { what: 'foreign-link' as const, to };
  const { rule, order, cause, actor = null, base, identity, pin = null } = record;
  const targetVersionId = identity.versionId ?? null;
  return { what: 'pointed' as const, to, targetVersionId, rule, order, cause, actor, pin, gap: base !== below };
}

function presentOnly(current: AliasObject): readonly HistoryEntry[] {
  const seen = { ...NO_RECORD, versionId: null, at: null, from: null };
  if (current.found === 'none') return [];
  if (current.found === 'object') return [{ ...seen, what: 'foreign-object' }];
  const before = readRecord(current)?.before ?? [];
  const from = (i: number): string | null => before[i] ?? null;
  return [
    { ...seen, at: current.lastModified ?? null, from: from(0), ...linkFields(current, NO_BASE), gap: false },
    // The record has only the keys of former targets.
    ...before.map((to, i) => ({ ...seen, what: 'pointed' as const, to, from: from(i + 1) })),
  ];
}
