import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import { type SweepReport, sweep } from '../walk/sweep.ts';
import { decodeTimerEvent } from './decode-timer-event.ts';
import type { HandlerContext } from './handler-context.ts';
import type { Host } from './host.ts';
import { listSome } from './log.ts';

/**
 * Handles a timer's invocation: sweeps the buckets of `OSS_BUCKET` one after the other. A failure does not stop the others.
 *
 * @throws AutoaliasError `event-malformed`; `changes-failed` if an alias could not be updated; whatever a sweep throws.
 */
export async function handleTimer(host: Host, event: unknown, context: unknown): Promise<readonly SweepReport[]> {
  const invocation = host.begin(context);
  decodeTimerEvent(event);
  const reports: SweepReport[] = [];
  const errors: unknown[] = [];
  for (const bucket of invocation.buckets()) {
    try {
      reports.push(await sweepAll(invocation.context(bucket)));
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) {
    const lines = errors.map(messageOf);
    throw new AutoaliasError('changes-failed', `${errors.length} buckets failed: ${listSome(lines)}`, {
      cause: new AggregateError(errors),
    });
  }
  return reports;
}

async function sweepAll(context: HandlerContext): Promise<SweepReport> {
  const report = await sweep(context, { kind: 'sweep' });
  if (report.actions.failed === 0) return report;
  const lines = report.changed.filter(({ action }) => action === 'failed').map(({ alias, why }) => `${alias}: ${why}`);
  throw new AutoaliasError(
    'changes-failed',
    `${report.actions.failed} of ${report.aliases} aliases failed: ${listSome(lines)}`,
  );
}
