import { joinCauses } from '../../../../src/aliases/model/cause.ts';
import type { Outcome } from '../../../../src/aliases/model/outcome.ts';
import type { Protocol } from '../../../../src/aliases/model/protocol.ts';
import type { AliasTask, ReleaseTask } from '../../../../src/aliases/model/task.ts';
import { type ReleaseOutcome, reconcileRelease } from '../../../../src/aliases/release/reconcile-release.ts';
import { CONCURRENCY, type HandlerContext } from '../../../../src/handlers/function/handler-context.ts';
import { eachLimited } from '../../../../src/handlers/work/concurrency.ts';
import { expandMarkers } from '../../../../src/handlers/work/expand-markers.ts';
import {
  type Handled,
  handleAlias,
  handleFailedMarker,
  handleRelease,
} from '../../../../src/handlers/work/handle-alias.ts';
import { isChangeOfAlias } from '../../../../src/handlers/work/handle-changes.ts';
import { shareFirstReads } from '../../../../src/handlers/work/run-protocol.ts';
import { type KeyChange, taskName, workOfChanges } from '../../../../src/handlers/work/work-of-changes.ts';

/** How changes are handled. */
export type Handle = (
  context: HandlerContext,
  changes: readonly KeyChange[],
) => Promise<{ readonly handled: readonly Handled[] }>;

/** How one alias is updated after changes of these keys. */
export type ProtocolFor = (task: AliasTask, keys: readonly string[]) => Protocol<Outcome>;

/** How aliases that move together are updated. */
export type ReleaseProtocolFor = (task: ReleaseTask, keys: readonly string[]) => Protocol<ReleaseOutcome>;

/** Like handleChanges, but with other protocols. */
export function handleBy(protocolFor: ProtocolFor, releaseFor: ReleaseProtocolFor = reconcileRelease): Handle {
  return async (context, given) => {
    const { changes, failed } = await expandMarkers(context, given);
    const { work } = workOfChanges(context, changes);
    const firstReads = shareFirstReads();
    const handled: Handled[] = failed.map((marker) => handleFailedMarker(context, marker));
    await eachLimited(work, CONCURRENCY, async ({ task: one, keys, causes }) => {
      const isNews = causes.some((cause) => !isChangeOfAlias(one, cause));
      const mayOverrule = isNews || (context.overrules?.allows('group' in one ? one.group.name : one.alias) ?? true);
      const more = { cause: joinCauses(causes), mayOverrule };
      if ('group' in one) {
        const memory = context.groups?.of(taskName(one));
        const task = { ...one, ...more, keys: [...keys], ...(memory && { memory }) };
        handled.push(...(await handleRelease(context, task, releaseFor(task, [...keys]))));
        return;
      }
      const task = { ...one, ...more };
      handled.push(await handleAlias(context, task, protocolFor(task, [...keys]), firstReads));
    });
    return { handled };
  };
}
