import { frozenClass, type StorageState } from '../../archive-class.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import { isMarkerKey } from '../../rules/match/marker-place.ts';
import { notReady } from '../../rules/match/not-ready.ts';
import { createReleaseSurvey } from '../../rules/match/release-survey.ts';
import type { ReleaseChoice } from '../../rules/release-choice.ts';
import type { AliasTemplate } from '../../rules/rule.ts';
import type { LinkInstead, ListedObject, NotFound, ObjectFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { ask, askAll, type Protocol, runInChunks } from '../model/protocol.ts';
import { identityOf, storageOf, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { createKnownLinks, type KnownLinks, type ListedStamp } from './known-links.ts';
import { listAll } from './list-all.ts';
import {
  type BestCandidates,
  KEPT,
  type ListedCandidate,
  type ListingLimits,
  listCandidates,
} from './list-candidates.ts';
import { isMarker, markerRequests } from './look-for-marker.ts';

/** How often the winner may vanish between the listing and its HeadObject before the handler fails. */
const TRIES = 16;

/** The winner of an alias, from a listing and a HeadObject. */
export interface WinnerLookup extends Omit<BestCandidates, 'candidates' | 'hasMore'> {
  readonly winner: Target | undefined;
  /** For a group: the release to show, whether or not it has a candidate for this alias. */
  readonly release?: ReleaseChoice;
  /**
   * The listing is older than the read of the alias, so the alias may have been written from a newer listing. It may be
   * deleted only if the round before has read the same link.
   */
  readonly listedBefore?: true;
}

/** How many candidates are read at once, after symlinks were found among them. */
const AT_ONCE = 16;

/** How many times more candidates the next listing keeps, if all of one listing are symlinks. */
const GROWTH = 8;

/**
 * The greatest candidate of an alias that is not withdrawn, from the listing of its narrowest prefix. If HeadObject finds it
 * gone, the next best candidate of the same listing is read.
 *
 * If the listing does not show which objects are symlinks, HeadObject shows it too. A symlink is passed over. If all
 * candidates that a listing kept are symlinks, the prefix is listed again without them, however many there are.
 *
 * @param listed the candidates in a listing that began after the alias was read. Without them, the prefix is listed.
 */
export function* findWinner(task: AliasTask, listed?: BestCandidates): Protocol<WinnerLookup> {
  const links = createKnownLinks();
  let vanished = 0;
  let kept = KEPT;
  for (let given = listed; vanished < TRIES; given = undefined) {
    const { candidates, hasMore, ...listing } = given ?? (yield* listBest(task, { links, kept }));
    let areLinks = true;
    for (const some of chunksOf(candidates, links.size === 0 ? 1 : AT_ONCE)) {
      const heads = yield* askAll(...some.map(({ key }) => ({ operation: 'HeadObject', key }) as const));
      for (const [i, head] of heads.entries()) {
        const candidate = some[i];
        if (candidate === undefined || isUnknownLink(candidate, head, links)) continue;
        const winner = targetOf(candidate, head);
        if (winner !== undefined && stillQualifies(task, winner, candidate)) return { winner, ...listing };
        areLinks = false;
        vanished++;
      }
      if (vanished >= TRIES) break;
    }
    if (areLinks && hasMore === undefined) return { winner: undefined, ...listing };
    if (hasMore) kept *= GROWTH;
  }
  // Unknown is not absent: to conclude "no candidates" here would delete an alias that has some.
  throw new AutoaliasError(
    'alias-unsettled',
    `the winner of ${task.alias} vanished ${TRIES} times between the listing and its HeadObject; the next event or sweep decides`,
  );
}

/** Whether a listed candidate is a symlink, which the listing did not show. Then it is remembered. */
function isUnknownLink(
  { key, lastModified, unknownType }: ListedCandidate,
  { found }: ObjectFound | LinkInstead | NotFound,
  links: KnownLinks,
): boolean {
  if (found !== 'symlink' || unknownType === undefined) return false;
  links.add({ key, lastModified, ...unknownType });
  return true;
}

function* chunksOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
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

function* listBest(task: AliasTask, limits: ListingLimits): Protocol<BestCandidates & Pick<WinnerLookup, 'release'>> {
  const group = task.template.grouping?.groupOfAlias(task.alias);
  if (group === undefined) {
    return (yield* listCandidates(task.prefix, [task], limits)).get(task.alias) ?? { candidates: [] };
  }
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

/** What {@link listChoice} does besides listing. */
export interface ChoiceOptions {
  /** Called for each object of each listing, with the number of the listing. */
  readonly show?: (object: ListedObject, listing: number) => void;
  /** Whether the files of the choice are known to be objects, where the listing does not show it. */
  readonly isProven?: (choice: ReleaseChoice) => boolean;
}

/**
 * Lists a group and chooses its release. If the listing does not show which objects are symlinks, HeadObject reads the files
 * of the release. A symlink is not a file of a release, so then the group is listed again without it, however many there are.
 */
export function* listChoice(
  { rule, template, prefix, now }: Pick<AliasTask, 'rule' | 'template' | 'prefix' | 'now'>,
  group: string,
  { show = () => {}, isProven = () => false }: ChoiceOptions = {},
): Protocol<ReleaseChoice> {
  const links = createKnownLinks();
  let known: ReadonlySet<string> = new Set();
  let listing = 0;
  for (let tries = 0; tries < TRIES; ) {
    const survey = createReleaseSurvey(rule, template, group, { known });
    yield* listAll(
      prefix,
      (object) => {
        const typed = links.has(object) ? { ...object, type: 'Symlink' } : object;
        survey.add(typed);
        show(typed, listing);
      },
      (key) => isMarkerKey(rule, key),
    );
    listing++;
    const choice = survey.choose(now);
    const { mustListAgain, unproven } = choice;
    if (!mustListAgain && (unproven.length === 0 || isProven(choice))) return choice;
    const proof = mustListAgain ? 'stale' : yield* proveFiles(unproven, links);
    if (proof === 'objects') return choice;
    if (proof === 'stale') tries++;
    known = survey.suspects;
  }
  throw new AutoaliasError(
    'alias-unsettled',
    `releases of ${group} were withdrawn or archived, or their files changed, during each of ${TRIES} listings; the next event or sweep decides`,
  );
}

/**
 * Reads files that a listing shows without a type.
 *
 * @returns `objects`: all of them are. `links`: some are symlinks, which are remembered now. `stale`: some have changed since
 * the listing.
 */
function* proveFiles(files: readonly ListedStamp[], links: KnownLinks): Protocol<'objects' | 'links' | 'stale'> {
  const heads = yield* runInChunks(files, function* (file) {
    return { file, head: yield* ask({ operation: 'HeadObject', key: file.key }) };
  });
  const found = heads.filter(({ head }) => head.found === 'symlink');
  // A symlink that was found before has been written again.
  const isStale = heads.some(
    ({ file, head }) => head.found === 'none' || (head.found === 'symlink' && links.knows(file.key)),
  );
  for (const { file } of found) links.add(file);
  return isStale ? 'stale' : found.length > 0 ? 'links' : 'objects';
}

/** Whether all of these keys are objects. */
export function* areObjects(files: readonly Pick<ListedStamp, 'key'>[]): Protocol<boolean> {
  const heads = yield* runInChunks(files, ({ key }) => ask({ operation: 'HeadObject', key }));
  return heads.every(({ found }) => found === 'object');
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
