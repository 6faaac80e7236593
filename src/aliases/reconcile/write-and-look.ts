import { defined } from '../../defined.ts';
import { notReady } from '../../rules/match/not-ready.ts';
import type { ListedVersion, ObjectFound } from '../../stores/store-response.ts';
import { NO_BASE, putAlias } from '../model/alias-record.ts';
import { orderTextOf } from '../model/classify-object.ts';
import type { Outcome } from '../model/outcome.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import { identityOf, isVersionId, sameIdentity, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { newestVersions, ownVersions } from '../model/version-chain.ts';
import { isMarker, markerRequests } from './look-for-marker.ts';
import { type Pausable, withOutcome } from './pausable.ts';
import { beginReconcile } from './reconcile.ts';

/** What a look after a write shows. */
export interface AfterWrite {
  /** The newest versions of the alias, newest first. */
  readonly chain: readonly ListedVersion[];
  /** The target is still the version that was written, and it is not withdrawn. */
  readonly isSameTarget: boolean;
}

/** Reads the alias, its target and the marker of the target in one round trip. */
export type LookAfterWrite = (task: AliasTask, target: Target) => Protocol<AfterWrite>;

/** The result of one event without a listing. */
export type Tried = Outcome | Unsure;

/** `reconcile` must decide. */
export interface Unsure {
  readonly isUnsure: true;
  /** The version of the alias that was written, where the bucket has versions. */
  readonly written?: { readonly versionId: string | undefined; readonly outcome: Outcome };
}

/**
 * Writes the alias, then reads its newest versions and the target again. The first of these that applies decides:
 * - The bucket keeps no chain: `reconcile`.
 * - A newer version exists: stop. The writer of that version looks again after its own write.
 * - The version below is not the base, so another writer wrote between the read and this write: `reconcile`.
 * - The target has changed or is withdrawn: `reconcile`. The handler of that change may have stopped, because the alias did not point
 *   at the target yet.
 */
export function* writeAndLook(
  task: AliasTask,
  target: Target,
  base: string | undefined,
  from: string | null,
  look: LookAfterWrite = lookAtObjects,
): Protocol<Tried> {
  const put = yield* ask(putAlias(task, target, base, orderTextOf(task, target.key)));
  const own = put.written ? put.versionId : undefined;
  const outcome: Outcome = { action: 'pointed', from, to: target.key, why: 'the greatest candidate' };
  if (!isVersionId(own)) return { isUnsure: true, written: { versionId: own, outcome } };
  const { chain, isSameTarget } = yield* look(task, target);
  const at = chain.findIndex(({ versionId }) => versionId === own);
  if (at > 0) return { ...outcome, why: `${outcome.why}; written again since` };
  const below = chain[at + 1]?.versionId ?? NO_BASE;
  const isChainWhole = at === 0 && below === (base ?? NO_BASE);
  return isChainWhole && isSameTarget ? outcome : { isUnsure: true, written: { versionId: own, outcome } };
}

function* lookAtObjects(task: AliasTask, { key, identity }: Target): Protocol<AfterWrite> {
  const [page, object, marker] = yield* askAll(
    newestVersions(task),
    { operation: 'HeadObject', key },
    ...markerRequests(task, key),
  );
  const isSameTarget =
    object.found === 'object' &&
    sameIdentity(identityOf(object), identity) &&
    whyNotReady(task, object) === undefined &&
    !isMarker(marker);
  return { chain: ownVersions(task, page), isSameTarget };
}

/** Ends with the outcome, or lets `reconcile` decide if it is unsure. */
export function* endOrReconcile(task: AliasTask, tried: Tried): Pausable {
  if (!('isUnsure' in tried)) return { kind: 'done', outcome: tried };
  const { written } = tried;
  if (written === undefined) return yield* beginReconcile(task);
  return yield* withOutcome(beginReconcile(task, written.versionId), (then) => joinOutcomes(written.outcome, then));
}

/** One outcome for the write and the `reconcile` after it. */
function joinOutcomes(own: Outcome, then: Outcome): Outcome {
  const { unread } = then;
  return then.action === 'unchanged' ? { ...own, to: then.to, ...defined({ unread }) } : { ...then, from: own.from };
}

/** Why an object cannot be a target now: it is archived or too young. The sweep promotes it later. */
export function whyNotReady({ template, now }: AliasTask, object: ObjectFound): string | undefined {
  return notReady(template, object, now)?.why;
}
