import { frozenClass, type StorageState } from '../../archive-class.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import { notReady } from '../../rules/match/not-ready.ts';
import { createReleaseSurvey, type ReleaseChoice } from '../../rules/match/release-survey.ts';
import type { AliasTemplate } from '../../rules/rule.ts';
import type { LinkInstead, ListedObject, NotFound, ObjectFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import { identityOf, storageOf, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { listAll } from './list-all.ts';
import { type BestCandidates, listCandidates } from './list-candidates.ts';
import { isMarker, markerRequests } from './look-for-marker.ts';

/** How often the winner may vanish between the listing and its HeadObject before the handler fails. */
const TRIES = 16;

/** The winner of an alias, from a listing and a HeadObject. */
export interface WinnerLookup extends Omit<BestCandidates, 'candidates'> {
  readonly winner: Target | undefined;
  /** For a group: the release to show, whether or not it has a candidate for this alias. */
  readonly release?: ReleaseChoice;
  /**
   * The listing is older than the read of the alias, so the alias may have been written from a newer listing. It may be
   * deleted only if the round before has read the same link.
   */
  readonly listedBefore?: true;
}

/**
 * The greatest candidate of an alias that is not withdrawn, from the listing of its narrowest prefix. If HeadObject finds it
 * gone, the next best candidate of the same listing is read.
 *
 * @param listed the candidates in a listing that began after the alias was read. Without them, the prefix is listed.
 */
export function* findWinner(task: AliasTask, listed?: BestCandidates): Protocol<WinnerLookup> {
  let reads = 0;
  for (let given = listed; reads < TRIES; given = undefined) {
    const { candidates, ...listing } = given ?? (yield* listBest(task));
    if (candidates.length === 0) return { winner: undefined, ...listing };
    for (const candidate of candidates.slice(0, TRIES - reads)) {
      reads++;
      const winner = yield* readTarget(candidate);
      if (winner !== undefined && stillQualifies(task, winner, candidate)) return { winner, ...listing };
    }
  }
  // Unknown is not absent: to conclude "no candidates" here would delete an alias that has some.
  throw new AutoaliasError(
    'alias-unsettled',
    `the winner of ${task.alias} vanished ${TRIES} times between the listing and its HeadObject; the next event or sweep decides`,
  );
}

/**
 * Whether a listed candidate still qualifies now that HeadObject has read it. If it was written since the listing, it
 * is young again, and it may have been archived. A file of a release that was written since the listing never qualifies,
 * because the write makes its whole release young again.
 */
export function stillQualifies({ rule, template, now }: AliasTask, target: Target, listed: Candidate): boolean {
  if (rule.release === undefined) return notReady(template, target, now) === undefined;
  return target.lastModified === listed.lastModified && !isSkipped(template, target);
}

/** Whether an object is archived, and the alias skips archived objects. */
function isSkipped({ archived }: AliasTemplate, object: StorageState): boolean {
  return archived === 'skip' && frozenClass(object) !== undefined;
}

/**
 * The lookup with the rule's fallback as the winner, for an alias of ours that has no candidate left. A fallback can be a
 * candidate of another alias of the rule. If it is withdrawn, no alias may point at it, and `isWithdrawn` says so.
 */
export function* withFallback(task: AliasTask, current: AliasObject, lookup: WinnerLookup): Protocol<WinnerLookup> {
  const { rule, template } = task;
  const { fallback } = rule;
  if (lookup.winner !== undefined || fallback === undefined) return lookup;
  if (current.found !== 'symlink' || readRecord(current) === undefined) return lookup;
  const [head, marker] = yield* askAll({ operation: 'HeadObject', key: fallback }, ...markerRequests(task, fallback));
  if (isMarker(marker)) {
    return { ...lookup, isWithdrawn: (key) => key === fallback || lookup.isWithdrawn?.(key) === true };
  }
  const target = targetOf({ key: fallback, value: [], lastModified: 0 }, head);
  if (target === undefined || isSkipped(template, target)) return lookup;
  return { ...lookup, winner: { ...target, isFallback: true } };
}

function* listBest(task: AliasTask): Protocol<BestCandidates & Pick<WinnerLookup, 'release'>> {
  const group = task.template.grouping?.groupOfAlias(task.alias);
  if (group === undefined) return (yield* listCandidates(task.prefix, [task])).get(task.alias) ?? { candidates: [] };
  const release = yield* listChoice(task, group.name);
  const member = release.chosen?.members.get(task.alias);
  return { candidates: member === undefined ? [] : [member], ...ofRelease(release, task.alias) };
}

/** The results of a listing of a group for one of its aliases. */
export function ofRelease(
  release: ReleaseChoice,
  alias: string,
): Pick<WinnerLookup, 'release' | 'isWithdrawn' | 'withdrawn'> {
  const { withdrawn, isWithdrawn } = release;
  const candidate = withdrawn?.members.get(alias);
  const marker = withdrawn?.withdrawnBy[0];
  if (candidate === undefined || marker === undefined) return { release, isWithdrawn };
  return { release, isWithdrawn, withdrawn: { candidate, marker } };
}

/**
 * Lists a group and chooses its release.
 *
 * @param show called for each object of each listing, with the number of the listing.
 */
export function* listChoice(
  { rule, template, prefix, now }: Pick<AliasTask, 'rule' | 'template' | 'prefix' | 'now'>,
  group: string,
  show: (object: ListedObject, listing: number) => void = () => {},
): Protocol<ReleaseChoice> {
  let known: ReadonlySet<string> = new Set();
  for (let tries = 0; tries < TRIES; tries++) {
    const survey = createReleaseSurvey(rule, template, group, { known });
    yield* listAll(prefix, (object) => {
      survey.add(object);
      show(object, tries);
    });
    const choice = survey.choose(now);
    if (!choice.mustListAgain) return choice;
    known = survey.suspects;
  }
  throw new AutoaliasError(
    'alias-unsettled',
    `releases of ${group} were withdrawn or archived during each of ${TRIES} listings; the next event or sweep decides`,
  );
}

/** Adds version id and headers, which a listing does not show. Undefined if the candidate is gone. */
export function* readTarget(candidate: Candidate): Protocol<Target | undefined> {
  return targetOf(candidate, yield* ask({ operation: 'HeadObject', key: candidate.key }));
}

function targetOf(candidate: Candidate, head: ObjectFound | LinkInstead | NotFound): Target | undefined {
  if (head.found !== 'object') return undefined;
  const { lastModified, headers } = head;
  return { ...candidate, ...storageOf(head), lastModified, identity: identityOf(head), headers };
}
