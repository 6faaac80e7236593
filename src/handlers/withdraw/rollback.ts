import { placeInOrder } from '../../aliases/model/classify-object.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { compareCandidates } from '../../rules/match/candidate.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import { mapOrdered } from '../work/concurrency.ts';
import { planMarkers } from './change-markers.ts';
import { coveredChanges } from './covered-changes.ts';
import { type CandidateLister, createCandidateLister, isNamed } from './list-candidates.ts';
import type { MarkerPlan, PlannedMarker, PlannedReport } from './marker-plan.ts';
import { distinctMarkers, markersOfObject, type NamedMarker } from './named-marker.ts';
import { planMoves } from './plan-moves.ts';
import { refusedObject, resolveAliases } from './resolve-names.ts';
import { checkFrom, isShown, readShownTarget, refusePinned, type ShownTarget } from './shown-target.ts';

/** What a person asks of a rollback. */
export interface Rollback {
  /** Aliases, and prefixes that end with a slash. */
  readonly names: readonly string[];
  /** The key, version or version id that an alias must show. An alias that shows another stays, so a retry does no harm. */
  readonly from?: string | undefined;
  /** The key or version to go back to. Every greater candidate is withdrawn. */
  readonly to?: string | undefined;
  readonly reason: string;
}

/** The plan of a rollback, and the moves that follow from it. */
export interface RollbackPlan extends MarkerPlan {
  readonly moves: readonly PlannedReport[];
  /** The named aliases that would be removed, because nothing is left that they could point at. */
  readonly removed: readonly string[];
}

/**
 * Plans to withdraw what some aliases point at, so that each moves to the best candidate that remains. Writes nothing.
 *
 * @throws AutoaliasError `alias-refused` if an alias cannot go back.
 */
export async function planRollback(
  context: HandlerContext,
  { names, from, to, reason }: Rollback,
): Promise<RollbackPlan> {
  const command = { what: 'rollback', reason } as const;
  const list = createCandidateLister(context.store, context.ruleSet);
  const remarks: string[] = [];
  const shown = await readAliases(context, names, from, remarks);
  const going = from === undefined ? shown : shown.filter((one) => isShown(one, from));
  const others = shown.filter((one) => !going.includes(one));
  if (from !== undefined && going.length === 0) await checkFrom(context, list, others, from);
  remarks.push(...others.map(({ task, link }) => `${task.alias} points at ${link.target}, not at ${from}: it stays`));
  refusePinned(going);
  const found =
    to === undefined
      ? going.flatMap((one) => markersOfTarget(context, one))
      : await markersAbove(context, list, going, { to, names, remarks });
  const own = await planMarkers(context, command, distinctMarkers(found));
  const tasks = going.map(({ task }) => task);
  const earlier = from === undefined ? [] : await markersOfEarlier(context, list, others, from);
  const { markers, changes, moves } = await planAll(context, command, { own, earlier, tasks });
  refuseForward(going, moves);
  const removed = moves.filter(
    ({ alias, action }) => action === 'removed' && tasks.some((task) => task.alias === alias),
  );
  remarks.push(...leftBehind(context, markers, moves));
  return {
    ...{ ...command, markers, changes, remarks, moves },
    doubts: doubtsOf(own, to),
    removed: removed.map(({ alias }) => alias),
  };
}

/**
 * The existing markers of what aliases pointed at before, by which an earlier run took it back. That run can have ended before
 * it had moved all aliases.
 */
async function markersOfEarlier(
  context: HandlerContext,
  list: CandidateLister,
  others: readonly ShownTarget[],
  from: string,
): Promise<readonly PlannedMarker[]> {
  const found: NamedMarker[] = [];
  for (const { task } of others) {
    const candidates = (await list(task)).filter(({ key, isWithdrawn }) => isWithdrawn && isNamed(task, key, from));
    found.push(...candidates.flatMap(({ markers }) => markers));
  }
  const planned = await planMarkers(context, { what: 'rollback', reason: '' }, distinctMarkers(found));
  // A marker that was deleted in the meantime must not be written again.
  return planned.filter(({ action }) => action === 'unchanged');
}

interface RollbackMarkers {
  readonly own: readonly PlannedMarker[];
  /** Left out if every alias of them is right. */
  readonly earlier: readonly PlannedMarker[];
  /** The named aliases. */
  readonly tasks: readonly AliasTask[];
}

async function planAll(
  context: HandlerContext,
  command: { readonly what: 'rollback'; readonly reason: string },
  { own, earlier, tasks }: RollbackMarkers,
): Promise<Pick<RollbackPlan, 'markers' | 'changes' | 'moves'>> {
  const known = new Set(own.map(({ key }) => key));
  const markers = [...own, ...earlier.filter(({ key }) => !known.has(key))];
  const changes = markers.length === 0 ? [] : await coveredChanges(context, command, markers, tasks);
  const moves = await planMoves(context, { markers, changes });
  const isIdle = moves.every(({ action }) => action !== 'pointed' && action !== 'removed');
  return own.length === 0 && isIdle ? { markers: [], changes: [], moves: [] } : { markers, changes, moves };
}

