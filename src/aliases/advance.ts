import { AutoaliasError } from '../autoalias-error.ts';
import { compareCandidates } from '../rules/candidate.ts';
import type { LinkInstead, ListedVersion, NotFound, ObjectFound, SymlinkFound } from '../stores/store-response.ts';
import { liesOnItsBase, newestVersions, versionsOf } from './alias-chain.ts';
import { NO_BASE, putAlias, readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { classifyObject, orderTextOf } from './classify-object.ts';
import type { Outcome } from './outcome.ts';
import { ask, type Protocol, together } from './protocol.ts';
import { refused, settle } from './settle.ts';
import { identityOf, sameIdentity, type Target } from './target.ts';

/** How often the alias may move while it is being read before the listing decides. */
const RESTARTS = 8;

/**
 * Makes an alias right after one change, with a constant number of requests, on a bucket with versioning enabled. Every
 * write records the version that its writer had read (`base`); in the alias's version list each base must be the version
 * just below, and where it is not, somebody wrote in between. At any doubt the listing decides ({@link settle}), which
 * is also what unversioned and suspended buckets get.
 *
 * At most 6 requests in 3 round trips to write, 4 to stop, however many objects there are.
 *
 * @param key the key that the event names; nothing else of the event is trusted.
 */
export function* advance(task: AliasTask, key: string): Protocol<Outcome> {
  for (let tries = 0; tries < RESTARTS; tries++) {
    const [x, current, page] = yield* together(
      { operation: 'HeadObject', key },
      { operation: 'GetSymlink', key: task.alias },
      newestVersions(task),
    );
    if (current.found === 'object') return task.rule.onConflict === 'refuse' ? refused : yield* settle(task);
    if (!hasChain(x, current)) return yield* settle(task);
    const [head, below] = versionsOf(task, page);
    if (head?.versionId !== current.versionId) continue;
    if (current.found === 'none') {
      // A delete marker has no base. Where nothing ever stood, there is nothing to doubt.
      if (head !== undefined || x.found !== 'object') return yield* head === undefined ? stopped(null) : settle(task);
      return yield* point(task, targetOf(task, key, x), undefined, null);
    }
    if (!followsChain(task, current, below)) return yield* settle(task);
    if (x.found !== 'object') return yield* current.target === key ? settle(task) : stopped(current.target);
    return yield* compete(task, key, x, current);
  }
  return yield* settle(task);
}

/** X is alive and the chain is whole: it takes the alias, or what stands there is alive and better. */
function* compete(task: AliasTask, key: string, x: ObjectFound, current: SymlinkFound): Protocol<Outcome> {
  const target = targetOf(task, key, x);
  const record = readRecord(current);
  if (current.target === key) {
    if (record !== undefined && sameIdentity(record.identity, target.identity)) {
      return unchanged(current.target, 'it points at this version already');
    }
    return yield* point(task, target, current.versionId, current.target);
  }
  const before = classifyObject(task, { key: current.target, lastModified: record?.identity.lastModified ?? 0 });
  if ('why' in before) return yield* settle(task);
  if (compareCandidates(task.rule, target, before) >= 0) {
    return yield* point(task, target, current.versionId, current.target);
  }
  const alive = yield* ask({ operation: 'HeadObject', key: current.target });
  return alive.found === 'object' ? unchanged(current.target, 'its target is greater') : yield* settle(task);
}

/** Writes, then looks whether somebody wrote in between or the target went away meanwhile. */
function* point(task: AliasTask, target: Target, base: string | undefined, from: string | null): Protocol<Outcome> {
  const put = yield* ask(putAlias(task, target, base, orderTextOf(task, target.key)));
  const mine = put.written ? put.versionId : undefined;
  const outcome: Outcome = { action: 'pointed', from, to: target.key, why: 'the greatest candidate' };
  if (mine === undefined || mine === 'null') return since(outcome, yield* settle(task, mine));
  const [page, x] = yield* together(newestVersions(task), { operation: 'HeadObject', key: target.key });
  const chain = versionsOf(task, page);
  const at = chain.findIndex(({ versionId }) => versionId === mine);
  if (at > 0) return { ...outcome, why: `${outcome.why}; written again since` };
  const below = chain[at + 1]?.versionId ?? NO_BASE;
  const whole = at === 0 && below === (base ?? NO_BASE);
  const still = x.found === 'object' && sameIdentity(identityOf(x), target.identity);
  return whole && still ? outcome : since(outcome, yield* settle(task, mine));
}

/** Only versions of an enabled bucket make a chain: elsewhere ids are missing, or `null` over and over. */
const hasChain = (x: ObjectFound | LinkInstead | NotFound, current: SymlinkFound | NotFound): boolean => {
  const neverStood = current.found === 'none' && current.versionId === undefined;
  const versionId = neverStood ? (x.found === 'symlink' ? undefined : x.versionId) : current.versionId;
  return versionId !== undefined && (neverStood || versionId !== 'null');
};

/** Written by this form of the rule, over the very version that lies below. */
const followsChain = (task: AliasTask, current: SymlinkFound, below: ListedVersion | undefined): boolean => {
  const record = readRecord(current);
  const ours = record?.rule === task.rule.name && record.form === task.form.digest;
  return ours && liesOnItsBase(current, below);
};

const targetOf = (task: AliasTask, key: string, x: ObjectFound): Target => {
  const candidate = classifyObject(task, { key, lastModified: x.lastModified });
  if ('why' in candidate)
    throw new AutoaliasError('alias-refused', `${key} is no candidate of ${task.alias}: ${candidate.why}`);
  return { ...candidate, identity: identityOf(x), headers: x.headers };
};

const unchanged = (target: string | null, why: string): Outcome => ({
  action: 'unchanged',
  from: target,
  to: target,
  why,
});

// biome-ignore lint/correctness/useYield: part of a protocol that may stop without asking anything more
function* stopped(target: string | null): Protocol<Outcome> {
  return unchanged(target, 'the object is gone, and the alias does not point at it');
}

/** What became of the alias in all: it was written here first, whatever was found afterwards. */
const since = (mine: Outcome, then: Outcome): Outcome =>
  then.action === 'unchanged' ? { ...mine, to: then.to } : { ...then, from: mine.from };
