import { AutoaliasError } from '../../autoalias-error.ts';
import { defined } from '../../defined.ts';
import { ageRefusal } from '../../rules/compile/minimum-age.ts';
import { type Candidate, compareCandidates } from '../../rules/match/candidate.ts';
import { createReleaseSurvey, type ReleaseChoice } from '../../rules/match/release-survey.ts';
import { createListingProgress } from '../../stores/listing-progress.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { classifyObject } from '../model/classify-object.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import { identityOf, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';

/** The most that OSS gives in one page (ListObjectsV2 page). */
const PAGE = 1000;

/** How often the winner may vanish between the listing and its HeadObject before the handler fails. */
const TRIES = 16;

/** The winner of an alias, from a listing and a HeadObject. */
export interface WinnerLookup {
  readonly winner: Target | undefined;
  /** For a group: the release to show, whether or not it has a candidate for this alias. */
  readonly release?: ReleaseChoice;
  /**
   * The listing is older than the read of the alias, so the alias may have been written from a newer listing. It may be
   * deleted only if the round before has read the same link.
   */
  readonly listedBefore?: true;
}

/** The greatest candidate of an alias, from the listing of its narrowest prefix. */
export function* findWinner(task: AliasTask): Protocol<WinnerLookup> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { candidate, ...release } = yield* listWinner(task);
    if (candidate === undefined) return { winner: undefined, ...release };
    const winner = yield* readTarget(candidate);
    if (winner !== undefined && stillQualifies(task, winner, candidate)) return { winner, ...release };
  }
  // Unknown is not absent: to conclude "no candidates" here would delete an alias that has some.
  throw new AutoaliasError(
    'alias-unsettled',
    `the winner of ${task.alias} vanished ${TRIES} times between the listing and its HeadObject; the next event or sweep decides`,
  );
}

/**
 * Whether a listed candidate still qualifies now that HeadObject has read it. If it was written since the listing, it
 * is young again. A file of a release that was written since the listing never qualifies, because the write makes its
 * whole release young again.
 */
export function stillQualifies({ rule, template, now }: AliasTask, target: Target, listed: Candidate): boolean {
  return rule.release === undefined
    ? ageRefusal(template.minimumAge, target.lastModified, now) === undefined
    : target.lastModified === listed.lastModified;
}

/** The winner, or the rule's fallback for an alias of ours that has no candidate left. */
export function* withFallback(
  { rule }: AliasTask,
  current: AliasObject,
  winner: Target | undefined,
): Protocol<Target | undefined> {
  if (winner !== undefined || rule.fallback === undefined) return winner;
  if (current.found !== 'symlink' || readRecord(current) === undefined) return undefined;
  const target = yield* readTarget({ key: rule.fallback, value: [], lastModified: 0 });
  return target === undefined ? undefined : { ...target, isFallback: true };
}

function* listWinner(
  task: AliasTask,
): Protocol<{ readonly candidate: Candidate | undefined; readonly release?: ReleaseChoice }> {
  const group = task.template.grouping?.groupOfAlias(task.alias);
  if (group !== undefined) {
    const survey = createReleaseSurvey(task.rule, task.template, group.name);
    yield* listAll(task.prefix, survey.add);
    const release = survey.choose(task.now);
    return { candidate: release.chosen?.members.get(task.alias), release };
  }
  let winner: Candidate | undefined;
  yield* listAll(task.prefix, (object) => {
    const candidate = classifyObject(task, object);
    if ('why' in candidate) return;
    if (winner === undefined || compareCandidates(task.rule, candidate, winner) > 0) winner = candidate;
  });
  return { candidate: winner };
}

/** Visits every object under a prefix, in key order. */
export function* listAll(prefix: string, show: (object: ListedObject) => void): Protocol<void> {
  const check = createListingProgress(prefix);
  let continuationToken: string | undefined;
  do {
    const page = yield* ask({
      operation: 'ListObjects',
      prefix,
      maxKeys: PAGE,
      ...defined({ continuationToken }),
    });
    check(page);
    for (const object of page.objects) show(object);
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined);
}

/** Adds version id and headers, which a listing does not show. Undefined if the candidate is gone. */
export function* readTarget(candidate: Candidate): Protocol<Target | undefined> {
  const head = yield* ask({ operation: 'HeadObject', key: candidate.key });
  if (head.found !== 'object') return undefined;
  return { ...candidate, lastModified: head.lastModified, identity: identityOf(head), headers: head.headers };
}
