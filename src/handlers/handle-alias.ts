import type { AliasTask } from '../aliases/alias-task.ts';
import { causeText } from '../aliases/cause.ts';
import type { Outcome } from '../aliases/outcome.ts';
import type { Protocol } from '../aliases/protocol.ts';
import type { AliasReport } from './alias-report.ts';
import type { HandlerContext } from './handler-context.ts';
import { type Cost, runProtocol } from './run-protocol.ts';

/** A report, and the error where the alias could not be handled. */
export interface Handled {
  readonly report: AliasReport;
  readonly error?: unknown;
}

/** How loudly the log says it. */
const LEVELS: Readonly<Record<AliasReport['action'], 'info' | 'warn' | 'error'>> = {
  unchanged: 'info',
  pointed: 'info',
  removed: 'info',
  kept: 'info',
  refused: 'warn',
  pinned: 'info',
  protected: 'info',
  yielded: 'error',
  failed: 'error',
};

/** A pin holds an alias at what is gone: nobody but a person can mend that. */
const isLoud = ({ action, dangling }: AliasReport): boolean => action === 'pinned' && dangling === true;

/** Runs one alias's protocol and writes the one log line that says what came of it. Never throws. */
export const handleAlias = async (
  context: HandlerContext,
  task: AliasTask,
  protocol: Protocol<Outcome>,
): Promise<Handled> => {
  const started = context.now();
  const cost: Cost = { requests: 0, roundTrips: 0 };
  const handled = await outcomeOf(context, protocol, cost);
  const report: AliasReport = {
    rule: task.rule.name,
    alias: task.alias,
    ...handled.outcome,
    ...cost,
    milliseconds: Math.round((context.now() - started) * 10) / 10,
  };
  if (report.overruled) context.overrules?.spend(task.alias);
  const level = isLoud(report) ? 'error' : report.overruled ? 'warn' : LEVELS[report.action];
  context.log({ level, bucket: context.store.bucket, event: causeText(task.cause), ...report });
  return 'error' in handled ? { report, error: handled.error } : { report };
};

type Ended = {
  readonly outcome: Outcome | (Omit<Outcome, 'action'> & { readonly action: 'failed' });
  readonly error?: unknown;
};

const outcomeOf = async (context: HandlerContext, protocol: Protocol<Outcome>, cost: Cost): Promise<Ended> => {
  try {
    return { outcome: await runProtocol(protocol, context.store, cost) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { outcome: { action: 'failed', from: null, to: null, why }, error };
  }
};
