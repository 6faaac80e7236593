import type { ListedVersion, SymlinkFound } from '../../stores/store-response.ts';
import { type AliasRecord, NO_BASE, readRecord } from '../model/alias-record.ts';
import { isMarkerEventText, isWithdrawalText } from '../model/cause.ts';
import type { Pin } from '../model/pin.ts';

/** One write of an alias, read from one of its versions. */
export interface HistoryEntry {
  /**
   * - `pointed`: by us
   * - `removed`: by us if a version below records the deletion; otherwise, nothing shows who wrote the delete marker
   * - `foreign-link`, `foreign-object`: by another program or person
   */
  readonly what: 'pointed' | 'removed' | 'foreign-link' | 'foreign-object';
  /**
   * What the write changed.
   * - `target`: another target than before, or another writer; or the alias was created or removed
   * - `version`: the same target, in another version: the object was uploaded again
   * - `pin`: the pin only
   * - `record`: only the headers or the record of the link, for example to repair the chain of versions after a race
   */
  readonly changes: 'target' | 'version' | 'pin' | 'record';
  /** Unix milliseconds at whole seconds. */
  readonly at: number | null;
  readonly versionId: string | null;
  /** The target before and after; null where there was no link. `from` is also null if `gap` is true: then it is unknown. */
  readonly from: string | null;
  readonly to: string | null;
  readonly targetVersionId: string | null;
  readonly rule: string | null;
  readonly order: string | null;
  /**
   * The cause that its writer recorded. If the event of a marker moved the alias, and the command that wrote or deleted the
   * marker wrote the same target at almost the same time: the cause and the actor of the command.
   */
  readonly cause: string | null;
  /** Who caused it. */
  readonly actor: string | null;
  /** The pin in its record, or null. */
  readonly pin: Pin | null;
  /** The version that its writer had read is gone. So the alias may have shown another target before. */
  readonly gap: boolean;
  /**
   * Present if the write showed a former target while the candidates were listed, and the next write, if there is one yet,
   * did not keep that target.
   */
  readonly interim?: true;
}

/** Whether a write changed more than headers or the record of the link. */
export function isMove({ changes }: HistoryEntry): boolean {
  return changes !== 'record';
}

/** The links among the versions of an alias, by version id. */
export type Links = ReadonlyMap<string, SymlinkFound>;

/** What was read of an alias. */
interface VersionsRead {
  /** Newest first. */
  readonly versions: readonly ListedVersion[];
  readonly links: Links;
  /** Whether `versions` has all versions of the alias. */
  readonly isWhole: boolean;
  /** The ids of older versions that are not in `versions` and that exist. */
  readonly older: ReadonlySet<string>;
}

/** In milliseconds. A command and the event of its marker write an alias within this time. */
const RACE = 60_000;

/**
 * The writes of an alias, newest first, one for each version. The record of a deletion is not a write of its own. If there are
 * older versions that were not read, the oldest version is left out, because the target before it is unknown.
 */
export function entriesOf(read: VersionsRead): readonly HistoryEntry[] {
  const { versions, links, isWhole, older } = read;
  const places = new Map(versions.map(({ versionId }, i) => [versionId, i]));
  const records = new Set<ListedVersion>();
  const entries: HistoryEntry[] = [];
  for (const [i, version] of versions.entries()) {
    if (records.has(version)) continue;
    const below = stateBelow(read, i);
    if (below === undefined && !isWhole) break;
    const own = version.deleteMarker ? recordsOf(read, i) : [];
    for (const record of own) records.add(record);
    const base = baseOf(links.get(version.versionId));
    const hasBase = base === undefined || older.has(base) || (places.get(base) ?? -1) > i;
    entries.push(version.deleteMarker ? removal(version, below, own, links) : writing(version, below, links, hasBase));
  }
  return entries.map((entry, i) => withoutKept(withCommand(entry, entries, i), entries[i - 1]));
}

/** The bases that `versions` does not contain, of all versions but the oldest one. */
export function unlistedBases(versions: readonly ListedVersion[], links: Links): readonly string[] {
  const listed = new Set(versions.map(({ versionId }) => versionId));
  const bases = versions.slice(0, -1).flatMap(({ versionId }) => baseOf(links.get(versionId)) ?? []);
  return [...new Set(bases)].filter((base) => !listed.has(base));
}

/** The version that the writer of a link had read. Undefined if there was none, or for a link that we did not write. */
function baseOf(link: SymlinkFound | undefined): string | undefined {
  const base = recordOf(link)?.base;
  return base === NO_BASE ? undefined : base;
}

function recordOf(link: SymlinkFound | undefined): AliasRecord | undefined {
  return link && readRecord(link);
}

function isRecord({ versionId }: ListedVersion, links: Links): boolean {
  return recordOf(links.get(versionId))?.removes === true;
}