/** Refuses a plan that would remove an alias that it names. */
export function refuseRemoval({ removed }: RollbackPlan, instead: string): void {
  if (removed.length === 0) return;
  throw new AutoaliasError(
    'alias-refused',
    `nothing is left to go back to: ${removed.join(', ')} would be removed, and readers would get 404; ${instead}. Nothing was written`,
  );
}

async function readAliases(
  context: HandlerContext,
  names: readonly string[],
  from: string | undefined,
  remarks: string[],
): Promise<readonly ShownTarget[]> {
  const tasks = new Map<string, AliasTask>();
  for (const name of names) for (const task of await resolveAliases(context, name)) tasks.set(task.alias, task);
  const shown: ShownTarget[] = [];
  const read = async (task: AliasTask) => ({ task, target: await readShownTarget(context, task) });
  for await (const { task, target } of mapOrdered(tasks.values(), CONCURRENCY, read)) {
    if (target !== undefined) shown.push(target);
    else if (from !== undefined) remarks.push(`${task.alias} does not exist: it stays`);
    else {
      throw new AutoaliasError('not-an-alias', `${task.alias} does not exist, so there is nothing to roll back`);
    }
  }
  return shown;
}

function markersOfTarget({ ruleSet }: HandlerContext, { link }: ShownTarget): readonly NamedMarker[] {
  const markers = markersOfObject(ruleSet, link.target);
  if (markers.length === 0) throw refusedObject(ruleSet, link.target);
  return markers;
}

/** The markers of every candidate that is greater than the one to go back to. */
async function markersAbove(
  { ruleSet }: HandlerContext,
  list: CandidateLister,
  shown: readonly ShownTarget[],
  { to, names, remarks }: { readonly to: string; readonly names: readonly string[]; readonly remarks: string[] },
): Promise<readonly NamedMarker[]> {
  const markers: NamedMarker[] = [];
  for (const { task, link } of shown) {
    const { alias } = task;
    const refuse = (why: string): AutoaliasError => new AutoaliasError('alias-refused', `${why}. Nothing was written`);
    const candidates = await list(task);
    const at = candidates.findIndex(({ key }) => isNamed(task, key, to));
    const goal = candidates[at];
    if (goal === undefined) {
      if (names.includes(alias)) throw refuse(`${alias} has no candidate ${to}; autoalias explain ${alias} lists them`);
      remarks.push(`${alias} has no candidate ${to}: it decides nothing`);
      continue;
    }
    if (goal.isWithdrawn) throw refuse(`${goal.key} is withdrawn; restore it first (autoalias restore ${goal.key})`);
    const place = candidates.findIndex(({ key }) => key === link.target);
    if (place > at)
      throw refuse(`${goal.key} is greater than the target of ${alias}, ${link.target}, and a rollback only goes back`);
    if (place === at) {
      remarks.push(`${alias} points at ${goal.key} already: it stays`);
      continue;
    }
    const kept = new Set(goal.markers.map(({ key }) => key));
    const above = candidates.slice(0, at).filter(({ isWithdrawn }) => !isWithdrawn);
    for (const candidate of above) {
      const own = candidate.markers.filter(({ key }) => !kept.has(key));
      if (candidate.markers.length === 0) throw refusedObject(ruleSet, candidate.key);
      markers.push(...own);
    }
  }
  return markers;
}

/** Refuses if an alias would move to a greater target than it has: a newer upload has not reached it yet. */
function refuseForward(going: readonly ShownTarget[], moves: readonly PlannedReport[]): void {
  for (const { task, link } of going) {
    const to = moves.find(({ alias }) => alias === task.alias)?.to;
    const before = placeInOrder(task, link.target, Number.POSITIVE_INFINITY);
    const after = to == null ? undefined : placeInOrder(task, to, 0);
    if (before === undefined || after === undefined || compareCandidates(task.rule, after, before) <= 0) continue;
    throw new AutoaliasError(
      'alias-refused',
      `${task.alias} would go forward, from ${link.target} to ${to}, which it does not show yet; look again once it does, or withdraw ${to} by its key. Nothing was written`,
    );
  }
}

/** The aliases that stay at what is withdrawn. */
function leftBehind(
  { ruleSet }: HandlerContext,
  markers: readonly NamedMarker[],
  moves: readonly PlannedReport[],
): readonly string[] {
  const keys = new Set(markers.map(({ key }) => key));
  return moves.flatMap(({ alias, action, from, to }) => {
    const stays = from !== null && from === to && markersOfObject(ruleSet, from).some(({ key }) => keys.has(key));
    return stays ? [`${alias} stays behind at ${from}: ${LEFT[action] ?? action}`] : [];
  });
}

const LEFT: Readonly<Partial<Record<PlannedReport['action'], string>>> = {
  pinned: 'it is pinned; autoalias unpin lets it follow the rules',
  protected: 'it is protected; name it to roll it back too',
};

function doubtsOf(markers: readonly NamedMarker[], to: string | undefined): readonly string[] {
  const versions = [...new Set(markers.map(({ version, key }) => version ?? key))];
  if (to !== undefined && versions.length > 0)
    return [`every release greater than ${to} would be withdrawn: ${versions.join(', ')}`];
  return versions.length > 1
    ? [`the aliases show ${versions.length} releases, and all would be withdrawn: ${versions.join(', ')}`]
    : [];
}
