import { AutoaliasError } from '../../autoalias-error.ts';
import { ageRefusal } from '../../rules/compile/minimum-age.ts';
import { compareCandidates } from '../../rules/match/candidate.ts';
import type { LinkInstead, ListedVersion, NotFound, ObjectFound, SymlinkFound } from '../../stores/store-response.ts';
import { NO_BASE, putAlias, readRecord } from '../model/alias-record.ts';
import { causeText, reportsRemoval } from '../model/cause.ts';
import { classifyObject, orderTextOf, recordedCandidate } from '../model/classify-object.ts';
import { type Outcome, REFUSED } from '../model/outcome.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import { identityOf, sameIdentity, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { isBasedOn, newestVersions, ownVersions } from '../model/version-chain.ts';
import { isByPinCommand } from '../pins/lost-pin.ts';
import { activePin, checkProtected, isMoveAllowed, PROTECTED, pinnedOutcome } from '../pins/pinned.ts';
import { reconcile } from './reconcile.ts';

/** How often the alias may move while it is read. After that, the listing decides. */
const RESTARTS = 8;

/**
 * Updates an alias after one change, with a constant number of requests: at most 6 in 3 round trips to write, 4 to stop.
 *
 * Needs versioning. Every write records the version that its writer had read (`base`). If the base is not the version
 * below, another writer wrote in between, and {@link reconcile} decides, as it does at every other doubt.
 *
 * Without versioning there is no such chain, so `reconcile` decides about every write. To stop is safe without a chain:
 * a writer lists again after its write, and that listing contains X. If the writer died first, its own event is delivered
 * again and recognizes its write.
 *
 * Why each step is needed: README.md, "Why each step is needed".
 *
 * @param key the key that the event names; nothing else of the event is trusted
 */
export function* applyChange(task: AliasTask, key: string): Protocol<Outcome> {
  if (!isMoveAllowed(task)) return reportsRemoval(task.cause) ? yield* checkProtected(task) : PROTECTED;
  for (let tries = 0; tries < RESTARTS; tries++) {
    const [x, current, page] = yield* askAll(
      { operation: 'HeadObject', key },
      { operation: 'GetSymlink', key: task.alias },
      newestVersions(task),
    );
    if (current.found === 'object') return task.rule.onConflict === 'refuse' ? REFUSED : yield* reconcile(task);
    const record = current.found === 'symlink' ? readRecord(current) : undefined;
    if (current.found === 'symlink' && record?.pin !== undefined) {
      const pin = activePin(task, current);
      // The pin has ended, or a handler restored it and a person may have unpinned the alias before that.
      if (pin === undefined || !isByPinCommand(record)) return yield* reconcile(task);
      return pinnedOutcome(current, pin, key === current.target && x.found !== 'object');
    }
    if (!hasChain(x, current)) return yield* applyWithoutChain(task, key, x, current);
    const [head, below] = ownVersions(task, page);
    if (head?.versionId !== current.versionId) continue;
    if (current.found === 'none') {
      // A delete marker has no base, so it is a doubt. A key without any version is not.
      if (head !== undefined || x.found !== 'object')
        return head === undefined ? stopped(null) : yield* reconcile(task);
      // The alias may have been removed with its target, and lifecycle rules may have deleted the history that shows it.
      if (task.rule.onDelete === 'remove') return yield* reconcile(task);
      const young = youth(task, x);
      if (young !== undefined) return unchanged(null, young);
      return yield* point(task, targetOf(task, key, x), undefined, null);
    }
    if (!isOurs(task, current) || !isBasedOn(current, below)) return yield* reconcile(task);
    const take = (target: Target) => point(task, target, current.versionId, current.target);
    return yield* compete(task, key, x, current, take, below);
  }
  return yield* reconcile(task);
}

/** Stops if the alias points at something greater than X. In all other cases the listing decides. */
function* applyWithoutChain(
  task: AliasTask,
  key: string,
  x: EventObject,
  current: SymlinkFound | NotFound,
): Protocol<Outcome> {
  // A missing alias carries no record, so nothing shows whether its remover finished.
  if (current.found === 'none') return yield* reconcile(task);
  // Written for this event: the first delivery may have died before it looked again.
  const again = readRecord(current)?.cause === causeText(task.cause);
  if (again || !isOurs(task, current)) return yield* reconcile(task);
  return yield* compete(task, key, x, current, () => reconcile(task));
}

/** What HeadObject says of the event's key. */
type EventObject = ObjectFound | LinkInstead | NotFound;