/**
 * The version that was current before a write. The record of a deletion only repeats what is below it. It can also have been
 * written after the deletion of another handler.
 */
function stateBelow({ versions, links, isWhole }: VersionsRead, at: number): ListedVersion | undefined {
  for (let i = at + 1; i < versions.length; i++) {
    const version = versions[i];
    if (version !== undefined && !isRecord(version, links)) return version;
  }
  return isWhole ? versions[at + 1] : undefined;
}

/**
 * The versions that record the deletion of a delete marker. Two handlers can delete an alias at the same moment, and another
 * writer can write between a record and its deletion.
 */
function recordsOf({ versions, links }: VersionsRead, at: number): readonly ListedVersion[] {
  const found: ListedVersion[] = [];
  const deletedAt = versions[at]?.lastModified ?? 0;
  let isDirect = true;
  for (let i = at + 1; i < versions.length; i++) {
    const version = versions[i];
    if (version === undefined || version.deleteMarker) break;
    if (!isDirect && deletedAt - version.lastModified > RACE) break;
    if (isRecord(version, links)) found.push(version);
    else isDirect = false;
  }
  return found;
}

const NO_RECORD = {
  ...{ to: null, targetVersionId: null, rule: null, order: null },
  ...{ cause: null, actor: null, pin: null, gap: false },
};

/** The cause of a deletion comes from its records. A command of a person says more than the event of its marker. */
function removal(
  { versionId, lastModified: at }: ListedVersion,
  below: ListedVersion | undefined,
  own: readonly ListedVersion[],
  links: Links,
): HistoryEntry {
  const records = own.flatMap((version) => recordOf(links.get(version.versionId)) ?? []);
  const record = records.find(({ cause }) => isWithdrawalText(cause)) ?? records[0];
  const { rule = null, cause = null, actor = null } = record ?? {};
  const from = targetOf(below, links);
  const changes = below?.deleteMarker ? 'record' : 'target';
  return { ...NO_RECORD, what: 'removed', changes, versionId, at, from, rule, cause, actor };
}

function writing(
  { versionId, lastModified: at, type }: ListedVersion,
  below: ListedVersion | undefined,
  links: Links,
  hasBase: boolean,
): HistoryEntry {
  const link = links.get(versionId);
  const interim = recordOf(link)?.interim ? { interim: true as const } : {};
  const seen = { ...NO_RECORD, versionId, at, from: targetOf(below, links), changes: 'target' as const, ...interim };
  // A real object, or a link that was deleted between the listing and the read. The record of such a link is unknown,
  // so the link is reported as foreign.
  if (link === undefined) return { ...seen, what: type === 'Symlink' ? 'foreign-link' : 'foreign-object' };
  if (!hasBase) return { ...seen, ...linkFields(link), from: null, gap: true };
  return { ...seen, ...linkFields(link), changes: changesOf(below && links.get(below.versionId), link) };
}

function targetOf(version: ListedVersion | undefined, links: Links): string | null {
  return (version && links.get(version.versionId)?.target) ?? null;
}

/** What a link says about itself. */
export function linkFields(link: SymlinkFound) {
  const record = readRecord(link);
  const to = link.target;
  if (record === undefined) return { what: 'foreign-link' as const, to };
  const { rule, order, cause, actor = null, identity, pin = null } = record;
  return { what: 'pointed' as const, to, targetVersionId: identity.versionId ?? null, rule, order, cause, actor, pin };
}

function changesOf(before: SymlinkFound | undefined, after: SymlinkFound): HistoryEntry['changes'] {
  const [old, now] = [before && linkFields(before), linkFields(after)];
  if (old?.to !== now.to || old.what !== now.what) return 'target';
  if (old.targetVersionId !== now.targetVersionId) return 'version';
  return old.pin?.reason === now.pin?.reason && old.pin?.until === now.pin?.until ? 'record' : 'pin';
}

/** An entry with the cause of the command, if only a later write of the same target names it. */
function withCommand(entry: HistoryEntry, entries: readonly HistoryEntry[], at: number): HistoryEntry {
  if (!isMove(entry) || !isMarkerEventText(entry.cause ?? '')) return entry;
  for (const other of entries.slice(0, at).toReversed()) {
    if (isMove(other) || (other.at ?? 0) - (entry.at ?? 0) > RACE) break;
    if (isWithdrawalText(other.cause ?? '')) return { ...entry, cause: other.cause, actor: other.actor };
  }
  return entry;
}

/** The listing can find that the former target is the winner. Then the move to it was not temporary. */
function withoutKept(entry: HistoryEntry, next: HistoryEntry | undefined): HistoryEntry {
  if (next === undefined || next.what !== 'pointed' || next.interim || next.to !== entry.to) return entry;
  const { interim: _, ...kept } = entry;
  return kept;
}
