import type { KeyRange } from '../../aliases/split/key-range.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { listSome } from '../function/log.ts';
import { mapOrdered } from '../work/concurrency.ts';
import type { Run, ShardResult, SplitFiles, SweepCounts } from './split-files.ts';
import { missingShards, type SplitSweep, shardName } from './split-run.ts';

/** How many results are read at the same time. */
const READS = 16;

/**
 * The task that ends a run: adds up the results of all shards, logs them as one sweep, and keeps what the next run should
 * know. If a shard has no result yet, starts its task, and leaves the report to a later call.
 *
 * @throws AutoaliasError `changes-failed` if aliases or whole shards failed. A second call then does nothing.
 */
export async function reportRun(split: SplitSweep, runId: string): Promise<void> {
  const { context, files } = split;
  const [run, last] = await Promise.all([files.readRun(), files.readLast()]);
  if (run?.id !== runId || last?.run === runId) return;
  const { results, missing } = await readResults(files, run);
  const { unfinished, failed } = await missingShards(split, run, missing);
  if (unfinished.length > 0) return;
  const counts = addUp(results.map(({ result }) => result.counts));
  context.log({
    ...{ level: 'info', bucket: context.store.bucket, event: 'sweep', action: 'swept' },
    ...counts,
    milliseconds: Math.round(context.now() - run.startedAt),
    ...{ run: run.id, tasks: results.length, failedTasks: failed.length },
  });
  await files.writeLast({
    run: run.id,
    marks: results.flatMap(({ result }) => result.marks),
    starts: results.flatMap(({ shard }) => (shard.after === undefined ? [] : [shard.after])),
  });
  const failures = [...failed.map(describeShard), ...results.flatMap(({ result }) => result.failures)];
  if (failures.length === 0) return;
  throw new AutoaliasError(
    'changes-failed',
    `${failed.length} of ${results.length + failed.length} tasks and ${counts.actions.failed ?? 0} of ${counts.aliases} aliases failed: ${listSome(failures)}`,
  );
}

function describeShard({ after, until }: KeyRange): string {
  return `keys after ${JSON.stringify(after ?? '')}${until === undefined ? '' : ` up to ${JSON.stringify(until)}`}: every task failed`;
}

interface ReadResult {
  readonly shard: KeyRange;
  readonly result: ShardResult;
}

/** Follows each shard of the plan through the tasks that shared it, in key order. */
async function readResults(files: SplitFiles, run: Run) {
  const results: ReadResult[] = [];
  const missing: KeyRange[] = [];
  for await (const parts of mapOrdered(run.shards, READS, (shard) => readParts(files, run, shard))) {
    results.push(...parts.results);
    if (parts.missing !== undefined) missing.push(parts.missing);
  }
  return { results, missing };
}

async function readParts(files: SplitFiles, run: Run, { after: first, until }: KeyRange) {
  const results: ReadResult[] = [];
  let after = first;
  for (;;) {
    const shard = { after, until };
    const result = await files.readResult(shardName(shard));
    if (result?.run !== run.id) return { results, missing: shard };
    results.push({ shard, result });
    if (result.cutAt === null) return { results, missing: undefined };
    after = result.cutAt;
  }
}

/** The counts of one sweep that did all of this. */
export function addUp(all: readonly SweepCounts[]): SweepCounts {
  const sum = (of: (counts: SweepCounts) => number): number => all.reduce((total, counts) => total + of(counts), 0);
  const names = new Set(all.flatMap(({ actions }) => Object.keys(actions)));
  return {
    objects: sum(({ objects }) => objects),
    aliases: sum(({ aliases }) => aliases),
    actions: Object.fromEntries([...names].map((name) => [name, sum(({ actions }) => actions[name] ?? 0)])),
    dangling: sum(({ dangling }) => dangling),
    known: sum(({ known }) => known),
    full: all.every(({ full }) => full),
    requests: sum(({ requests }) => requests),
    milliseconds: sum(({ milliseconds }) => milliseconds),
    unread: { objects: sum(({ unread }) => unread.objects), aliases: sum(({ unread }) => unread.aliases) },
  };
}
