import { AutoaliasError } from '../autoalias-error.ts';
import { decodeTimerEvent } from './decode-timer-event.ts';
import type { Host } from './host.ts';
import { type SweepReport, sweep } from './sweep.ts';

/**
 * Handles a timer's invocation: one sweep of the environment's bucket.
 *
 * @throws AutoaliasError `event-malformed`; `changes-failed` where an alias could not be made right.
 */
export const handleTimer = async (host: Host, event: unknown, context: unknown): Promise<SweepReport> => {
  const invocation = host.begin(context);
  decodeTimerEvent(event);
  const report = await sweep(invocation.context(), { kind: 'sweep' });
  if (report.actions.failed > 0) {
    const lines = report.changed
      .filter(({ action }) => action === 'failed')
      .map(({ alias, why }) => `${alias}: ${why}`);
    throw new AutoaliasError(
      'changes-failed',
      `${report.actions.failed} of ${report.aliases} aliases failed: ${lines.join('; ')}`,
    );
  }
  return report;
};
