import type { AliasTask } from '../../aliases/model/task.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { handleChanges } from '../work/handle-changes.ts';
import { changeMarkers, markerReport, planMarkers } from './change-markers.ts';
import { coveredChanges } from './covered-changes.ts';
import { createCandidateLister } from './list-candidates.ts';
import type { MarkerCommand, MarkerPlan, MarkerResult, PlannedReport } from './marker-plan.ts';
import { markersOfVersion } from './markers-of-version.ts';
import { distinctMarkers, markersOfObject, type NamedMarker } from './named-marker.ts';
import { planMoves } from './plan-moves.ts';
import { candidatesUnder, markersUnder, type ResolvedName, refusedObject, resolveName } from './resolve-names.ts';

/** What a person names. */
export interface NamedObjects {
  /** Keys, and prefixes that end with a slash. */
  readonly names: readonly string[];
  /** Only objects of this version, or of the only version that is equal to it in the order of the rule. */
  readonly release?: string | undefined;
  readonly reason: string;
}

/**
 * Plans to withdraw objects. An alias stands for the object that it points at.
 *
 * @throws AutoaliasError `alias-refused` if a name has nothing to withdraw, or if a marker cannot be written.
 */
export async function planWithdrawal(context: HandlerContext, named: NamedObjects): Promise<MarkerPlan> {
  return planFor(context, 'withdraw', named, async (task) => {
    const target = await targetOf(context, task);
    const markers = markersOfObject(context.ruleSet, target);
    if (markers.length === 0) throw refusedObject(context.ruleSet, target);
    return markers;
  });
}

/**
 * Plans to restore objects. An alias stands for its withdrawn candidate that is the next greater one than its target.
 *
 * @throws AutoaliasError `alias-refused` if a name has no marker.
 */
export async function planRestore(context: HandlerContext, named: NamedObjects): Promise<MarkerPlan> {
  const list = createCandidateLister(context.store, context.ruleSet);
  return planFor(context, 'restore', named, async (task) => {
    const link = await context.store.send({ operation: 'GetSymlink', key: task.alias });
    const candidates = await list(task);
    const shown = link.found === 'symlink' ? candidates.findIndex(({ key }) => key === link.target) : -1;
    const greater = shown < 0 ? candidates : candidates.slice(0, shown);
    return greater.findLast(({ isWithdrawn }) => isWithdrawn)?.markers ?? [];
  });
}

async function planFor(
  context: HandlerContext,
  what: MarkerCommand,
  { names, release, reason }: NamedObjects,
  markersOfAlias: (task: AliasTask) => Promise<readonly NamedMarker[]>,
): Promise<MarkerPlan> {
  const reader = what === 'restore' ? markersUnder : candidatesUnder;
  const found: NamedMarker[] = [];
  const aliases: AliasTask[] = [];
  const remarks: string[] = [];
  const doubts: string[] = [];
  for (const name of names) {
    const resolved = await resolveName(context, name, what, reader);
    const markers = [...resolved.markers, ...(await Promise.all(resolved.aliases.map(markersOfAlias))).flat()];
    const { markers: own, equal } = markersOfVersion(markers, release);
    if (equal.length > 1) throw severalEqual(name, release, equal);
    remarks.push(...equal.map((version) => `${name}: the version ${release} is ${version} there`));
    if (own.length === 0 && what === 'withdraw') throw nothingNamed(resolved, release, markers);
    if (own.length === 0) remarks.push(nothingWithdrawn(resolved, release));
    const versions = new Set(own.map(({ version }) => version));
    if (name.endsWith('/') && versions.size > 1) doubts.push(`${name} has ${versions.size} versions`);
    found.push(...own);
    aliases.push(...resolved.aliases);
  }
  const markers = await planMarkers(context, { what, reason }, distinctMarkers(found));
  const changes = await coveredChanges(context, { what, reason }, markers, aliases);
  return { what, reason, markers, changes, remarks, doubts };
}

