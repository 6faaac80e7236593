import * as v from 'valibot';
import { AutoaliasError } from '../../autoalias-error.ts';
import { parseJson } from '../http/read-body.ts';
import { splitOf } from '../split/open-split.ts';
import { reportRun } from '../split/report-run.ts';
import type { TaskEvent } from '../split/split-run.ts';
import { sweepShard } from '../split/sweep-shard.ts';
import type { SweepReport } from '../walk/sweep.ts';
import { EVENT_LIMITS, oversizedEvent } from './event-size.ts';
import { handleTimer } from './handle-timer.ts';
import type { Host } from './host.ts';

const end = v.nullable(v.string());
const taskEvent = v.object({
  sweep: v.object({
    bucket: v.string(),
    run: v.pipe(v.string(), v.minLength(1)),
    shard: v.exactOptional(v.object({ after: end, until: end })),
  }),
}) satisfies v.GenericSchema<unknown, TaskEvent>;

/**
 * Handles one invocation of the sweep: by a timer, or as a task of a sweep that several tasks share.
 *
 * @throws AutoaliasError `event-malformed` for another event, `config-invalid` for a task without settings for tasks.
 * @throws every error of a sweep.
 */
export async function handleSweep(host: Host, event: unknown, context: unknown): Promise<readonly SweepReport[]> {
  const isSmall = oversizedEvent(event, EVENT_LIMITS.timer) === undefined;
  const task = v.safeParse(taskEvent, isSmall ? parseJson(event) : undefined);
  if (!task.success) return handleTimer(host, event, context);
  const { bucket, run, shard } = task.output.sweep;
  const invocation = await host.begin(context);
  const split = splitOf(host, invocation.context(bucket), context);
  if (split === undefined) {
    throw new AutoaliasError(
      'config-invalid',
      'this is a task of a divided sweep, and AUTOALIAS_SWEEP_TASKS is not set; set it for all versions of the function',
    );
  }
  if (shard === undefined) await reportRun(split, run);
  else await sweepShard(split, run, { after: shard.after ?? undefined, until: shard.until ?? undefined });
  return [];
}
