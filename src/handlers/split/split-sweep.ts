import { digestOf } from '../../aliases/facts/listed-state.ts';
import { createKeyMarks, type KeyMark } from '../../aliases/split/key-marks.ts';
import { planShards } from '../../aliases/split/plan-shards.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { type SweepReport, sweep } from '../walk/sweep.ts';
import type { LastRun } from './split-files.ts';
import { advanceRun, type SplitSweep } from './split-run.ts';
import { surveyKeys } from './survey-keys.ts';

/** The most shards of a run. The report reads the result of each. */
const MOST_SHARDS = 1000;

/** A run that has not ended after this time is given up. Milliseconds. */
const LONGEST_RUN = 24 * 3_600_000;

/**
 * The timer's part of a sweep that several tasks share. Continues a run that has not ended; otherwise plans a new one and
 * starts its first tasks. A bucket that fits into one shard is swept at once.
 *
 * @param cause identifies the invocation, also if it is repeated: the time of the timer.
 * @returns the report of a bucket that was swept at once.
 */
export async function splitSweep(split: SplitSweep, cause: string): Promise<SweepReport | undefined> {
  const { context, files, objectsPerShard } = split;
  const { ruleSet, store, now } = context;
  const [run, last] = await Promise.all([files.readRun(), files.readLast()]);
  const form = formOf(ruleSet);
  const isOpen = run !== undefined && run.id !== last?.run;
  if (isOpen && run.form === form && now() - run.startedAt < LONGEST_RUN) {
    await advanceRun(split, run);
    return undefined;
  }
  const marks = last?.marks ?? (await surveyKeys(store, ruleSet));
  const size = { objectsPerShard, mostShards: MOST_SHARDS };
  const shards = planShards(ruleSet, marks, size, last?.starts);
  if (shards.length === 1) return sweepAtOnce(split, last);
  const id = digestOf([store.bucket, cause, form]).slice(0, 12);
  const next = { id, form, startedAt: now(), shards };
  await files.writeRun(next);
  await advanceRun(split, next);
  return undefined;
}

/** Sweeps the whole bucket, and keeps its marks if they are needed to notice that it has grown. */
async function sweepAtOnce({ context, files, objectsPerShard }: SplitSweep, last: LastRun | undefined) {
  const collector = createKeyMarks();
  const report = await sweep(context, { kind: 'sweep' }, { marks: collector });
  const before = last === undefined ? undefined : total(last.marks);
  const hasGrown = before === undefined || report.objects > Math.max(objectsPerShard, 1.2 * before);
  if (hasGrown) await files.writeLast({ run: undefined, marks: collector.marks, starts: [] });
  return report;
}

function total(marks: readonly KeyMark[]): number {
  return marks.reduce((sum, { objects }) => sum + objects, 0);
}

/** Identifies the rules that decide about aliases. */
function formOf({ rules }: RuleSet): string {
  return digestOf(
    rules.map(({ name, prefix, templates, onDelete, onConflict }) => [
      ...[name, prefix, onDelete, onConflict],
      ...templates.map(({ digest }) => digest),
    ]),
  );
}
