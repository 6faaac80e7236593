import type { Cause } from '../aliases/cause.ts';
import { createAliasCollector, type DueAlias } from '../aliases/collect-aliases.ts';
import { repair } from '../aliases/repair.ts';
import { settle } from '../aliases/settle.ts';
import { allPrefixes } from '../rules/covering-prefixes.ts';
import type { AliasReport } from './alias-report.ts';
import { eachLimited } from './each-limited.ts';
import { handleAlias } from './handle-alias.ts';
import { CONCURRENCY, type HandlerContext } from './handler-context.ts';
import { listObjects } from './list-objects.ts';
import { createOneAtATime } from './one-at-a-time.ts';

/** What a sweep did. Aliases that were right are counted, not listed: there may be a million of them. */
export interface SweepReport {
  readonly objects: number;
  /** One that was made right where its link lay, apart from its candidates, is met with them once more, and unchanged. */
  readonly aliases: number;
  readonly actions: Readonly<Record<AliasReport['action'], number>>;
  /** What was not simply right, the first hundred. */
  readonly changed: readonly AliasReport[];
  readonly requests: number;
  readonly milliseconds: number;
}

const SHOWN = 100;

/**
 * Makes every alias of every rule right, from one streaming pass over the listing. Memory is bounded by the aliases of
 * one prefix, requests under way by {@link CONCURRENCY}.
 *
 * @param prefix only the objects under it are listed; the aliases that they bear on are settled whole.
 */
export const sweep = async (context: HandlerContext, cause: Cause, prefix?: string): Promise<SweepReport> => {
  const started = context.now();
  const actions = { unchanged: 0, pointed: 0, removed: 0, kept: 0, refused: 0, yielded: 0, failed: 0 };
  const changed: AliasReport[] = [];
  const total = { objects: 0, aliases: 0, requests: 0 };
  const quiet: HandlerContext = { ...context, log: (entry) => entry.action !== 'unchanged' && context.log(entry) };
  const due = dueAliases(context, prefix === undefined ? allPrefixes(context.ruleSet) : [prefix], total);
  // An alias is met twice where its link lies apart from its candidates. At the same time, each of the two would take
  // the other for another writer, and write again after it.
  const oneAtATime = createOneAtATime();
  await eachLimited(due, CONCURRENCY, async (one) => {
    const { winner, ...alias } = one;
    const task = { ...alias, cause };
    // A listing of one prefix may not have shown every candidate, so it cannot say who wins.
    const protocol = prefix === undefined ? repair(task, winner) : settle(task);
    const { report } = await oneAtATime(task.alias, () => handleAlias(quiet, task, protocol));
    total.requests += report.requests;
    if (report.action === 'unchanged' && isShownAgain(one, prefix)) return;
    actions[report.action]++;
    total.aliases++;
    if (report.action !== 'unchanged' && changed.length < SHOWN) changed.push(report);
  });
  const report = { ...total, actions, changed, milliseconds: Math.round(context.now() - started) };
  const { changed: _, ...line } = report;
  context.log({ level: 'info', bucket: context.store.bucket, event: cause.kind, action: 'swept', ...line });
  return report;
};

/** A link apart from its candidates, all of which are listed too: if there are any, the alias counts with them. */
const isShownAgain = ({ alias, prefix, winner }: DueAlias, listed = ''): boolean =>
  winner === undefined && !alias.startsWith(prefix) && prefix.startsWith(listed);

async function* dueAliases(
  { store, ruleSet }: HandlerContext,
  prefixes: readonly string[],
  total: { objects: number; requests: number },
): AsyncGenerator<DueAlias> {
  for (const prefix of prefixes) {
    const collector = createAliasCollector(ruleSet);
    for await (const object of listObjects(store, prefix)) {
      if (total.objects++ % 1000 === 0) total.requests++;
      yield* collector.add(object);
    }
    yield* collector.finish();
  }
}
