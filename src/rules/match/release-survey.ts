import { compareKeys } from '../../compare-keys.ts';
import { ageRefusal } from '../compile/minimum-age.ts';
import type { Groups } from '../pattern/pattern.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import { type Candidate, compareCandidates } from './candidate.ts';
import { aliasKeyFor } from './read-key.ts';
import {
  aliasGroupFor,
  candidateReleaseOf,
  completeEntryName,
  type ReleaseReading,
  readReleases,
  releaseName,
} from './read-release.ts';

/** A listed object. */
export interface SurveyedObject {
  readonly key: string;
  /** Unix milliseconds. */
  readonly lastModified: number;
  readonly etag: string;
  /** `Symlink` for a link, which is ignored. */
  readonly type: string;
}

/** The candidate of a release for one alias. */
interface ReleaseMember extends Candidate {
  readonly etag: string;
}

/** A release, with what a listing contains of it. */
export interface Release {
  readonly id: string;
  /** The display name. */
  readonly name: string;
  readonly value: unknown;
  /** The aliases that have a candidate in this release, each with that candidate. */
  readonly members: ReadonlyMap<string, ReleaseMember>;
  /** The `complete` entries without a file. Empty if the release is complete. */
  readonly lacks: readonly string[];
  /** The latest change of any of its files, in Unix milliseconds. */
  readonly newest: number;
}

/** The release that a group of aliases must point at. */
export interface ReleaseChoice {
  /** The greatest release that is complete, old enough and has a candidate. */
  readonly chosen: Release | undefined;
  /** Whether a key is a candidate of a release that is complete but not yet old enough. */
  isTooYoung(key: string): boolean;
  /** Whether any release has a candidate for the alias. */
  feeds(alias: string): boolean;
}

/** Collects the listed objects that decide about a group of aliases, in any order, and chooses its release. */
export interface ReleaseSurvey {
  add(object: SurveyedObject): void;
  /** Adds an object that was already read, belongs to this group and is not a link. */
  addReading(object: SurveyedObject, reading: ReleaseReading): void;
  /** Every alias that has a candidate in any release. */
  readonly aliases: ReadonlySet<string>;
  /** @param now Unix milliseconds, for `minimumAge`. */
  choose(now: number): ReleaseChoice;
  /** All releases, greatest first. Those that can no longer be chosen have no members. */
  releases(): readonly Release[];
}

/** A release during the listing. */
interface ListedRelease {
  readonly reading: ReleaseReading;
  readonly members: Map<string, ReleaseMember>;
  readonly completed: Set<number>;
  newest: number;
  /** The latest change of any of its candidates. It decides between releases with equal order values. */
  newestMember: number;
}

/**
 * Creates an empty survey.
 *
 * @param group the name of the group of aliases, from {@link aliasGroupFor}.
 */
export function createReleaseSurvey(rule: Rule, template: AliasTemplate, group: string): ReleaseSurvey {
  const found = new Map<string, ListedRelease>();
  const aliases = new Set<string>();
  const needed = rule.release?.complete.length ?? 0;
  let best: ListedRelease | undefined;

  const add = (object: SurveyedObject): void => {
    if (object.type === 'Symlink') return;
    for (const reading of readReleases(rule, object.key)) {
      const named = aliasGroupFor(template, reading);
      if (!('why' in named) && named.name === group) addReading(object, reading);
    }
  };

  const addReading = (object: SurveyedObject, reading: ReleaseReading): void => {
    const { id, candidate, completes } = reading;
    const release = found.get(id) ?? emptyRelease(reading);
    found.set(id, release);
    for (const index of completes) release.completed.add(index);
    release.newest = Math.max(release.newest, object.lastModified);
    if (candidate?.order.ok) {
      const made = aliasKeyFor(template, candidate);
      if ('alias' in made) {
        aliases.add(made.alias);
        release.newestMember = Math.max(release.newestMember, object.lastModified);
        if (!isBeaten(release)) keepBest(rule, release, made.alias, { ...object, value: candidate.order.value });
      }
    }
    // The members of lower releases were dropped when this release became the best one.
    if (release === best || release.completed.size !== needed || release.members.size === 0 || isBeaten(release))
      return;
    best = release;
    for (const other of found.values()) if (isBeaten(other)) other.members.clear();
  };

  /**
   * A greater complete release exists, so this one can never be chosen. Its members are dropped to bound the memory. With
   * `minimumAge`, the greater one can still be too young.
   */
  const isBeaten = (release: ListedRelease): boolean =>
    best !== undefined &&
    template.minimumAge === undefined &&
    rule.order.compare(release.reading.order.value, best.reading.order.value) < 0;

  const inOrder = (): readonly ListedRelease[] => [...found.values()].sort((a, b) => compareReleases(rule, b, a));

  return {
    add,
    addReading,
    aliases,
    choose(now) {
      const complete = inOrder().filter(({ completed, members }) => completed.size === needed && members.size > 0);
      const isOld = ({ newest }: ListedRelease): boolean => ageRefusal(template.minimumAge, newest, now) === undefined;
      const chosen = complete.find(isOld);
      const young = complete.filter((release) => !isOld(release));
      return {
        chosen: chosen && toRelease(rule, chosen),
        feeds: (alias) => aliases.has(alias),
        isTooYoung: (key) => young.some(({ reading }) => reading.id === candidateReleaseOf(rule, key)?.id),
      };
    },
    releases: () => inOrder().map((release) => toRelease(rule, release)),
  };
}

function emptyRelease(reading: ReleaseReading): ListedRelease {
  return {
    reading,
    members: new Map(),
    completed: new Set(),
    newest: 0,
    newestMember: 0,
  };
}

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

/** A total order, so that all instances choose the same release: the rule's order, then the newest candidate, then the id. */
function compareReleases(rule: Rule, a: ListedRelease, b: ListedRelease): number {
  return (
    rule.order.compare(a.reading.order.value, b.reading.order.value) ||
    a.newestMember - b.newestMember ||
    compareKeys(a.reading.id, b.reading.id)
  );
}

function toRelease({ release: terms }: Rule, { reading, members, completed, newest }: ListedRelease): Release {
  const { id, groups, order } = reading;
  const lacks = (terms?.complete ?? []).flatMap((_, i) =>
    completed.has(i) || !terms ? [] : [completeEntryName(terms, i, groups)],
  );
  return { id, name: nameOf(terms, groups), value: order.value, members, lacks, newest };
}

function nameOf(terms: Rule['release'], groups: Groups): string {
  return terms === undefined ? '' : releaseName(terms, groups);
}
