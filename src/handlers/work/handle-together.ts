import type { AliasTask } from '../../aliases/model/task.ts';
import { findWinner } from '../../aliases/reconcile/find-winner.ts';
import { type BestCandidates, listCandidates } from '../../aliases/reconcile/list-candidates.ts';
import type { NeedsListing, Pausable } from '../../aliases/reconcile/pausable.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import { eachLimited, type Limiter } from './concurrency.ts';
import { createRun, type Handled, type Result, type Run, resultOf } from './handle-alias.ts';
import { TimeIsUp } from './run-protocol.ts';
import type { LookMember, SharedLooks } from './share-looks.ts';

/** One alias, and the protocol to run for it. */
export interface AliasRun {
  readonly task: AliasTask;
  readonly protocol: Pausable;
}

/** How many aliases to handle together at most. Each of them keeps a few candidates of a listing in memory. */
export const MOST_TOGETHER = 500;

/** Options of {@link handleTogether}. */
export interface TogetherOptions {
  /** Limits how many protocols run at the same time. */
  readonly limiter: Limiter;
  /** Shares the HeadObject requests with which the protocols begin, and those after their first write. */
  readonly looks?: SharedLooks;
  /** Once aborted, an alias that was not written is left. An alias that was written is finished. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the protocols of several aliases, and logs the result of each in one line. Aliases whose candidates have the same prefix
 * share each listing, so the number of requests grows with the number of aliases and not with its square. Never throws.
 *
 * Each protocol runs until it ends or needs a listing. Once all of them have stopped, each prefix is listed once, and the
 * protocols go on. So the listing began after each protocol has read its alias, like a listing of its own. A protocol that
 * writes looks again: it stops once more, and the next listing begins after its write.
 *
 * The first alias of a prefix reports the cost of the listing. If the time of the invocation is up during a listing, its aliases
 * are left to the next sweep.
 *
 * @returns in the order of the aliases. Undefined for an alias that was left because of the signal.
 */
export async function handleTogether(
  context: HandlerContext,
  aliases: readonly AliasRun[],
  { limiter, looks, signal }: TogetherOptions,
): Promise<readonly (Handled | undefined)[]> {
  const results: (Handled | undefined)[] = aliases.map(() => undefined);
  const stopped: StoppedAlias[] = [];
  const run = async (alias: BegunAlias, protocol: Pausable, member?: LookMember): Promise<void> => {
    const result = await resultOf(context, protocol, alias.run.cost, member);
    if ('error' in result) results[alias.place] = await alias.run.end(alias.task.alias, result);
    else if (result.value.kind === 'needs-listing') stopped.push({ ...alias, pause: result.value });
    else results[alias.place] = await alias.run.end(alias.task.alias, { value: result.value.outcome });
  };
  // As many as the limiter allows begin in the same turn of the event loop, so they join before one of them can close a round.
  const begin = (place: number, { task, protocol }: AliasRun) =>
    limiter(async () => {
      if (signal?.aborted === true) return;
      await run({ place, task, run: createRun(context, task) }, protocol, looks?.join(task.candidate?.key ?? ''));
    });
  await Promise.all(aliases.map((alias, place) => begin(place, alias)));
  const isLeft = ({ pause }: StoppedAlias): boolean => signal?.aborted === true && !pause.hasWritten;
  while (stopped.length > 0) {
    const round = stopped.splice(0).filter((alias) => !isLeft(alias));
    round.sort((a, b) => a.place - b.place);
    const listings = await listPrefixes(context, round, limiter);
    await eachLimited(round, CONCURRENCY, async (alias) => {
      if (isLeft(alias)) return;
      const { task, pause, place } = alias;
      const listing = listings.get(task.prefix);
      if (listing !== undefined && 'error' in listing && listing.error instanceof TimeIsUp)
        results[place] = alias.run.leave(task.alias, pause.left);
      else if (listing !== undefined && 'error' in listing) results[place] = await alias.run.end(task.alias, listing);
      else
        await limiter(async () => {
          // Other batches share the limiter, so the signal may have been aborted while this alias waited.
          if (isLeft(alias)) return;
          const resumed = pause.resume(() => findWinner(task, listing?.value.get(task.alias)));
          await run(alias, resumed);
        });
    });
  }
  return results;
}

/** An alias whose protocol has begun. */
interface BegunAlias {
  /** Its index among the aliases. */
  readonly place: number;
  readonly task: AliasTask;
  readonly run: Run;
}

/** An alias whose protocol needs a listing. */
interface StoppedAlias extends BegunAlias {
  readonly pause: NeedsListing;
}

/** By prefix, the candidates that a listing shows, or why the prefix could not be listed. */
type Listings = ReadonlyMap<string, Result<ReadonlyMap<string, BestCandidates>>>;

/** Lists each prefix once. An alias that moves with a group is left out: its protocol lists the group itself. */
async function listPrefixes(
  context: HandlerContext,
  aliases: readonly StoppedAlias[],
  limiter: Limiter,
): Promise<Listings> {
  const single = aliases.filter(({ task }) => task.template.grouping === undefined);
  const waiting = new Map<string, [StoppedAlias, ...StoppedAlias[]]>();
  for (const alias of single) {
    const known = waiting.get(alias.task.prefix);
    if (known === undefined) waiting.set(alias.task.prefix, [alias]);
    else known.push(alias);
  }
  const listings = new Map<string, Result<ReadonlyMap<string, BestCandidates>>>();
  await eachLimited(waiting, CONCURRENCY, async ([prefix, all]) => {
    const protocol = listCandidates(
      prefix,
      all.map(({ task }) => task),
    );
    listings.set(prefix, await limiter(() => resultOf(context, protocol, all[0].run.cost)));
  });
  return listings;
}
