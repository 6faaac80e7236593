import { notReady } from '../../rules/match/not-ready.ts';
import type { ObjectFound } from '../../stores/store-response.ts';
import { NO_BASE, putAlias } from '../model/alias-record.ts';
import { orderTextOf } from '../model/classify-object.ts';
import type { Outcome } from '../model/outcome.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import { identityOf, isVersionId, sameIdentity, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { newestVersions, ownVersions } from '../model/version-chain.ts';
import { isMarker, markerRequests } from './look-for-marker.ts';

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
): Protocol<Tried> {
  const put = yield* ask(putAlias(task, target, base, orderTextOf(task, target.key)));
  const own = put.written ? put.versionId : undefined;
  const outcome: Outcome = { action: 'pointed', from, to: target.key, why: 'the greatest candidate' };
  if (!isVersionId(own)) return { isUnsure: true, written: { versionId: own, outcome } };
  const [page, object, marker] = yield* askAll(
    newestVersions(task),
    { operation: 'HeadObject', key: target.key },
    ...markerRequests(task, target.key),
  );
  const chain = ownVersions(task, page);
  const at = chain.findIndex(({ versionId }) => versionId === own);
  if (at > 0) return { ...outcome, why: `${outcome.why}; written again since` };
  const below = chain[at + 1]?.versionId ?? NO_BASE;
  const isChainWhole = at === 0 && below === (base ?? NO_BASE);
  const isSameTarget =
    object.found === 'object' &&
    sameIdentity(identityOf(object), target.identity) &&
    whyNotReady(task, object) === undefined &&
    !isMarker(marker);
  return isChainWhole && isSameTarget ? outcome : { isUnsure: true, written: { versionId: own, outcome } };
}

/** Why an object cannot be a target now: it is archived or too young. The sweep promotes it later. */
export function whyNotReady({ template, now }: AliasTask, object: ObjectFound): string | undefined {
  return notReady(template, object, now)?.why;
}
