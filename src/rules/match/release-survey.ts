import { compareKeys } from '../../compare-keys.ts';
import { youthOf } from '../compile/minimum-age.ts';
import type { Groups } from '../pattern/pattern.ts';
import type { AliasForm, Rule } from '../rule.ts';
import { type Candidate, compareCandidates } from './candidate.ts';
import { aliasKeyFor } from './read-key.ts';
import { completeName, groupFor, type ReleaseReading, readReleases, releaseName, releaseOf } from './read-release.ts';

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
interface Member extends Candidate {
  readonly etag: string;
}

/** One release as a listing shows it. */
export interface Release {
  readonly id: string;
  /** `of`, filled in. */
  readonly name: string;
  readonly value: unknown;
  /** Each alias that it feeds, with its candidate. */
  readonly members: ReadonlyMap<string, Member>;
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
  isYoung(key: string): boolean;
  /** Whether any release feeds an alias, be it the chosen one or not. */
  feeds(alias: string): boolean;
}

/** Takes the objects on which a group of aliases is decided, in any order, and tells which release it shows. */
export interface ReleaseSurvey {
  add(object: SurveyedObject): void;
  /** The same where it was read already: an object of this group, and no link. */
  take(object: SurveyedObject, reading: ReleaseReading): void;
  /** Every alias that any of its releases feeds. */
  readonly aliases: ReadonlySet<string>;
  /** @param now Unix milliseconds, for `minimumAge`. */
  choose(now: number): ReleaseChoice;
  /** Every release that was met, the greatest first; those that cannot win any more without their members. */
  releases(): readonly Release[];
}

/** A release while it is being listed. */
interface Growing {
  readonly reading: ReleaseReading;
  readonly members: Map<string, Member>;
  readonly has: Set<number>;
  newest: number;
  /** When the last of its candidates was written: where two stand in one place, it decides. */
  newestMember: number;
}

/** @param group the name of the group of aliases, as {@link groupFor} gives it. */
export function createReleaseSurvey(rule: Rule, form: AliasForm, group: string): ReleaseSurvey {
  const found = new Map<string, Growing>();
  const aliases = new Set<string>();
  const needed = rule.release?.complete.length ?? 0;
  let best: Growing | undefined;

  const add = (object: SurveyedObject): void => {
    if (object.type === 'Symlink') return;
    for (const reading of readReleases(rule, object.key)) {
      const named = groupFor(form, reading);
      if (!('why' in named) && named.name === group) take(object, reading);
    }
  };

  const take = (object: SurveyedObject, reading: ReleaseReading): void => {
    const { id, candidate, completes } = reading;
    const release = found.get(id) ?? started(reading);
    found.set(id, release);
    for (const index of completes) release.has.add(index);
    release.newest = Math.max(release.newest, object.lastModified);
    if (candidate?.order.ok) {
      const made = aliasKeyFor(form, candidate);
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
  const isBeaten = (release: Growing): boolean =>
    best !== undefined &&
    form.minimumAge === undefined &&
    rule.order.compare(release.reading.order.value, best.reading.order.value) < 0;

  const inOrder = (): readonly Growing[] => [...found.values()].sort((a, b) => compareGrowing(rule, b, a));

  return {
    add,
    take,
    aliases,
    choose(now) {
      const complete = inOrder().filter(({ has, members }) => has.size === needed && members.size > 0);
      const isOld = ({ newest }: Growing): boolean => youthOf(form.minimumAge, newest, now) === undefined;
      const chosen = complete.find(isOld);
      const young = complete.filter((release) => !isOld(release));
      return {
        chosen: chosen && finished(rule, chosen),
        feeds: (alias) => aliases.has(alias),
        isYoung: (key) => young.some(({ reading }) => reading.id === releaseOf(rule, key)?.id),
      };
    },
    releases: () => inOrder().map((release) => finished(rule, release)),
  };
}

function started(reading: ReleaseReading): Growing {
  return {
    reading,
    members: new Map(),
    has: new Set(),
    newest: 0,
    newestMember: 0,
  };
}

function keep(rule: Rule, { members }: Growing, alias: string, { key, value, lastModified, etag }: Member): void {
  const known = members.get(alias);
  const candidate = { key, value, lastModified, etag };
  if (known === undefined || compareCandidates(rule, candidate, known) > 0) members.set(alias, candidate);
}

/** The rule's own order, then the newest candidate, then the groups that name it: two machines agree, ties or not. */
function compareGrowing(rule: Rule, a: Growing, b: Growing): number {
  return (
    rule.order.compare(a.reading.order.value, b.reading.order.value) ||
    a.newestMember - b.newestMember ||
    compareKeys(a.reading.id, b.reading.id)
  );
}

function finished({ release: terms }: Rule, { reading, members, has, newest }: Growing): Release {
  const { id, groups, order } = reading;
  const lacks = (terms?.complete ?? []).flatMap((_, i) =>
    has.has(i) || !terms ? [] : [completeName(terms, i, groups)],
  );
  return { id, name: nameOf(terms, groups), value: order.value, members, lacks, newest };
}

function nameOf(terms: Rule['release'], groups: Groups): string {
  return terms === undefined ? '' : releaseName(terms, groups);
}
