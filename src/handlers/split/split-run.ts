import { digestOf } from '../../aliases/facts/listed-state.ts';
import type { KeyRange } from '../../aliases/split/key-range.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import type { Run, SplitFiles } from './split-files.ts';
import type { Task, TaskApi } from './task-api.ts';

/** The dependencies of a sweep that several tasks share. */
export interface SplitSweep {
  readonly context: HandlerContext;
  readonly files: SplitFiles;
  readonly tasks: TaskApi;
  /** The most tasks that run at the same time. */
  readonly mostTasks: number;
  readonly objectsPerShard: number;
  /** When the function must begin to end, in Unix milliseconds. */
  readonly deadline: number;
}

/** The event of a task: it sweeps one shard of a run, or reports the run. */
export interface TaskEvent {
  readonly sweep: {
    readonly bucket: string;
    readonly run: string;
    /** Undefined: report the run. */
    readonly shard?: { readonly after: string | null; readonly until: string | null };
  };
}

/** How often a shard is started in one run, if Function Compute has given up its task. */
const MOST_STARTS = 3;

/** The name of the task that reports a run. Names of shards are longer. */
const REPORT = 'report';

/** Names a shard in ids of tasks and in keys. The same range always has the same name. */
export function shardName({ after, until }: KeyRange): string {
  return digestOf([after ?? null, until ?? null]);
}

/** What Function Compute knows of the tasks of a run. */
interface RunTasks {
  readonly active: ReadonlyMap<string, Task>;
  /** The tasks of one shard, or of the report. */
  of(name: string): readonly Task[];
}

function idPrefix(run: string): string {
  return `sweep-${run}-`;
}

async function tasksOf({ tasks }: SplitSweep, run: string, self: string | undefined): Promise<RunTasks> {
  const byName = new Map<string, Task[]>();
  const active = new Map<string, Task>();
  for (const task of await tasks.list(idPrefix(run))) {
    const name = task.id.slice(idPrefix(run).length, task.id.lastIndexOf('-'));
    if (task.state === 'active' && name !== self) active.set(name, task);
    byName.set(name, [...(byName.get(name) ?? []), task]);
  }
  return { active, of: (name) => byName.get(name) ?? [] };
}

/** Whether a shard needs a task: there is no task yet, or Function Compute has given up every earlier one. */
export function needsTask(tasks: readonly Task[]): boolean {
  return tasks.length < MOST_STARTS && tasks.every(({ state }) => state === 'failed');
}

/**
 * Starts a task. Its id follows from the run, the shard and the number of tasks before it. So if several callers start it at the
 * same time, Function Compute runs it once.
 */
async function startTask(
  split: SplitSweep,
  run: string,
  name: string,
  before: number,
  shard?: KeyRange,
): Promise<void> {
  const written = shard && { after: shard.after ?? null, until: shard.until ?? null };
  const event: TaskEvent = {
    sweep: { bucket: split.context.store.bucket, run, ...(written === undefined ? {} : { shard: written }) },
  };
  await split.tasks.start(`${idPrefix(run)}${name}-${before}`, event);
}

/** Starts the task of a shard that follows from another one. */
export async function startShard(split: SplitSweep, run: string, shard: KeyRange): Promise<void> {
  await startTask(split, run, shardName(shard), 0, shard);
}

/**
 * Brings a run forward: starts shards that have no task until as many are active as allowed. If every shard has ended, starts
 * the task that reports the run. The timer calls this, and each task before it ends. It can be called at any time and by
 * several callers at once: what was started stays started, and nothing is started twice.
 *
 * @param self the shard of the calling task, which has ended.
 */
export async function advanceRun(split: SplitSweep, run: Run, self?: KeyRange): Promise<void> {
  const { files, mostTasks } = split;
  const selfName = self && shardName(self);
  const known = await tasksOf(split, run.id, selfName);
  let active = known.active.size - (known.active.has(REPORT) ? 1 : 0);
  const waiting = run.shards.filter((shard) => {
    const name = shardName(shard);
    return name !== selfName && !known.active.has(name) && needsTask(known.of(name));
  });
  for (const shard of waiting.slice(0, Math.max(0, mostTasks - active))) {
    const name = shardName(shard);
    await startTask(split, run.id, name, known.of(name).length, shard);
    active++;
  }
  if (waiting.length > 0 || known.active.has(REPORT)) return;
  // A task that has written its result only has to end. If it counted as running, the last two tasks would wait for the timer.
  const results = await Promise.all([...known.active.keys()].map((name) => files.readResult(name)));
  if (results.some((result) => result?.run !== run.id || result.cutAt !== null)) return;
  await startTask(split, run.id, REPORT, known.of(REPORT).length);
}

/** How a run is missing shards: they need another task, or their tasks have failed too often. */
export async function missingShards(
  split: SplitSweep,
  run: Run,
  missing: readonly KeyRange[],
): Promise<{ readonly unfinished: readonly KeyRange[]; readonly failed: readonly KeyRange[] }> {
  const known = await tasksOf(split, run.id, undefined);
  const unfinished = missing.filter((shard) => {
    const tasks = known.of(shardName(shard));
    return known.active.has(shardName(shard)) || needsTask(tasks) || tasks.some(({ state }) => state === 'succeeded');
  });
  for (const shard of unfinished) {
    const tasks = known.of(shardName(shard));
    if (!known.active.has(shardName(shard))) await startTask(split, run.id, shardName(shard), tasks.length, shard);
  }
  return { unfinished, failed: missing.filter((shard) => !unfinished.includes(shard)) };
}
