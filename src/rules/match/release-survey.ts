import { compareKeys } from '../../compare-keys.ts';
import { ageRefusal } from '../compile/minimum-age.ts';
import type { Groups } from '../pattern/groups.ts';
import type { Release, ReleaseChoice, ReleaseMember, SurveyedObject, UnprovenFile } from '../release-choice.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import { compareCandidates } from './candidate.ts';
import { isMarkerKey } from './marker-place.ts';
import { archivedText } from './not-ready.ts';
import { aliasKeyFor } from './read-key.ts';
import {
  aliasGroupFor,
  candidateReleaseOf,
  completeEntryName,
  type ReleaseReading,
  readReleases,
  releaseName,
} from './read-release.ts';

/** Collects the listed objects that decide the target of a group of aliases, and chooses its release. */
export interface ReleaseSurvey {
  /** Adds an object of any kind. The order of the objects does not matter. */
  add(object: SurveyedObject): void;
  /** Adds an object whose reading is already known. It must belong to this group and must not be a link. */
  addReading(object: SurveyedObject, reading: ReleaseReading): void;
  /** Every alias that has a candidate in any release. */
  readonly aliases: ReadonlySet<string>;
  /** The markers that were added. */
  readonly markers: ReadonlySet<string>;
  /** The markers, and the releases with an archived file: the `known` of another listing. */
  readonly suspects: ReadonlySet<string>;
  /**
   * Chooses the release that the group must point at.
   *
   * @param now Unix milliseconds, for `minimumAge`.
   */
  choose(now: number): ReleaseChoice;
  /** All releases, greatest first. Releases that can no longer be chosen have no members. */
  releases(): readonly Release[];
}

/** A release while objects are added. */
interface ListedRelease {
  readonly reading: ReleaseReading;
  readonly members: Map<string, ReleaseMember>;
  readonly completed: Set<number>;
  archived: Release['archived'];
  newest: number;
  /** The time of the latest change of any candidate. It decides between releases with equal order values. */
  newestMember: number;
  /** The keys of the markers that would withdraw its files. */
  readonly markers: Set<string>;
  /** Whether members were dropped because a greater release exists. */
  isDropped: boolean;
  /** Its files that were listed without a type. */
  readonly unproven: UnprovenFile[];
}

/** Options of {@link createReleaseSurvey}. */
export interface SurveyOptions {
  /** The markers of the listing, if the caller collects them. */
  readonly markers?: ReadonlySet<string>;
  /** The `suspects` of an earlier listing. Without them, a marker or archived file that comes late in the listing can require another one. */
  readonly known?: ReadonlySet<string>;
  /** Keeps the members of all releases. Then no further listing is required. */
  readonly keepsAll?: boolean;
}

/**
 * Creates an empty survey.
 *
 * @param group the name of the group of aliases, from {@link aliasGroupFor}.
 */
