import { AutoaliasError } from '../../autoalias-error.ts';
import { compareCandidates } from '../../rules/match/candidate.ts';
import type { LinkInstead, ListedVersion, NotFound, ObjectFound, SymlinkFound } from '../../stores/store-response.ts';
import { type AliasObject, type AliasRecord, isUnfinished, readRecord } from '../model/alias-record.ts';
import { causeText } from '../model/cause.ts';
import { classifyObject, markerOf, recordedCandidate } from '../model/classify-object.ts';
import { type Outcome, REFUSED } from '../model/outcome.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import { identityOf, isVersionId, sameIdentity, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { isBasedOn, newestVersions, ownVersions } from '../model/version-chain.ts';
import { activePin, isByPinCommand, pinnedOutcome } from '../pins/active-pin.ts';
import { isMoveAllowed, leaveProtected } from '../pins/protected-alias.ts';
import { isMarker, markerRequests } from './look-for-marker.ts';
import { type Pausable, runAlone } from './pausable.ts';
import { showFormer, VERSIONS_LISTED } from './show-former.ts';
import { endOrReconcile, type Tried, type Unsure, whyNotReady, writeAndLook } from './write-and-look.ts';

/** How often the alias may move while it is read. After that, `reconcile` decides. */
const RESTARTS = 8;

/**
 * Updates an alias after one event, with a constant number of requests: at most 8 requests in 3 round trips if it
 * writes, at most 6 if it does not. Without markers (`withdraw: false`), these are 6 and 4. If the alias moves during the
 * first read, that read is repeated. Whenever it cannot be sure, it calls `reconcile`, which lists the candidates.
 *
 * It decides by itself only where the store keeps the versions of links. There, every write records the version that its
 * writer had read (`base`). A base that is not the version below shows that another writer wrote in between.
 *
 * If the target was deleted, it first shows a former target, with at most 12 requests more in 3 round trips ({@link showFormer}).
 *
 * In each round trip that reads an object, it also reads the marker of the object. It treats a withdrawn object as gone.
 *
 * README.md, "Why each step is needed", shows for each step the interleaving that goes wrong without it.
 *
 * @param key the key that the event names. The object is read again: the event does not say what is there now
 */
export function applyChange(task: AliasTask, key: string): Protocol<Outcome> {
  return runAlone(task, beginChange(task, key));
}

/** {@link applyChange}, which stops before each listing. */
export function* beginChange(task: AliasTask, key: string): Pausable {
  return yield* endOrReconcile(task, yield* tryChange(task, key));
}

const UNSURE: Unsure = { isUnsure: true };

function* tryChange(task: AliasTask, key: string): Protocol<Tried> {
  if (!isMoveAllowed(task)) return yield* leaveProtected(task);
  if (!task.capabilities.versionsLinks) return yield* tryWithoutVersions(task, key);
  for (let tries = 0; tries < RESTARTS; tries++) {
    const [object, current, page, marker] = yield* askAll(
      { operation: 'HeadObject', key },
      { operation: 'GetSymlink', key: task.alias },
      newestVersions(task, mayShowFormer(task) ? VERSIONS_LISTED : undefined),
      ...markerRequests(task, key),
    );
    const x: EventObject = { key, object, isWithdrawn: isMarker(marker) };
    const held = whatHolds(task, x, current);
    if (held !== undefined) return held;
    if (current.found === 'object') return UNSURE;
    if (!hasChain(x, current)) return yield* moveWithoutChain(task, x, current);
    const [head, ...older] = ownVersions(task, page);
    // The alias moved between the reads of this round trip. They can be answered at different moments.
    if (head?.versionId !== current.versionId) continue;
    return current.found === 'none' ? yield* createAlias(task, x, head) : yield* moveAlias(task, x, current, older);
  }
  return UNSURE;
}

/** The store keeps no versions of links, so there is no list of versions to read. */
function* tryWithoutVersions(task: AliasTask, key: string): Protocol<Tried> {
  const [object, current, marker] = yield* askAll(
    { operation: 'HeadObject', key },
    { operation: 'GetSymlink', key: task.alias },
    ...markerRequests(task, key),
  );
  const x: EventObject = { key, object, isWithdrawn: isMarker(marker) };
  const held = whatHolds(task, x, current);
  if (held !== undefined) return held;
  return current.found === 'object' ? UNSURE : yield* moveWithoutChain(task, x, current);
}

/** The result if the alias is a real object that stays, or has a pin. Otherwise undefined. */
function whatHolds(task: AliasTask, x: EventObject, current: AliasObject): Tried | undefined {
  if (current.found === 'object') return task.rule.onConflict === 'refuse' ? REFUSED : undefined;
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  const isPinned = current.found === 'symlink' && record?.pin !== undefined;
  return isPinned ? leavePinned(task, x, current, record) : undefined;
}