/** Compares X with the current target. The caller has checked that the alias can be trusted. */
function* compete(
  task: AliasTask,
  key: string,
  x: EventObject,
  current: SymlinkFound,
  take: (target: Target) => Protocol<Outcome>,
  below?: ListedVersion,
): Protocol<Outcome> {
  if (x.found !== 'object') return yield* ifTargetRemains(task, key, current, stopped(current.target));
  const young = youth(task, x);
  // X was written again, so its age starts again.
  if (young !== undefined) return yield* ifTargetRemains(task, key, current, unchanged(current.target, young));
  const target = targetOf(task, key, x);
  const record = readRecord(current);
  if (current.target === key && record !== undefined && sameIdentity(record.identity, target.identity)) {
    if (yield* isLessThanBelow(task, target, below)) return yield* reconcile(task);
    return unchanged(current.target, 'it points at this version already');
  }
  const before = recordedCandidate(task, current);
  if (before === undefined) return yield* reconcile(task);
  if (compareCandidates(task.rule, target, before) >= 0) {
    return yield* take(target);
  }
  // An older version of the target may have become current. Then another object may be greater by its time.
  return yield* ifTargetRemains(task, key, current, unchanged(current.target, 'its target is greater'));
}

/**
 * Stops if the alias does not point at X, and its target exists and is old enough. The first delivery of this event may
 * have pointed the alias at a target that was deleted meanwhile, and died. The event of that deletion stopped early,
 * because the alias did not point there yet.
 */
function* ifTargetRemains(task: AliasTask, key: string, current: SymlinkFound, outcome: Outcome): Protocol<Outcome> {
  if (current.target === key) return yield* reconcile(task);
  const alive = yield* ask({ operation: 'HeadObject', key: current.target });
  const remains = alive.found === 'object' && youth(task, alive) === undefined;
  return remains ? outcome : yield* reconcile(task);
}

/**
 * Whether the version below points at something greater. The greater target was gone when its writer listed, and may be
 * back as the same version after its delete marker was removed. No other event is left that would move the alias back.
 */
function* isLessThanBelow(task: AliasTask, target: Target, below: ListedVersion | undefined): Protocol<boolean> {
  if (below === undefined || below.deleteMarker) return false;
  const link = yield* ask({ operation: 'GetSymlink', key: task.alias, versionId: below.versionId });
  const before = link.found === 'symlink' ? recordedCandidate(task, link) : undefined;
  return before !== undefined && compareCandidates(task.rule, target, before) < 0;
}

/** Writes, then checks whether another writer wrote in between, and whether the target still exists. */
function* point(task: AliasTask, target: Target, base: string | undefined, from: string | null): Protocol<Outcome> {
  const put = yield* ask(putAlias(task, target, base, orderTextOf(task, target.key)));
  const mine = put.written ? put.versionId : undefined;
  const outcome: Outcome = { action: 'pointed', from, to: target.key, why: 'the greatest candidate' };
  if (mine === undefined || mine === 'null') return joinOutcomes(outcome, yield* reconcile(task, mine));
  const [page, x] = yield* askAll(newestVersions(task), { operation: 'HeadObject', key: target.key });
  const chain = ownVersions(task, page);
  const at = chain.findIndex(({ versionId }) => versionId === mine);
  if (at > 0) return { ...outcome, why: `${outcome.why}; written again since` };
  const below = chain[at + 1]?.versionId ?? NO_BASE;
  const whole = at === 0 && below === (base ?? NO_BASE);
  const still = x.found === 'object' && sameIdentity(identityOf(x), target.identity);
  return whole && still ? outcome : joinOutcomes(outcome, yield* reconcile(task, mine));
}

/** Whether the bucket keeps a chain of versions. Without versioning, ids are missing; when it is suspended, all are `null`. */
function hasChain(x: EventObject, current: SymlinkFound | NotFound): boolean {
  const neverExisted = current.found === 'none' && current.versionId === undefined;
  const versionId = neverExisted ? (x.found === 'symlink' ? undefined : x.versionId) : current.versionId;
  return versionId !== undefined && (neverExisted || versionId !== 'null');
}

/** Whether this template of this rule wrote the link, unchanged since. */
function isOurs(task: AliasTask, current: SymlinkFound): boolean {
  const record = readRecord(current);
  return record?.rule === task.rule.name && record.form === task.template.digest;
}

/** Why X is too young to be a target. The sweep promotes it later. */
function youth({ template, now }: AliasTask, { lastModified }: ObjectFound): string | undefined {
  return ageRefusal(template.minimumAge, lastModified, now);
}

function targetOf(task: AliasTask, key: string, x: ObjectFound): Target {
  const candidate = classifyObject(task, { key, lastModified: x.lastModified });
  if ('why' in candidate)
    throw new AutoaliasError('alias-refused', `${key} is not a candidate of ${task.alias}: ${candidate.why}`);
  return { ...candidate, identity: identityOf(x), headers: x.headers };
}

function unchanged(target: string | null, why: string): Outcome {
  return {
    action: 'unchanged',
    from: target,
    to: target,
    why,
  };
}

function stopped(target: string | null): Outcome {
  return unchanged(target, 'the object is gone, and the alias does not point at it');
}

/** Joins the outcome of the write with that of the `reconcile` after it. */
function joinOutcomes(mine: Outcome, then: Outcome): Outcome {
  return then.action === 'unchanged' ? { ...mine, to: then.to } : { ...then, from: mine.from };
}
