import { actedBy, type Cause, joinCauses } from '../../aliases/model/cause.ts';
import type { AliasTask, ReleaseTask } from '../../aliases/model/task.ts';
import { beginChange } from '../../aliases/reconcile/apply-change.ts';
import type { Pausable } from '../../aliases/reconcile/pausable.ts';
import { beginReconcile } from '../../aliases/reconcile/reconcile.ts';
import { reconcileRelease } from '../../aliases/release/reconcile-release.ts';
import { compareKeys } from '../../compare-keys.ts';
import { defined } from '../../defined.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { watchEncodedKeys } from '../look/encoded-keys.ts';
import { createMarkerNotes } from '../look/held-back.ts';
import { createLimiter, eachLimited, untilAborted } from './concurrency.ts';
import { expandMarkers } from './expand-markers.ts';
import { type Handled, handleFailedMarker, handleRelease } from './handle-alias.ts';
import { handleTogether, MOST_TOGETHER } from './handle-together.ts';
import { shareLooks } from './share-looks.ts';
import { type KeyChange, type SkippedKey, taskName, type Work, workOfChanges } from './work-of-changes.ts';

/** The result of {@link handleChanges}. */
export interface HandledChanges {
  /** In the order of the rules file: by rule, then by alias template, then in the order of the changes. */
  readonly handled: readonly Handled[];
  readonly skipped: readonly SkippedKey[];
}

/**
 * Updates every alias that the changes affect. Changes that affect the same alias are handled together. Never throws. If an
 * alias fails, its result contains the error, and the other aliases are still updated.
 *
 * @param signal once aborted, no further alias is begun. Aliases in progress are finished.
 */
export async function handleChanges(
  context: HandlerContext,
  changes: readonly KeyChange[],
  signal?: AbortSignal,
): Promise<HandledChanges> {
  const expanded = await expandMarkers(context, changes);
  const { work, affecting, skipped: unused } = workOfChanges(context, expanded.changes);
  const skipped = [...expanded.skipped, ...unused.filter(isOfChange(changes))];
  for (const one of toLog(skipped)) logSkipped(context, one);
  const watch = watchEncodedKeys(context, affecting);
  const looks = shareLooks();
  const limiter = createLimiter(CONCURRENCY);
  const results: (readonly Handled[])[] = [];
  const groups: Placed<ReleaseTask>[] = [];
  const singles: Placed<AliasTask>[] = [];
  for (const [place, one] of work.entries()) {
    const task = taskOf(context, one);
    if ('group' in task) groups.push({ place, task, keys: [...one.keys] });
    else singles.push({ place, task, keys: [...one.keys] });
  }
  const handleGroups = eachLimited(untilAborted(groups, signal), CONCURRENCY, async ({ place, task }) => {
    results[place] = await limiter(() => handleRelease(watch.context, task, reconcileRelease(task)));
  });
  // Aliases whose candidates have the same prefix are next to each other, so that they share listings.
  singles.sort((a, b) => compareKeys(a.task.prefix, b.task.prefix));
  while (singles.length > 0) {
    const some = singles.splice(0, MOST_TOGETHER);
    const runs = some.map(({ task, keys }) => ({ task, protocol: protocolFor(task, keys) }));
    const handled = await handleTogether(watch.context, runs, { limiter, looks, signal });
    for (const [i, { place }] of some.entries()) results[place] = [handled[i]].filter((one) => one !== undefined);
  }
  await handleGroups;
  await watch.report();
  const failed = expanded.failed.map((marker) => handleFailedMarker(context, marker));
  return { handled: [...failed, ...results.flat()], skipped };
}

/** Leaves out the objects that a marker covers, and markers themselves. */
function isOfChange(changes: readonly KeyChange[]) {
  const keys = new Set(changes.map(({ key }) => key));
  return ({ key, kind }: SkippedKey): boolean => keys.has(key) && kind !== 'marker';
}

function logSkipped({ log, store }: HandlerContext, { level, key, ...skipped }: LoggedSkip): void {
  log({ level, bucket: store.bucket, key, action: 'skipped', ...skipped });
}

type LoggedSkip = SkippedKey & { readonly level: 'info' | 'warn' };

/**
 * The skipped keys to log. A key that the order of a rule cannot read is one warning, because the reason is the same for all
 * aliases of the rule. If the key seems to be URL-encoded, only that is a warning.
 */
function toLog(skipped: readonly SkippedKey[]): readonly LoggedSkip[] {
  const encoded = new Set(skipped.flatMap(({ key, decodedKey }) => (decodedKey === undefined ? [] : [key])));
  const logged = new Map<string, LoggedSkip>();
  for (const { alias, ...one } of skipped) {
    const isUnread = one.kind === 'unread' && !encoded.has(one.key);
    const name = JSON.stringify([one.key, one.rule, isUnread ? undefined : alias]);
    const level = isUnread || one.decodedKey !== undefined ? 'warn' : 'info';
    logged.set(name, { level, ...one, ...(isUnread ? {} : defined({ alias })) });
  }
  return [...logged.values()];
}

/** An alias or a group, with its place among the results. */
interface Placed<T> {
  readonly place: number;
  readonly task: T;
  readonly keys: readonly string[];
}

function taskOf(context: HandlerContext, { task, keys, causes }: Work): AliasTask | ReleaseTask {
  // The change of an object moves an alias once, so autoalias may always write then. The change of an alias can be another
  // program's reaction to such a write. Two programs that each undo the other's write would never stop.
  const isNews = causes.some((cause) => !isChangeOfAlias(task, cause));
  const mayOverrule = isNews || (context.overrules?.allows('group' in task ? task.group.name : task.alias) ?? true);
  const more = { cause: actedBy(joinCauses(causes), context.actor), mayOverrule };
  if (!('group' in task)) return { ...task, ...more };
  const memory = context.groups?.of(`${context.store.bucket} ${taskName(task)}`);
  return { ...task, ...more, keys: [...keys], ...(memory && { memory }) };
}

/** Whether the cause is a change of the alias itself, or of an alias in its group. */
export function isChangeOfAlias(task: AliasTask | ReleaseTask, cause: Cause): boolean {
  return (
    cause.kind === 'change' &&
    ('group' in task
      ? task.template.grouping?.groupOfAlias(cause.key)?.name === task.group.name
      : cause.key === task.alias)
  );
}

/**
 * One changed object only needs `applyChange`. Several changes, a change of the alias itself or of a marker, and a command
 * need the listing of `reconcile`.
 */
function protocolFor(task: AliasTask, keys: readonly string[]): Pausable {
  const [key, ...more] = keys;
  const isOneObject =
    key !== undefined &&
    more.length === 0 &&
    key !== task.alias &&
    task.cause.kind === 'change' &&
    task.cause.key === key &&
    task.cause.also === undefined;
  return isOneObject ? beginChange(task, key) : beginReconcile(task);
}

/** The result of {@link applyKeys}. */
export interface AppliedKeys {
  /** In the order of the rules file. */
  readonly reports: readonly AliasReport[];
  readonly skipped: readonly SkippedKey[];
}

/** Updates every alias that the keys affect, at the request of a person. A key can be that of an object or of an alias. */
export async function applyKeys(
  context: HandlerContext,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<AppliedKeys> {
  const changes = keys.map((key) => ({ key, cause: { kind: 'apply' as const, key } }));
  const noting = { ...context, notes: createMarkerNotes(context.store) };
  const { handled, skipped } = await handleChanges(noting, changes, signal);
  return { reports: handled.map(({ report }) => report), skipped };
}
