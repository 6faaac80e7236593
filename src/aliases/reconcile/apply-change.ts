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

/** How often the alias may move while it is being read before the listing decides. */
const RESTARTS = 8;

/**
 * Makes an alias right after one change, with a constant number of requests, on a bucket with versioning enabled. Every
 * write records the version that its writer had read (`base`); in the alias's version list each base must be the version
 * just below, and where it is not, somebody wrote in between. At any doubt the listing decides ({@link reconcile}).
 *
 * At most 6 requests in 3 round trips to write, 4 to stop, however many objects there are. Only under `onDelete: remove`
 * is the first creation of an alias decided by the listing.
 *
 * Unversioned and suspended buckets have no chain, so there the listing decides about every write. To stop needs none:
 * whoever writes there lists once more after the write, with X in the listing, so an alias that is seen above X cannot
 * be left below it. Only a writer that died may have left it so; its event comes again, and knows its own write.
 *
 * @param key the key that the event names; nothing else of the event is trusted.
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
      // It has ended, so what it held is no better than anything else; or it was brought back, and may have been lifted.
      if (pin === undefined || !isByPinCommand(record)) return yield* reconcile(task);
      return pinnedOutcome(current, pin, key === current.target && x.found !== 'object');
    }
    if (!hasChain(x, current)) return yield* withoutChain(task, key, x, current);
    const [head, below] = ownVersions(task, page);
    if (head?.versionId !== current.versionId) continue;
    if (current.found === 'none') {
      // A delete marker has no base. Where nothing ever stood, there is nothing to doubt.
      if (head !== undefined || x.found !== 'object')
        return head === undefined ? stopped(null) : yield* reconcile(task);
      // It may be away while it has candidates, and lifecycle rules may have taken the history that would tell.
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

/** Stops where the alias shows something better than X, and lets the listing decide about everything else. */
function* withoutChain(task: AliasTask, key: string, x: Seen, current: SymlinkFound | NotFound): Protocol<Outcome> {
  // A missing alias tells nothing of who removed it, nor of whether he looked again.
  if (current.found === 'none') return yield* reconcile(task);
  // Written for this very event, so this may be its second delivery, after the first died before it looked again.
  const again = readRecord(current)?.cause === causeText(task.cause);
  if (again || !isOurs(task, current)) return yield* reconcile(task);
  return yield* compete(task, key, x, current, () => reconcile(task));
}

/** What HeadObject says of the event's key. */
type Seen = ObjectFound | LinkInstead | NotFound;

/** What stands at the alias can be believed: X takes it, or what is there is alive and better. */
function* compete(
  task: AliasTask,
  key: string,
  x: Seen,
  current: SymlinkFound,
  take: (target: Target) => Protocol<Outcome>,
  below?: ListedVersion,
): Protocol<Outcome> {
  if (x.found !== 'object') return yield* ifItStands(task, key, current, stopped(current.target));
  const young = youth(task, x);
  // Written again, its content has to mature anew.
  if (young !== undefined) return yield* ifItStands(task, key, current, unchanged(current.target, young));
  const target = targetOf(task, key, x);
  const record = readRecord(current);
  if (current.target === key && record !== undefined && sameIdentity(record.identity, target.identity)) {
    if (yield* wentBack(task, target, below)) return yield* reconcile(task);
    return unchanged(current.target, 'it points at this version already');
  }
  const before = recordedCandidate(task, current);
  if (before === undefined) return yield* reconcile(task);
  if (compareCandidates(task.rule, target, before) >= 0) {
    return yield* take(target);
  }
  // Its newest version was deleted and an older one came back: where last modified decides, another may be greater now.
  return yield* ifItStands(task, key, current, unchanged(current.target, 'its target is greater'));
}

/**
 * Stops where X is not what the alias shows, and what it shows is there and old enough. This may be the second delivery of an event whose
 * first handler pointed the alias at something that went meanwhile, or was written again, and died: whoever was told of it
 * had stopped before, because the alias did not show it yet.
 */
function* ifItStands(task: AliasTask, key: string, current: SymlinkFound, outcome: Outcome): Protocol<Outcome> {
  if (current.target === key) return yield* reconcile(task);
  const alive = yield* ask({ operation: 'HeadObject', key: current.target });
  const stands = alive.found === 'object' && youth(task, alive) === undefined;
  return stands ? outcome : yield* reconcile(task);
}

/**
 * The version of the alias below shows something greater: it was gone when the listing was read. Whoever wrote would look
 * again, but may have died; and what was gone may be back as the same version, once its delete marker was removed, and its
 * events may all have been answered by the version below.
 */
function* wentBack(task: AliasTask, target: Target, below: ListedVersion | undefined): Protocol<boolean> {
  if (below === undefined || below.deleteMarker) return false;
  const link = yield* ask({ operation: 'GetSymlink', key: task.alias, versionId: below.versionId });
  const before = link.found === 'symlink' ? recordedCandidate(task, link) : undefined;
  return before !== undefined && compareCandidates(task.rule, target, before) < 0;
}

/** Writes, then looks whether somebody wrote in between or the target went away meanwhile. */
function* point(task: AliasTask, target: Target, base: string | undefined, from: string | null): Protocol<Outcome> {
  const put = yield* ask(putAlias(task, target, base, orderTextOf(task, target.key)));
  const mine = put.written ? put.versionId : undefined;
  const outcome: Outcome = { action: 'pointed', from, to: target.key, why: 'the greatest candidate' };
  if (mine === undefined || mine === 'null') return since(outcome, yield* reconcile(task, mine));
  const [page, x] = yield* askAll(newestVersions(task), { operation: 'HeadObject', key: target.key });
  const chain = ownVersions(task, page);
  const at = chain.findIndex(({ versionId }) => versionId === mine);
  if (at > 0) return { ...outcome, why: `${outcome.why}; written again since` };
  const below = chain[at + 1]?.versionId ?? NO_BASE;
  const whole = at === 0 && below === (base ?? NO_BASE);
  const still = x.found === 'object' && sameIdentity(identityOf(x), target.identity);
  return whole && still ? outcome : since(outcome, yield* reconcile(task, mine));
}

/** Only versions of an enabled bucket make a chain: elsewhere ids are missing, or `null` over and over. */
function hasChain(x: Seen, current: SymlinkFound | NotFound): boolean {
  const neverStood = current.found === 'none' && current.versionId === undefined;
  const versionId = neverStood ? (x.found === 'symlink' ? undefined : x.versionId) : current.versionId;
  return versionId !== undefined && (neverStood || versionId !== 'null');
}

/** Written by this form of the rule. */
function isOurs(task: AliasTask, current: SymlinkFound): boolean {
  const record = readRecord(current);
  return record?.rule === task.rule.name && record.form === task.template.digest;
}

/** Why X may not be a target yet; the sweep promotes it. */
function youth({ template, now }: AliasTask, { lastModified }: ObjectFound): string | undefined {
  return ageRefusal(template.minimumAge, lastModified, now);
}

function targetOf(task: AliasTask, key: string, x: ObjectFound): Target {
  const candidate = classifyObject(task, { key, lastModified: x.lastModified });
  if ('why' in candidate)
    throw new AutoaliasError('alias-refused', `${key} is no candidate of ${task.alias}: ${candidate.why}`);
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

/** What became of the alias in all: it was written here first, whatever was found afterwards. */
function since(mine: Outcome, then: Outcome): Outcome {
  return then.action === 'unchanged' ? { ...mine, to: then.to } : { ...then, from: mine.from };
}