/** X: the key that the event names, and what HeadObject found there. */
interface EventObject {
  readonly key: string;
  readonly object: ObjectFound | LinkInstead | NotFound;
  /** A marker withdraws it, whether it exists or not. */
  readonly isWithdrawn: boolean;
}

/** Leaves a pinned alias as it is, and reports it if X is its target and is gone or withdrawn. */
function leavePinned(
  task: AliasTask,
  { key, object, isWithdrawn }: EventObject,
  current: SymlinkFound,
  record: AliasRecord,
): Tried {
  const pin = activePin(task, current);
  // The pin has ended, or a handler restored it. That handler may not have seen that a person had just unpinned the
  // alias.
  if (pin === undefined || !isByPinCommand(record)) return UNSURE;
  if (key !== current.target) return pinnedOutcome(current, pin, 'there');
  return pinnedOutcome(current, pin, object.found !== 'object' ? 'gone' : isWithdrawn ? 'withdrawn' : 'there');
}

/**
 * Creates an alias that has no link now. `reconcile` decides in two cases:
 * - The newest version is a delete marker. It records no base, so it does not show whether its writer had seen the
 *   version below.
 * - The rule says `onDelete: remove`. The alias may have been removed with its target, and a lifecycle rule may have
 *   deleted the versions that show it.
 */
function* createAlias(
  task: AliasTask,
  { key, object, isWithdrawn }: EventObject,
  head: ListedVersion | undefined,
): Protocol<Tried> {
  if (head !== undefined) return UNSURE;
  if (object.found !== 'object') return objectGone(null);
  if (isWithdrawn) return unchanged(null, whyWithdrawn(task, key));
  if (task.rule.onDelete === 'remove') return UNSURE;
  const waits = whyNotReady(task, object);
  if (waits !== undefined) return unchanged(null, waits);
  return yield* writeAndLook(task, targetOf(task, key, object), undefined, null);
}

/**
 * Moves an alias if its newest version was written by this template and is based on the version below. Otherwise
 * `reconcile` decides: the writer of that version may have overwritten a greater target that it had not seen.
 */
function* moveAlias(
  task: AliasTask,
  x: EventObject,
  current: SymlinkFound,
  older: readonly ListedVersion[],
): Protocol<Tried> {
  const [below] = older;
  if (!isUpToDate(task, current) || !isBasedOn(current, below)) return UNSURE;
  const isTargetGone = x.object.found !== 'object' && x.key === current.target;
  if (isTargetGone && mayShowFormer(task)) return yield* showFormer(task, current, older);
  const write = (target: Target) => writeAndLook(task, target, current.versionId, current.target);
  return yield* compete(task, x, current, write, below);
}

/**
 * Whether a former target can replace a deleted one until the candidates are listed. The versions of the alias show its former
 * targets. They are listed only for the event of a deletion, so that an upload reads no more than it needs.
 */
function mayShowFormer({ rule, cause }: AliasTask): boolean {
  return rule.onDelete === 'repoint' && cause.kind === 'change' && cause.event.startsWith('ObjectRemoved');
}

/**
 * Handles an event in a bucket without a chain. Nothing there shows whether a write was overwritten. So this function
 * does not write. It stops, or calls `reconcile`.
 *
 * To stop is safe even if another handler overwrites the alias later:
 * 1. That handler lists again after its write, and its listing shows whether X exists.
 * 2. If it dies before it lists, its own event is delivered again. That delivery finds its event as the recorded cause
 *    of the link, and calls `reconcile`.
 */
function* moveWithoutChain(task: AliasTask, x: EventObject, current: SymlinkFound | NotFound): Protocol<Tried> {
  // A missing alias has no record, so nothing shows for which event it was removed.
  if (current.found === 'none') return UNSURE;
  // An earlier delivery of this event wrote the link, and may have died before it listed again.
  const isOwnWrite = readRecord(current)?.cause === causeText(task.cause);
  if (isOwnWrite || !isUpToDate(task, current)) return UNSURE;
  return yield* compete(task, x, current);
}

/**
 * Compares X with the current target. The caller has checked that this template wrote the alias.
 *
 * @param write called if X is at least as great. Absent in a bucket without a chain: then `reconcile` decides
 * @param below the version below the newest one, in a bucket with a chain
 */
