import * as z from 'zod';
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

const end = z.string().nullable();
const taskEvent: z.ZodType<TaskEvent> = z.object({
  sweep: z.object({
    bucket: z.string(),
    run: z.string().min(1),
    shard: z.object({ after: end, until: end }).optional(),
  }),
}) as z.ZodType<TaskEvent>;

/**
 * Handles one invocation of the sweep: by a timer, or as a task of a sweep that several tasks share.
 *
 * @throws AutoaliasError `event-malformed` for another event, `config-invalid` for a task without settings for tasks.
 * @throws every error of a sweep.
 */
export async function handleSweep(host: Host, event: unknown, context: unknown): Promise<readonly SweepReport[]> {
  const isSmall = oversizedEvent(event, EVENT_LIMITS.timer) === undefined;
  const task = taskEvent.safeParse(isSmall ? parseJson(event) : undefined);
  if (!task.success) return handleTimer(host, event, context);
  const { bucket, run, shard } = task.data.sweep;
  const split = splitOf(host, host.begin(context).context(bucket), context);
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
