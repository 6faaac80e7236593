import { actedBy, joinCauses } from '../../../../src/aliases/model/cause.ts';
import type { Protocol } from '../../../../src/aliases/model/protocol.ts';
import type { AliasTask, ReleaseTask } from '../../../../src/aliases/model/task.ts';
import type { Pausable } from '../../../../src/aliases/reconcile/pausable.ts';
import { type ReleaseOutcome, reconcileRelease } from '../../../../src/aliases/release/reconcile-release.ts';
import { compareKeys } from '../../../../src/compare-keys.ts';
import { CONCURRENCY, type HandlerContext } from '../../../../src/handlers/function/handler-context.ts';
import { watchEncodedKeys } from '../../../../src/handlers/look/encoded-keys.ts';
import { createLimiter, eachLimited } from '../../../../src/handlers/work/concurrency.ts';
import { expandMarkers } from '../../../../src/handlers/work/expand-markers.ts';
import { type Handled, handleFailedMarker, handleRelease } from '../../../../src/handlers/work/handle-alias.ts';
import { isChangeOfAlias } from '../../../../src/handlers/work/handle-changes.ts';
import { type AliasRun, handleTogether } from '../../../../src/handlers/work/handle-together.ts';
import { type SharedLooks, shareLooks } from '../../../../src/handlers/work/share-looks.ts';
import { type KeyChange, taskName, workOfChanges } from '../../../../src/handlers/work/work-of-changes.ts';

/** How changes are handled. */
export type Handle = (
  context: HandlerContext,
  changes: readonly KeyChange[],
) => Promise<{ readonly handled: readonly Handled[] }>;

/** How one alias is updated after changes of these keys. */
export type ProtocolFor = (task: AliasTask, keys: readonly string[]) => Pausable;

/** How aliases that move together are updated. */
export type ReleaseProtocolFor = (task: ReleaseTask, keys: readonly string[]) => Protocol<ReleaseOutcome>;

/** More parts of {@link handleBy} that can be replaced. By default, they are those of handleChanges. */
export interface Parts {
  readonly releaseFor?: ReleaseProtocolFor;
  /** Changes the task of an alias, for its protocol and for the listing of its candidates. */
  readonly taskOf?: (task: AliasTask) => AliasTask;
  /** Shares the looks of a batch. */
  readonly looksOf?: () => SharedLooks;
}

/** Like handleChanges, but with other protocols. */
export function handleBy(
  protocolFor: ProtocolFor,
  { releaseFor = reconcileRelease, taskOf = (task) => task, looksOf = shareLooks }: Parts = {},
): Handle {
  return async (context, given) => {
    const { changes, failed } = await expandMarkers(context, given);
    const { work, affecting } = workOfChanges(context, changes);
    const watch = watchEncodedKeys(context, affecting);
    const looks = looksOf();
    const limiter = createLimiter(CONCURRENCY);
    const handled: Handled[] = failed.map((marker) => handleFailedMarker(context, marker));
    const groups: { readonly task: ReleaseTask; readonly keys: readonly string[] }[] = [];
    const singles: AliasRun[] = [];
    for (const { task: one, keys, causes } of work) {
      const isNews = causes.some((cause) => !isChangeOfAlias(one, cause));
      const mayOverrule = isNews || (context.overrules?.allows('group' in one ? one.group.name : one.alias) ?? true);
      const more = { cause: actedBy(joinCauses(causes), context.actor), mayOverrule };
      if ('group' in one) {
        const memory = context.groups?.of(`${context.store.bucket} ${taskName(one)}`);
        groups.push({ task: { ...one, ...more, keys: [...keys], ...(memory && { memory }) }, keys: [...keys] });
      } else {
        const task = taskOf({ ...one, ...more });
        singles.push({ task, protocol: protocolFor(task, [...keys]) });
      }
    }
    const handleGroups = eachLimited(groups, CONCURRENCY, async ({ task, keys }) => {
      handled.push(...(await limiter(() => handleRelease(watch.context, task, releaseFor(task, keys)))));
    });
    singles.sort((a, b) => compareKeys(a.task.prefix, b.task.prefix));
    if (singles.length > 0) {
      const results = await handleTogether(watch.context, singles, { limiter, looks });
      handled.push(...results.filter((one) => one !== undefined));
    }
    await handleGroups;
    await watch.report();
    return { handled };
  };
}
