import type { ListedCandidates } from '../../aliases/look/plan-alias.ts';
import { classifyObject, markerOf } from '../../aliases/model/classify-object.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { ofRelease } from '../../aliases/reconcile/find-winner.ts';
import { defined } from '../../defined.ts';
import {
  type Candidate,
  compareCandidates,
  greaterWithdrawn,
  type WithdrawnCandidate,
} from '../../rules/match/candidate.ts';
import { isMarkerKey } from '../../rules/match/marker-place.ts';
import { readKey, templateValues } from '../../rules/match/read-key.ts';
import { candidateReleaseOf } from '../../rules/match/read-release.ts';
import type { Rejection } from '../../rules/match/rejection.ts';
import { createReleaseSurvey, type ReleaseSurvey } from '../../rules/match/release-survey.ts';
import { aliasOfUnread, createUnreadTally, isNamedWithoutOrder, type UnreadObjects } from '../../rules/match/unread.ts';
import { createWithdrawalFilter } from '../../rules/match/withdrawal-filter.ts';
import { renderTemplate } from '../../rules/pattern/template.ts';
import type { Release } from '../../rules/release-choice.ts';
import type { ListedObject } from '../../stores/store-response.ts';

/** The candidates of an alias, and the other objects under its prefix. */
export interface CandidateSurvey extends ListedCandidates {
  /** The number of candidates. */
  readonly candidates: number;
  /** The twenty greatest candidates, in descending order. */
  readonly greatest: readonly Candidate[];
  /** The objects that would be candidates if the order could read them. Undefined if there are none. */
  readonly unread: UnreadObjects | undefined;
  /** At most twenty objects that are not candidates. The object of the task comes first. */
  readonly rejected: readonly RejectedObject[];
  /** Those of them that would be candidates of this alias with another version, or when they are older. */
  readonly ownRejected: readonly RejectedObject[];
}

/** An object that is not a candidate, and why. */
export interface RejectedObject extends Rejection {
  readonly key: string;
}

/** The maximum length of each list in a survey. */
const MOST_LISTED = 20;

/** Divides the objects of a listing into candidates of an alias and rejected objects. */
export interface CandidateSurveyor {
  /** Adds one object under the prefix of the alias. */
  add(object: ListedObject): void;
  /** Returns the survey of all added objects. */
  end(): CandidateSurvey;
}

/** Creates a surveyor for the candidates of one alias. */
export function createCandidateSurveyor(task: AliasTask): CandidateSurveyor {
  const tally = createTally(task);
  const unread = createUnreadTally();
  const namesAlias = isNamedWithoutOrder(task.template);
  const rankOf = ranking(task);
  const group = task.template.grouping?.groupOfAlias(task.alias);
  const survey =
    group === undefined ? undefined : createReleaseSurvey(task.rule, task.template, group.name, { keepsAll: true });
  let withdrawn: WithdrawnCandidate | undefined;
  const filter = createWithdrawalFilter<{ readonly candidate: Candidate; readonly rank: Rank }>(
    ({ candidate }) => tally.accept(candidate),
    ({ item: { candidate, rank }, marker }) => {
      withdrawn = greaterWithdrawn(task.rule, withdrawn, { candidate, marker });
      tally.reject({ key: candidate.key, kind: 'withdrawn', why: `${marker} withdraws it` }, rank);
    },
  );
  // Only the end of the listing shows which releases are complete. Candidates of releases are kept until then.
  const ofReleases: Candidate[] = [];
  let hasArchived = false;
  return {
    add(object) {
      survey?.add(object);
      filter.pass(object.key);
      if (object.type !== 'Symlink' && isMarkerKey(task.rule, object.key)) filter.addMarker(object.key);
      const found = classifyObject(task, object);
      if ('why' in found && found.kind === 'unread' && namesAlias) unread.add({ key: object.key, why: found.why });
      if ('why' in found && found.kind === 'archived') hasArchived = true;
      if ('why' in found) tally.reject({ key: object.key, ...found }, rankOf(object));
      else if (survey === undefined)
        filter.addCandidate({ candidate: found, rank: rankOf(object) }, markerOf(task, object.key));
      else ofReleases.push(found);
    },
    end() {
      filter.end();
      if (survey === undefined) {
        const isWithdrawn = (key: string): boolean => filter.markers.has(markerOf(task, key) ?? '');
        const archived = hasArchived ? { hasArchived: true as const } : {};
        const listing = { winner: tally.greatest[0], isWithdrawn, ...archived, ...defined({ withdrawn }) };
        return { ...listing, ...tally.counts(), unread: unread.counted };
      }
      const release = survey.choose(task.now);
      const refusalOf = createReleaseRefusal(survey, release.chosen);
      const incomplete: RejectedObject[] = [];
      for (const candidate of ofReleases) {
        const refusal = refusalOf(task, candidate.key);
        if (refusal === undefined) tally.accept(candidate);
        else incomplete.push({ key: candidate.key, ...refusal });
      }
      const counts = tally.counts();
      // Files of incomplete releases come early, because they are the most likely reason for the question.
      const all = [...incomplete, ...counts.rejected];
      const isAsked = ({ key }: RejectedObject): boolean => key === task.candidate?.key;
      const rejected = [...all.filter(isAsked), ...all.filter((one) => !isAsked(one))].slice(0, MOST_LISTED);
      const listing = { winner: release.chosen?.members.get(task.alias), ...ofRelease(release, task.alias) };
      return { ...listing, ...counts, rejected, unread: unread.counted };
    },
  };
}