export function createReleaseSurvey(
  rule: Rule,
  template: AliasTemplate,
  group: string,
  { markers = new Set(), known = new Set(), keepsAll = false }: SurveyOptions = {},
): ReleaseSurvey {
  const ownMarkers = new Set<string>();
  const releases = new Map<string, ListedRelease>();
  const aliases = new Set<string>();
  const needed = rule.release?.complete.length ?? 0;
  let best: ListedRelease | undefined;

  const add = (object: SurveyedObject): void => {
    if (object.type === 'Symlink') return;
    if (isMarkerKey(rule, object.key)) ownMarkers.add(object.key);
    for (const reading of readReleases(rule, object.key)) {
      const found = aliasGroupFor(template, reading);
      if (!('why' in found) && found.name === group) addReading(object, reading);
    }
  };

  const addReading = (object: SurveyedObject, reading: ReleaseReading): void => {
    const { id, candidate, completes, marker } = reading;
    const release = releases.get(id) ?? emptyRelease(reading);
    releases.set(id, release);
    for (const index of completes) release.completed.add(index);
    if (marker !== undefined) release.markers.add(marker);
    release.newest = Math.max(release.newest, object.lastModified);
    if (object.type === undefined && !isBeaten(release)) {
      const { key, etag, lastModified } = object;
      release.unproven.push({ key, etag, lastModified });
    }
    if (candidate?.order.ok) {
      const produced = aliasKeyFor(template, candidate);
      if ('alias' in produced) {
        aliases.add(produced.alias);
        release.newestMember = Math.max(release.newestMember, object.lastModified);
        const why = template.archived === 'skip' ? archivedText(object) : undefined;
        if (why !== undefined) release.archived ??= { key: object.key, why };
        if (isBeaten(release)) release.isDropped = true;
        else keepBest(rule, release, produced.alias, { ...object, value: candidate.order.value });
      }
    }
    const isWhole = release.completed.size === needed && release.members.size > 0 && !release.isDropped;
    if (release === best || !isWhole || isBeaten(release) || isSuspect(release)) return;
    best = release;
    for (const other of releases.values()) if (isBeaten(other)) dropMembers(other);
  };

  const isMarked = (marker: string): boolean => ownMarkers.has(marker) || markers.has(marker);
  const isWithdrawn = (release: ListedRelease): boolean => [...release.markers].some(isMarked);
  /** Whether the release is withdrawn, as far as is known before the listing ends. */
  const isSuspect = (release: ListedRelease): boolean =>
    isWithdrawn(release) ||
    release.archived !== undefined ||
    known.has(archivedName(release)) ||
    [...release.markers].some((marker) => known.has(marker));

  /**
   * Whether a greater complete release exists, so that this release can never be chosen. Its members are then dropped, which
   * bounds the memory. With `minimumAge`, the greater release can still be too young, so all members are kept.
   */
  const isBeaten = (release: ListedRelease): boolean =>
    best !== undefined &&
    !keepsAll &&
    template.minimumAge === undefined &&
    !isSuspect(best) &&
    rule.order.compare(release.reading.order.value, best.reading.order.value) < 0;

  const shown = (release: ListedRelease): Release =>
    toRelease(rule, release, [...release.markers].filter(isMarked).sort(compareKeys));

  const greatestFirst = (): readonly ListedRelease[] =>
    [...releases.values()].sort((a, b) => compareReleases(rule, b, a));

  return {
    add,
    addReading,
    aliases,
    choose(now) {
      const whole = greatestFirst().filter(({ completed }) => completed.size === needed);
      const withMembers = whole.filter(({ members, isDropped }) => members.size > 0 && !isDropped);
      const complete = withMembers.filter((release) => !isWithdrawn(release));
      const isReady = ({ newest, archived }: ListedRelease): boolean =>
        archived === undefined && ageRefusal(template.minimumAge, newest, now) === undefined;
      const chosen = complete.find(isReady);
      // The members of an archived release may have been dropped before an archived file of a greater one was listed.
      const waiting = whole.filter(
        (release) => (release.members.size > 0 || release.isDropped) && !isWithdrawn(release) && !isReady(release),
      );
      const isGreater = (release: ListedRelease): boolean =>
        chosen === undefined || compareReleases(rule, release, chosen) > 0;
      const withdrawn = withMembers.find((release) => isWithdrawn(release) && isReady(release));
      return {
        chosen: chosen && shown(chosen),
        withdrawn: withdrawn !== undefined && isGreater(withdrawn) ? shown(withdrawn) : undefined,
        isWithdrawn: (key) => readReleases(rule, key).some(({ marker }) => marker !== undefined && isMarked(marker)),
        mustListAgain: whole.some(
          (release) =>
            release.isDropped && isGreater(release) && !isWithdrawn(release) && release.archived === undefined,
        ),
        feeds: (alias) => aliases.has(alias),
        unproven: [...waiting.filter(isGreater), ...(chosen === undefined ? [] : [chosen])].flatMap(
          (release) => release.unproven,
        ),
        isTooYoung: (key) => waiting.some(({ reading }) => reading.id === candidateReleaseOf(rule, key)?.id),
      };
    },
    markers: ownMarkers,
    get suspects() {
      const archived = [...releases.values()].filter((release) => release.archived !== undefined);
      return new Set([...ownMarkers, ...archived.map(archivedName)]);
    },
    releases: () => greatestFirst().map(shown),
  };
}

/** No marker key begins with a NUL. */
function archivedName({ reading }: ListedRelease): string {
  return `\0${reading.id}`;
}

function dropMembers(release: ListedRelease): void {
  if (release.members.size > 0) release.isDropped = true;
  release.members.clear();
  release.unproven.splice(0);
}

function emptyRelease(reading: ReleaseReading): ListedRelease {
  return {
    reading,
    members: new Map(),
    completed: new Set(),
    archived: undefined,
    newest: 0,
    newestMember: 0,
    markers: new Set(),
    isDropped: false,
    unproven: [],
  };
}

/** Keeps the greatest candidate of a release for an alias. */
function keepBest(
  rule: Rule,
  { members }: ListedRelease,
  alias: string,
  { key, value, lastModified, etag }: ReleaseMember,
): void {
  const known = members.get(alias);
  const candidate = { key, value, lastModified, etag };
  if (known === undefined || compareCandidates(rule, candidate, known) > 0) members.set(alias, candidate);
}

/**
 * Compares two releases: by the rule's order, then by their newest candidate, then by their id. This is a total order, so
 * all instances choose the same release.
 */
function compareReleases(rule: Rule, a: ListedRelease, b: ListedRelease): number {
  return (
    rule.order.compare(a.reading.order.value, b.reading.order.value) ||
    a.newestMember - b.newestMember ||
    compareKeys(a.reading.id, b.reading.id)
  );
}

function toRelease(
  { release: terms }: Rule,
  { reading, members, completed, archived, newest }: ListedRelease,
  withdrawnBy: readonly string[],
): Release {
  const { id, groups, order } = reading;
  const lacks = (terms?.complete ?? []).flatMap((_, i) =>
    completed.has(i) || !terms ? [] : [completeEntryName(terms, i, groups)],
  );
  return { id, name: nameOf(terms, groups), value: order.value, members, lacks, withdrawnBy, archived, newest };
}

function nameOf(terms: Rule['release'], groups: Groups): string {
  return terms === undefined ? '' : releaseName(terms, groups);
}
