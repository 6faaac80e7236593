import { type Collected, type CollectedAlias, createAliasCollector } from '../../aliases/look/collect-aliases.ts';
import { type ListedCandidates, planAlias, planRelease } from '../../aliases/look/plan-alias.ts';
import type { Protocol } from '../../aliases/model/protocol.ts';
import { defined } from '../../defined.ts';
import type { Store } from '../../stores/store.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import { withMarkerTypes } from '../walk/kind-of-listed.ts';
import { listObjects } from '../walk/list-objects.ts';
import { mapOrdered } from '../work/concurrency.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { type Work, workOfChanges } from '../work/work-of-changes.ts';
import type { MarkerPlan, PlannedReport } from './marker-plan.ts';
import { type PlannedMember, plannedReport } from './planned-report.ts';
import { pretendMarkers } from './pretend-markers.ts';

/** What would happen to each alias if the markers of a plan were written or deleted. Writes nothing. */
export async function planMoves(
  context: HandlerContext,
  { markers, changes }: Pick<MarkerPlan, 'markers' | 'changes'>,
): Promise<readonly PlannedReport[]> {
  const keysWith = (action: string) => new Set(markers.filter((one) => one.action === action).map(({ key }) => key));
  const pretended = { written: keysWith('withdrawn'), deleted: keysWith('restored') };
  const store = pretendMarkers(context.store, pretended, context.now());
  const { work } = workOfChanges(context, changes);
  const reports: PlannedReport[] = [];
  const listed = createListings(context, store);
  const plan = async (one: Work) => {
    const planned = await runProtocol(planWork(one, await listed(one)), store);
    return planned.map((alias) => plannedReport(one.task.rule, alias, pretended.written));
  };
  for await (const some of mapOrdered(work, CONCURRENCY, plan)) reports.push(...some);
  return reports;
}

/** Returns the candidates of the alias of some work. Undefined if they must be listed, or if a group moves. */
type Listings = (work: Work) => Promise<ListedCandidates | undefined>;

/** Reads each prefix once, for all aliases whose candidates are under it. */
function createListings({ ruleSet, now }: HandlerContext, store: Store): Listings {
  const listings = new Map<string, Promise<ReadonlyMap<string, CollectedAlias>>>();
  const read = async (prefix: string): Promise<ReadonlyMap<string, CollectedAlias>> => {
    const collector = createAliasCollector(ruleSet, now);
    const found = new Map<string, CollectedAlias>();
    const note = (collected: readonly Collected[]): void => {
      for (const one of collected) if (!('survey' in one) && one.prefix === prefix) found.set(one.alias, one);
    };
    const objects = withMarkerTypes({ store, ruleSet }, listObjects(store, prefix));
    for await (const object of objects) note(collector.add(object));
    note(collector.finish());
    return found;
  };
  return async ({ task }) => {
    if ('group' in task) return undefined;
    const listing = listings.get(task.prefix) ?? read(task.prefix);
    listings.set(task.prefix, listing);
    return (await listing).get(task.alias);
  };
}

function* planWork({ task }: Work, listed: ListedCandidates | undefined): Protocol<readonly PlannedMember[]> {
  if (!('group' in task)) return [{ alias: task.alias, ...(yield* planAlias(task, listed)) }];
  const { release, aliases } = yield* planRelease(task);
  return aliases.map((planned) => ({ ...planned, ...defined({ release: release?.name }) }));
}