/** Returns a function that says why the release of a candidate cannot win, or undefined if it is complete. */
function createReleaseRefusal(survey: ReleaseSurvey, chosen: Release | undefined) {
  const known = new Map(survey.releases().map((release) => [release.id, release]));
  return ({ rule }: AliasTask, key: string): Rejection | undefined => {
    const release = known.get(candidateReleaseOf(rule, key)?.id ?? '');
    if (release === undefined || release.id === chosen?.id) return undefined;
    const { name, lacks, withdrawnBy } = release;
    if (withdrawnBy.length > 0)
      return { kind: 'withdrawn', why: `its release ${name} is withdrawn: ${withdrawnBy.join(', ')}` };
    if (lacks.length === 0) return undefined;
    return {
      kind: 'incomplete',
      why: `its release ${name} is not complete: there is no object ${lacks.join(', no ')}`,
    };
  };
}

/**
 * How close a rejected object is to being a candidate of the alias:
 * - `asked`: it is the object of the task, which a person wants explained
 * - `own`: with another version, or when it is older, it would be a candidate of this alias
 * - `other`: it matches another alias or no rule
 * - `link`: it is a link
 */
type Rank = 'asked' | 'own' | 'other' | 'link';

/** Returns a function that ranks rejected objects. */
function ranking({ rule, template, alias, candidate }: AliasTask) {
  const fixed = Object.entries(template.keyPattern.match(alias) ?? {}).filter(([name]) =>
    template.determinedGroups.has(name),
  );
  return ({ key, type }: { readonly key: string; readonly type?: string }): Rank => {
    if (key === candidate?.key) return 'asked';
    if (type === 'Symlink') return 'link';
    const reading = readKey(rule, key);
    if (reading === undefined) return 'other';
    const { groups, order } = reading;
    const own = order.ok
      ? renderTemplate(template.pieces, templateValues(groups, order))
      : aliasOfUnread(template, groups);
    const isOwn = own === undefined ? fixed.every(([name, text]) => groups[name] === text) : own === alias;
    return isOwn ? 'own' : 'other';
  };
}

/** Counts the candidates, and keeps the greatest ones and the closest rejected objects. */
function createTally({ rule }: AliasTask) {
  const greatest: Candidate[] = [];
  // Objects that the order cannot read come first, because their versions are the most likely mistake.
  const rejected: Readonly<Record<Rank | 'unread', RejectedObject[]>> = {
    ...{ asked: [], unread: [], own: [], other: [], link: [] },
  };
  let candidates = 0;
  return {
    greatest,
    counts: () => ({
      candidates,
      greatest,
      ownRejected: [...rejected.asked, ...rejected.unread, ...rejected.own].slice(0, MOST_LISTED),
      rejected: [
        ...[...rejected.asked, ...rejected.unread, ...rejected.own, ...rejected.other, ...rejected.link],
      ].slice(0, MOST_LISTED),
    }),
    reject(one: RejectedObject, rank: Rank): void {
      const place = rank === 'own' && one.kind === 'unread' ? 'unread' : rank;
      if (rejected[place].length < MOST_LISTED) rejected[place].push(one);
    },
    accept(candidate: Candidate): void {
      candidates++;
      const place = greatest.findIndex((other) => compareCandidates(rule, candidate, other) > 0);
      greatest.splice(place === -1 ? greatest.length : place, 0, candidate);
      greatest.splice(MOST_LISTED);
    },
  };
}