function severalEqual(name: string, release: string | undefined, equal: readonly string[]): AutoaliasError {
  return new AutoaliasError(
    'alias-refused',
    `${name} has no object of version ${release}, and several that are equal to it: ${equal.join(', ')}; name one of them`,
  );
}

function nothingNamed(
  { name }: ResolvedName,
  release: string | undefined,
  all: readonly NamedMarker[],
): AutoaliasError {
  const versions = [...new Set(all.flatMap(({ version }) => version ?? []))];
  const some = versions.slice(0, MOST_NAMED).join(', ');
  return release === undefined || versions.length === 0
    ? new AutoaliasError(
        'not-an-alias',
        `no rule matches an object under ${name}; autoalias explain KEY says why a key does not match`,
      )
    : new AutoaliasError(
        'alias-refused',
        `${name} has no object of version ${release}; it has ${some}${versions.length > MOST_NAMED ? ' and others' : ''}`,
      );
}

/** How many versions a message names. */
const MOST_NAMED = 5;

function nothingWithdrawn({ name, aliases }: ResolvedName, release: string | undefined): string {
  const what = release === undefined ? 'nothing' : `nothing of version ${release}`;
  return aliases.length > 0
    ? `${name}: ${what} is withdrawn that is greater than its target; name the object to restore`
    : `${name}: ${what} is withdrawn there`;
}

async function targetOf({ store }: HandlerContext, { alias }: AliasTask): Promise<string> {
  const link = await store.send({ operation: 'GetSymlink', key: alias });
  if (link.found === 'symlink' && link.targetBucket === undefined) return link.target;
  if (link.found === 'symlink') {
    throw new AutoaliasError(
      'alias-refused',
      `a link into the bucket ${link.targetBucket} is at the alias key ${alias}, which autoalias did not write; name the object to withdraw`,
    );
  }
  throw link.found === 'object'
    ? new AutoaliasError(
        'alias-refused',
        `a real object is at the alias key ${alias}, so it points at nothing; name the object to withdraw`,
      )
    : new AutoaliasError(
        'not-an-alias',
        `the alias ${alias} does not exist, so it points at nothing; name the object to withdraw`,
      );
}

/**
 * Writes or deletes the markers, then updates every alias of the objects that they cover. If it stops halfway, the event of a
 * marker or the sweep finishes the work.
 *
 * @param signal once aborted, no further marker is changed and no further alias is begun.
 * @throws AutoaliasError if a marker cannot be changed.
 */
export async function carryOut(context: HandlerContext, plan: MarkerPlan, signal?: AbortSignal): Promise<MarkerResult> {
  const changed = await changeMarkers(context, plan, signal);
  const { handled } = await handleChanges(context, plan.changes, signal);
  const moves = new Map((plan.moves ?? []).map((move) => [move.alias, move]));
  const reports = handled.map(({ report }) => withEarlierMove(report, moves.get(report.alias)));
  if (signal?.aborted !== true) return resultOf(plan, reports, false);
  return { ...resultOf({ ...plan, markers: changed }, reports, false), stopped: true };
}

/** Says that the event of a marker has made the planned move first. Otherwise the alias would seem not to have moved. */
function withEarlierMove(report: AliasReport, planned: PlannedReport | undefined): AliasReport {
  const isMove = planned?.action === 'pointed' || planned?.action === 'removed';
  if (!isMove || report.action !== 'unchanged' || report.to !== planned.to || planned.from === planned.to)
    return report;
  return {
    ...report,
    why: `${report.why}; the event of a marker has moved it from ${planned.from ?? 'nothing'} already`,
  };
}

/** What {@link carryOut} would do. Writes nothing. */
export async function rehearse(context: HandlerContext, plan: MarkerPlan): Promise<MarkerResult> {
  return resultOf(plan, plan.moves ?? (await planMoves(context, plan)), true);
}

function resultOf(plan: MarkerPlan, aliases: MarkerResult['aliases'], isDryRun: boolean): MarkerResult {
  return { markers: plan.markers.map((marker) => markerReport(marker, isDryRun)), aliases, remarks: plan.remarks };
}
