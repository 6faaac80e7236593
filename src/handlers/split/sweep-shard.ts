import { createKeyMarks } from '../../aliases/split/key-marks.ts';
import { cutRange, type KeyRange } from '../../aliases/split/key-range.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { createFactMemory } from '../walk/fact-store.ts';
import { type SweepReport, sweep } from '../walk/sweep.ts';
import type { ShardResult, SweepCounts } from './split-files.ts';
import { advanceRun, type SplitSweep, shardName, startShard } from './split-run.ts';

/** How many failed aliases a result names. */
const MOST_FAILURES = 20;

/**
 * The task of one shard: sweeps it, writes its result, and brings the run forward. If the time of the function is not
 * enough, another task does the rest. If it is called again after a crash, it does only what is left.
 *
 * @throws AutoaliasError `changes-failed` if the time was not enough for a single prefix.
 */
export async function sweepShard(split: SplitSweep, runId: string, shard: KeyRange): Promise<void> {
  const { files } = split;
  const name = shardName(shard);
  const known = await files.readResult(name);
  const result = known?.run === runId ? known : await sweepPart(split, runId, shard);
  if (result !== known) await files.writeResult(name, result);
  if (result.cutAt !== null) await startShard(split, runId, { after: result.cutAt, until: shard.until });
  const run = await files.readRun();
  // The tasks of a run that was given up only end.
  if (run?.id === runId) await advanceRun(split, run, shard);
}

async function sweepPart({ context, deadline }: SplitSweep, run: string, range: KeyRange): Promise<ShardResult> {
  const marks = createKeyMarks();
  const isOver = new AbortController();
  const timer = setTimeout(() => isOver.abort(), Math.max(0, deadline - context.now()));
  let doneUpTo: string | undefined;
  try {
    const report = await sweep(
      // Facts of many shards would fill the memory of the instance.
      { ...context, facts: context.facts && { ...context.facts, memory: createFactMemory() } },
      { kind: 'sweep' },
      { range, marks, signal: isOver.signal, onProgress: ({ resumeAfter }) => (doneUpTo = resumeAfter) },
    );
    const cutAt = isOver.signal.aborted ? cutRange(context.ruleSet, range, doneUpTo) : null;
    if (cutAt === undefined) throw tooLarge(range, doneUpTo);
    return { run, cutAt, counts: countsOf(report), failures: failuresOf(report), marks: marks.marks };
  } finally {
    clearTimeout(timer);
  }
}

function tooLarge({ after }: KeyRange, doneUpTo: string | undefined): AutoaliasError {
  return new AutoaliasError(
    'changes-failed',
    `the time of the function is not enough for the aliases that begin after ${JSON.stringify(doneUpTo ?? after ?? '')}, because their candidates have one prefix; give the function a longer timeout`,
  );
}

/** The counts of a sweep, without what only a person reads. */
export function countsOf(report: SweepReport): SweepCounts {
  const { objects, aliases, actions, dangling, known, full, requests, milliseconds, unread } = report;
  const { objects: unreadObjects, aliases: unreadAliases } = unread;
  return {
    ...{ objects, aliases, actions, dangling, known, full, requests, milliseconds },
    unread: { objects: unreadObjects, aliases: unreadAliases },
  };
}

function failuresOf({ changed }: SweepReport): readonly string[] {
  return changed
    .filter(({ action }) => action === 'failed')
    .slice(0, MOST_FAILURES)
    .map(({ alias, why }) => `${alias}: ${why}`);
}