function* compete(
  task: AliasTask,
  { key, object, isWithdrawn }: EventObject,
  current: SymlinkFound,
  write?: (target: Target) => Protocol<Tried>,
  below?: ListedVersion,
): Protocol<Tried> {
  if (object.found !== 'object') return yield* stopIfTargetExists(task, key, current, objectGone(current.target));
  const refused = isWithdrawn ? whyWithdrawn(task, key) : whyNotReady(task, object);
  if (refused !== undefined) {
    return yield* stopIfTargetExists(task, key, current, unchanged(current.target, refused));
  }
  const target = targetOf(task, key, object);
  const record = readRecord(current);
  if (current.target === key && record !== undefined && sameIdentity(record.identity, target.identity)) {
    if (yield* isLessThanBelow(task, target, below)) return UNSURE;
    return unchanged(current.target, 'it points at this version already');
  }
  const shown = recordedCandidate(task, current);
  if (shown === undefined) return UNSURE;
  if (compareCandidates(task.rule, target, shown) >= 0) return write === undefined ? UNSURE : yield* write(target);
  return yield* stopIfTargetExists(task, key, current, unchanged(current.target, 'its target is greater'));
}

/**
 * Stops with the outcome if the alias points at another key than X, and that target exists, is old enough and is not
 * withdrawn. Otherwise `reconcile` decides. Without this check, an alias could keep a target W that is gone or withdrawn:
 *
 * 1. An earlier delivery of this event calls `reconcile`, which lists: W is the winner.
 * 2. W is deleted. The handler of the deletion stops, because the alias does not point at W yet.
 * 3. The earlier delivery writes W, and dies.
 * 4. This delivery is the only one left that can notice it.
 */
function* stopIfTargetExists(task: AliasTask, key: string, current: SymlinkFound, outcome: Outcome): Protocol<Tried> {
  if (current.target === key) return UNSURE;
  const [target, marker] = yield* askAll(
    { operation: 'HeadObject', key: current.target },
    ...markerRequests(task, current.target),
  );
  const isCandidate = target.found === 'object' && whyNotReady(task, target) === undefined && !isMarker(marker);
  return isCandidate ? outcome : UNSURE;
}

/**
 * Whether the alias pointed at something greater (W) before it pointed at its current target. W may be back:
 *
 * 1. The alias points at W, and W is deleted. An earlier delivery of this event lists, and X is the winner.
 * 2. The delete marker of W is removed, so W exists again. The event of the deletion is handled after that, and its
 *    handler finds the alias right, at W.
 * 3. The earlier delivery writes X, based on the version that it read, and dies.
 * 4. This delivery finds an alias at X with a whole chain. Only the version below shows that W may be the winner.
 */
function* isLessThanBelow(task: AliasTask, target: Target, below: ListedVersion | undefined): Protocol<boolean> {
  if (below === undefined || below.deleteMarker) return false;
  const link = yield* ask({ operation: 'GetSymlink', key: task.alias, versionId: below.versionId });
  const shown = link.found === 'symlink' ? recordedCandidate(task, link) : undefined;
  return shown !== undefined && compareCandidates(task.rule, target, shown) < 0;
}

/**
 * Whether the bucket keeps a chain of versions.
 * - If there is or was an alias, its version id decides. A bucket that was never versioned gives no ids. With
 *   versioning suspended, the id is `null`.
 * - If there never was an alias, X decides: any id, even `null`, counts as a chain. If versioning is suspended, the
 *   alias is then written with the id `null`, and `writeAndLook` calls `reconcile`.
 */
function hasChain({ object }: EventObject, current: SymlinkFound | NotFound): boolean {
  const neverExisted = current.found === 'none' && current.versionId === undefined;
  if (!neverExisted) return isVersionId(current.versionId);
  return object.found !== 'symlink' && object.versionId !== undefined;
}

/**
 * Whether the link was written by the template of the task, as the rules are now, with the headers that it sets. Not if it
 * records a deletion, or shows a former target for the time being: a handler died before that deletion, or before its listing.
 */
function isUpToDate(task: AliasTask, current: SymlinkFound): boolean {
  const record = readRecord(current);
  return record?.rule === task.rule.name && record.templateDigest === task.template.digest && !isUnfinished(record);
}

/** Why a withdrawn object is not a target. Its upload is logged with this reason. */
function whyWithdrawn(task: AliasTask, key: string): string {
  return `it is withdrawn, and stays so until ${markerOf(task, key)} is deleted`;
}

function targetOf(task: AliasTask, key: string, object: ObjectFound): Target {
  const candidate = classifyObject(task, { ...object, key });
  if ('why' in candidate) {
    throw new AutoaliasError('alias-refused', `${key} is not a candidate of ${task.alias}: ${candidate.why}`);
  }
  return { ...candidate, identity: identityOf(object), headers: object.headers };
}

function unchanged(target: string | null, why: string): Outcome {
  return { action: 'unchanged', from: target, to: target, why };
}

function objectGone(target: string | null): Outcome {
  return unchanged(target, 'the object is gone, and the alias does not point at it');
}
