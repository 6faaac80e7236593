import { frozenClass, type StorageState } from '../../archive-class.ts';
import { defined } from '../../defined.ts';
import type { Candidate, WithdrawnCandidate } from '../../rules/match/candidate.ts';
import type { Release, ReleaseChoice } from '../../rules/release-choice.ts';
import type { SymlinkFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { isByTemplate, readRecord } from '../model/alias-record.ts';
import { isUnpin } from '../model/cause.ts';
import { classifyObject } from '../model/classify-object.ts';
import { longLifetime, unwantedLifetime } from '../model/link-headers.ts';
import { type GreatestWithdrawn, REFUSED, TARGET_WITHDRAWN } from '../model/outcome.ts';
import { type PinView, pinText } from '../model/pin.ts';
import { ask, askAll, type Protocol, runInChunks } from '../model/protocol.ts';
import { identityOf, sameIdentity, sameVersion, storageOf, type Target } from '../model/target.ts';
import type { AliasTask, ReleaseTask } from '../model/task.ts';
import { activePin, pinnedByText, viewPin } from '../pins/active-pin.ts';
import { pinDoubts } from '../pins/pin-doubts.ts';
import { isMoveAllowed, PROTECTED } from '../pins/protected-alias.ts';
import { type Decision, decide, isTargetWithdrawn } from '../reconcile/decide.ts';
import {
  areObjects,
  findWinner,
  ofRelease,
  stillQualifies,
  type WinnerLookup,
  withFallback,
} from '../reconcile/find-winner.ts';
import { refineDecision } from '../reconcile/refine-decision.ts';
import { listRelease, type ReleaseListing } from '../release/list-release.ts';
import { memberTask } from '../release/reconcile-release.ts';
import { greatestWithdrawn, withdrawnText } from './greatest-withdrawn.ts';

/**
 * The state of an alias key.
 * - `right`: what the rules say
 * - `stale`: a link of ours, but not what the rules say
 * - `dangling`: a link of ours whose target is gone, so readers get an error
 * - `foreign`: a link or an object that autoalias did not write
 * - `withdrawn`: a link of ours whose target is withdrawn, so it should move
 * - `pinned`: a person keeps it where it is
 * - `protected`: not what the rules say, and only a command that names it moves it
 * - `missing`: no link, but the rules say that there should be one
 * - `absent`: no link, and by the rules there should not be one: no candidate is left, or `onDelete: remove` removed the alias
 */
export type AliasState =
  | 'right'
  | 'stale'
  | 'dangling'
  | 'withdrawn'
  | 'foreign'
  | 'pinned'
  | 'protected'
  | 'missing'
  | 'absent';

/** What `reconcile` would do. `refuse`: leave the alias, because a real object is at its key. */
export type PlannedChange = 'none' | 'point' | 'remove' | 'refuse';

export interface PlannedAlias {
  readonly state: AliasState;
  readonly change: PlannedChange;
  /** The target now, or null where there is no link. */
  readonly from: string | null;
  /** The target after the change, or null. */
  readonly to: string | null;
  readonly why: string;
  /** The link cannot be read through: its target is gone, is a link, or is archived. */
  readonly broken: boolean;
  /** The storage class of its target, if that is archived and not restored. */
  readonly archived?: string;
  readonly current: AliasObject;
  /** The headers of the link with which caches may serve it for more than a day, if its rule does not ask for them. */
  readonly longLived?: string;
  /** The same for headers that its rule asks for. */
  readonly longLivedByRule?: string;
  /** The pin that keeps it where it is. */
  readonly pin?: PinView;
  /** For a pin: why no autoalias command can have written it, as far as the checks can find. */
  readonly doubts?: readonly string[];
  /** The greatest candidate, if it is withdrawn. Without the marker, the alias would point at it. */
  readonly withdrawn?: GreatestWithdrawn;
}

/** The result of a listing of all candidates of an alias. */
export interface ListedCandidates {
  readonly winner: Candidate | undefined;
  /** The listing shows an archived object that would be a candidate if it were restored. */
  readonly hasArchived?: true;
  readonly release?: ReleaseChoice;
  /** Whether a listed marker withdraws a key. Absent if no marker was listed. */
  readonly isWithdrawn?: (key: string) => boolean;
  /** The greatest withdrawn candidate, even if it is less than the winner. */
  readonly withdrawn?: WithdrawnCandidate;
}

const CHANGES: Readonly<Record<Decision['want'], PlannedChange>> = {
  nothing: 'none',
  point: 'point',
  create: 'point',
  delete: 'remove',
};

/**
 * The state of an alias, and what `reconcile` would do to it, by the same decision. Does not search for lost pins. Reads
 * only.
 *
 * @param shown the result of an earlier listing. Without it, the candidates are listed.
 */
export function* planAlias(task: AliasTask, shown?: ListedCandidates): Protocol<PlannedAlias> {
  const [current, seenBy] = yield* look(task, shown);
  const found = yield* withFallback(task, current, seenBy);
  const { winner } = found;
  const withdrawn = greatestWithdrawn(task.rule, found);
  const from = current.found === 'symlink' ? current.target : null;
  const readable = yield* readability(current, winner);
  const { broken } = readable;
  const lifetime = current.found === 'symlink' ? lifetimeOf(task, current) : {};
  const seen = { from, current, ...readable, ...lifetime, ...defined({ withdrawn }) };
  if (current.found === 'object' && task.rule.onConflict === 'refuse') {
    return { ...seen, state: 'foreign', change: 'refuse', to: winner?.key ?? null, why: REFUSED.why };
  }
  const pin = current.found === 'symlink' ? activePin(task, current) : undefined;
  if (current.found === 'symlink' && pin !== undefined) {
    const doubts = yield* pinDoubts(task, current);
    const view = { ...viewPin(current, pin), otherwise: winner?.key ?? null };
    const state = broken ? 'dangling' : 'pinned';
    const remark = isTargetWithdrawn(current, found) ? `; ${TARGET_WITHDRAWN}` : '';
    const why = `${pinText(pin)}${pinnedByText(view)}${remark}${waitingText(from, winner)}${doubtText(doubts)}`;
    return { ...seen, state, change: 'none', to: from, why, pin: view, ...(doubts.length === 0 ? {} : { doubts }) };
  }
  const decision = yield* refineDecision(task, current, found, decide(task, current, found));
  const plan = planOf(task, current, found, decision, seen);
  const planned = { ...seen, ...plan, why: withdrawnText({ from, why: plan.why }, withdrawn) };
  if (planned.change === 'none' || isMoveAllowed(task)) return planned;
  const state = broken ? 'dangling' : 'protected';
  const should = `by the rules it would ${planned.to === null ? 'be deleted' : `point at ${planned.to}`}`;
  return { ...planned, state, change: 'none', to: from, why: `${PROTECTED.why}; ${should}: ${planned.why}` };
}

/** Only for a link of ours: the next write replaces any other. */
function lifetimeOf({ template }: AliasTask, link: SymlinkFound): Pick<PlannedAlias, 'longLived' | 'longLivedByRule'> {
  const found = readRecord(link) === undefined ? undefined : longLifetime(template.headers, link);
  if (found === undefined) return {};
  return found.isWanted ? { longLivedByRule: found.header } : { longLived: found.header };
}

/** What the rules would choose, if it is not the pinned target. */
function waitingText(from: string | null, winner: Target | undefined): string {
  if (winner?.key === from) return '';
  return winner === undefined ? '; by the rules it has no target' : `; the rules say ${winner.key}`;
}

function doubtText(doubts: readonly string[]): string {
  return doubts.length === 0 ? '' : `; no autoalias command can have written this pin: ${doubts.join(', ')}`;
}

function planOf(
  task: AliasTask,
  current: AliasObject,
  found: WinnerLookup,
  decision: Decision,
  seen: Pick<PlannedAlias, 'broken' | 'archived'>,
): Pick<PlannedAlias, 'state' | 'change' | 'to' | 'why'> {
  // `archived: allow` accepts that readers get an error.
  const isAccepted = seen.archived !== undefined && task.template.archived === 'allow';
  const state = stateOf(current, found, decision, seen.broken && !isAccepted);
  const change = CHANGES[decision.want];
  const { why } = decision;
  if (change === 'none') return { state, change, to: current.found === 'symlink' ? current.target : null, why };
  if (!('target' in decision)) return { state, change, to: null, why };
  const problem = problemOf(task, current, decision.target, seen);
  return { state, change, to: decision.target.key, why: problem === undefined ? why : `${problem}; ${why}` };
}

/**
 * Plans an alias whose link was listed outside the prefix of its candidates. Returns undefined if the alias has
 * candidates: it is then planned later, when all of them are listed. For most links, one HeadObject of the target is
 * enough to show that there is a candidate.
 */
export function* planBareLink(task: AliasTask): Protocol<PlannedAlias | undefined> {
  const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
  if (current.found === 'symlink' && current.targetBucket === undefined) {
    const target = yield* ask({ operation: 'HeadObject', key: current.target });
    if (target.found === 'object' && !('why' in classifyObject(task, { ...target, key: current.target })))
      return undefined;
  }
  const { winner, ...release } = yield* findWinner(task);
  const isPlannedAgain = winner !== undefined || release.release?.feeds(task.alias);
  return isPlannedAgain ? undefined : yield* planAlias(task, { winner, ...release });
}

function* look(task: AliasTask, shown: ListedCandidates | undefined): Protocol<readonly [AliasObject, WinnerLookup]> {
  const link = { operation: 'GetSymlink', key: task.alias } as const;
  if (shown === undefined) return [yield* ask(link), yield* findWinner(task)];
  const { winner, ...release } = shown;
  if (winner === undefined) return [yield* ask(link), { winner, ...release }];
  const [current, head] = yield* askAll(link, { operation: 'HeadObject', key: winner.key });
  // The winner was deleted since the listing, so another candidate wins.
  if (head.found !== 'object') return [current, yield* findWinner(task)];
  const { lastModified, headers } = head;
  const target = { ...winner, ...storageOf(head), lastModified, identity: identityOf(head), headers };
  if (!stillQualifies(task, target, winner)) return [current, yield* findWinner(task)];
  return [current, { winner: target, ...release }];
}

/** Whether readers of a link get an error. */
function* readability(
  current: AliasObject,
  winner: Target | undefined,
): Protocol<Pick<PlannedAlias, 'broken' | 'archived'>> {
  if (current.found !== 'symlink') return { broken: false };
  // What is in another bucket is not read: the link is not ours.
  if (current.targetBucket !== undefined) return { broken: false };
  if (current.target === winner?.key) return ofTarget(winner);
  const target = yield* ask({ operation: 'HeadObject', key: current.target });
  // A target that is itself a link cannot be read through either.
  return target.found === 'object' ? ofTarget(target) : { broken: true };
}

function ofTarget(target: StorageState): Pick<PlannedAlias, 'broken' | 'archived'> {
  const archived = frozenClass(target);
  return archived === undefined ? { broken: false } : { broken: true, archived };
}

function stateOf(current: AliasObject, found: WinnerLookup, decision: Decision, broken: boolean): AliasState {
  if (current.found === 'none') return decision.want === 'nothing' ? 'absent' : 'missing';
  if (current.found === 'object' || readRecord(current) === undefined) return 'foreign';
  if (broken) return 'dangling';
  if (decision.want !== 'nothing' && isTargetWithdrawn(current, found)) return 'withdrawn';
  return decision.want === 'nothing' ? 'right' : 'stale';
}

/** What is wrong with the current link. Undefined if a greater candidate is the only reason to move it. */
function problemOf(
  task: AliasTask,
  current: AliasObject,
  target: Target,
  { broken, archived }: Pick<PlannedAlias, 'broken' | 'archived'>,
): string | undefined {
  if (current.found === 'none') return 'there is no alias yet';
  if (current.found === 'object') return 'a real object is there (onConflict: replace)';
  const record = readRecord(current);
  if (record === undefined) return 'a link that autoalias did not write is there';
  if (archived !== undefined && current.target !== target.key)
    return `its target is archived (${archived}) and is not restored`;
  if (broken && archived === undefined) return 'its target is gone';
  if (!isByTemplate(task, record)) return 'its rule changed since it was written';
  const hasLifetime = unwantedLifetime(task.template.headers, current) !== undefined;
  if (hasLifetime || record.templateDigest !== task.template.digest) return headersProblem(task, current);
  if (record.removes) return 'a handler began to delete it, and did not';
  if (record.interim)
    return 'it is being repaired: its target was deleted, and it shows a former one until all are listed';
  if (current.target === target.key) {
    if (sameIdentity(record.identity, target.identity)) return undefined;
    return sameVersion(record.identity, target.identity)
      ? 'stale headers: its target was written again with other headers, like Content-Type or Cache-Control'
      : 'its target was written again since';
  }
  if (record.pin !== undefined) return isUnpin(task.cause) ? 'its pin would end' : 'its pin has ended';
  const before = classifyObject(task, { key: current.target, lastModified: record.identity.lastModified });
  return 'why' in before ? `its target is not a candidate: ${before.why}` : undefined;
}

function headersProblem({ template }: AliasTask, link: AliasObject): string {
  const lifetime = link.found === 'symlink' ? unwantedLifetime(template.headers, link) : undefined;
  return lifetime === undefined
    ? 'it was written with other headers than its rule sets now'
    : `caches may serve it for more than a day (${lifetime}), which its rule does not ask for`;
}

/** A group of aliases: its state, and the planned changes. */
export interface PlannedRelease {
  /** The release that the group should show. Undefined if no release is complete. */
  readonly release: Release | undefined;
  readonly aliases: readonly (PlannedAlias & { readonly alias: string })[];
}

/**
 * What `reconcileRelease` would do to a group, by the same decisions. Reads only.
 *
 * @param seen the result of an earlier listing. Without it, the group is listed.
 */
export function* planRelease(task: ReleaseTask, seen?: ReleaseListing): Protocol<PlannedRelease> {
  const isSeen = seen !== undefined && (yield* areObjects(seen.choice.unproven));
  const { choice, aliases } = isSeen ? seen : yield* listRelease(task);
  const planned = yield* runInChunks(aliases, function* (alias) {
    const shown = { winner: choice.chosen?.members.get(alias), ...ofRelease(choice, alias) };
    return { alias, ...(yield* planAlias(memberTask(task, alias), shown)) };
  });
  return { release: choice.chosen, aliases: planned };
}
