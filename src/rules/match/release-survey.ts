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

/** An object as a listing shows it. */
export interface SurveyedObject {
  readonly key: string;
  /** Unix milliseconds. */
  readonly lastModified: number;
  readonly etag: string;
  /** `Symlink` where it is a link, which counts for nothing. */
  readonly type: string;
}

/** What a release has for an alias. */
interface ReleaseMember extends Candidate {
  readonly etag: string;
}

/** One release as a listing shows it. */
export interface Release {
  readonly id: string;
  /** `of`, filled in. */
  readonly name: string;
  readonly value: unknown;
  /** Each alias that it feeds, with its candidate. */
  readonly members: ReadonlyMap<string, ReleaseMember>;
  /** What has to exist and does not; empty where it is complete. */
  readonly lacks: readonly string[];
  /** When the last of its files was written, Unix milliseconds. */
  readonly newest: number;
}

/** Which release a group of aliases shows. */
export interface ReleaseChoice {
  /** The greatest that is complete, old enough and feeds an alias. */
  readonly chosen: Release | undefined;
  /** Whether a key is a candidate of a release that is complete and only too young. */
  isTooYoung(key: string): boolean;
  /** Whether any release feeds an alias, be it the chosen one or not. */
  feeds(alias: string): boolean;
}

/** Takes the objects on which a group of aliases is decided, in any order, and tells which release it shows. */
export interface ReleaseSurvey {
  add(object: SurveyedObject): void;
  /** The same where it was read already: an object of this group, and no link. */
  addReading(object: SurveyedObject, reading: ReleaseReading): void;
  /** Every alias that any of its releases feeds. */
  readonly aliases: ReadonlySet<string>;
  /** @param now Unix milliseconds, for `minimumAge`. */
  choose(now: number): ReleaseChoice;
  /** Every release that was met, the greatest first; those that cannot win any more without their members. */
  releases(): readonly Release[];
}

/** A release while it is being listed. */
interface ListedRelease {
  readonly reading: ReleaseReading;
  readonly members: Map<string, ReleaseMember>;
  readonly has: Set<number>;
  newest: number;
  /** When the last of its candidates was written: where two stand in one place, it decides. */
  newestMember: number;
}

/** @param group the name of the group of aliases, as {@link aliasGroupFor} gives it. */
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
    const release = found.get(id) ?? started(reading);
    found.set(id, release);
    for (const index of completes) release.has.add(index);
    release.newest = Math.max(release.newest, object.lastModified);
    if (candidate?.order.ok) {
      const made = aliasKeyFor(template, candidate);
      if ('alias' in made) {
        aliases.add(made.alias);
        release.newestMember = Math.max(release.newestMember, object.lastModified);
        if (!isBeaten(release)) keep(rule, release, made.alias, { ...object, value: candidate.order.value });
      }
    }
    // Of the best one itself, nothing more is known by one file more: what it beats was let go when it became that.
    if (release === best || release.has.size !== needed || release.members.size === 0 || isBeaten(release)) return;
    best = release;
    for (const other of found.values()) if (isBeaten(other)) other.members.clear();
  };

  /** What is listed can no longer be chosen: a complete one is greater, whatever comes. Memory hangs on it. */
  const isBeaten = (release: ListedRelease): boolean =>
    best !== undefined &&
    template.minimumAge === undefined &&
    rule.order.compare(release.reading.order.value, best.reading.order.value) < 0;

  const inOrder = (): readonly ListedRelease[] => [...found.values()].sort((a, b) => compareGrowing(rule, b, a));

  return {
    add,
    addReading,
    aliases,
    choose(now) {
      const complete = inOrder().filter(({ has, members }) => has.size === needed && members.size > 0);
      const isOld = ({ newest }: ListedRelease): boolean => ageRefusal(template.minimumAge, newest, now) === undefined;
      const chosen = complete.find(isOld);
      const young = complete.filter((release) => !isOld(release));
      return {
        chosen: chosen && finished(rule, chosen),
        feeds: (alias) => aliases.has(alias),
        isTooYoung: (key) => young.some(({ reading }) => reading.id === candidateReleaseOf(rule, key)?.id),
      };
    },
    releases: () => inOrder().map((release) => finished(rule, release)),
  };
}

function started(reading: ReleaseReading): ListedRelease {
  return {
    reading,
    members: new Map(),
    has: new Set(),
    newest: 0,
    newestMember: 0,
  };
}

function keep(
  rule: Rule,
  { members }: ListedRelease,
  alias: string,
  { key, value, lastModified, etag }: ReleaseMember,
): void {
  const known = members.get(alias);
  const candidate = { key, value, lastModified, etag };
  if (known === undefined || compareCandidates(rule, candidate, known) > 0) members.set(alias, candidate);
}

/** The rule's own order, then the newest candidate, then the groups that name it: two machines agree, ties or not. */
function compareGrowing(rule: Rule, a: ListedRelease, b: ListedRelease): number {
  return (
    rule.order.compare(a.reading.order.value, b.reading.order.value) ||
    a.newestMember - b.newestMember ||
    compareKeys(a.reading.id, b.reading.id)
  );
}

function finished({ release: terms }: Rule, { reading, members, has, newest }: ListedRelease): Release {
  const { id, groups, order } = reading;
  const lacks = (terms?.complete ?? []).flatMap((_, i) =>
    has.has(i) || !terms ? [] : [completeEntryName(terms, i, groups)],
  );
  return { id, name: nameOf(terms, groups), value: order.value, members, lacks, newest };
}

function nameOf(terms: Rule['release'], groups: Groups): string {
  return terms === undefined ? '' : releaseName(terms, groups);
}
