import { causeText } from '../../aliases/model/cause.ts';
import type { Outcome } from '../../aliases/model/outcome.ts';
import type { Protocol } from '../../aliases/model/protocol.ts';
import type { AliasTask, ReleaseTask } from '../../aliases/model/task.ts';
import type { ReleaseOutcome } from '../../aliases/release/reconcile-release.ts';
import { messageOf } from '../../error-text.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { type Cost, type FirstLooks, runProtocol } from './run-protocol.ts';

/** A report, and the error if the alias could not be handled. */
export interface Handled {
  readonly report: AliasReport;
  readonly error?: unknown;
}

/** The level of the log line. */
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

/** A pinned or protected alias whose target is gone. Only a person can fix that. */
function isBrokenByHand({ action, dangling }: AliasReport): boolean {
  return (action === 'pinned' || action === 'protected') && dangling === true;
}

/** Runs the protocol of one alias and logs the result in one line. Never throws. */
export async function handleAlias(
  context: HandlerContext,
  task: AliasTask,
  protocol: Protocol<Outcome>,
  firstLooks?: FirstLooks,
): Promise<Handled> {
  const run = createRun(context, task);
  const ended = await endOf(context, protocol, run.cost, firstLooks);
  if ('value' in ended) return { report: run.report(task.alias, ended.value) };
  return { report: run.report(task.alias, failed(ended.error)), error: ended.error };
}

/**
 * Runs the protocol of aliases that move together. Logs one line for each alias that changed or needs attention, or one
 * line for the group if none did. Only the first report has the cost. Never throws.
 */
export async function handleRelease(
  context: HandlerContext,
  task: ReleaseTask,
  protocol: Protocol<ReleaseOutcome>,
): Promise<readonly Handled[]> {
  const run = createRun(context, task);
  const { group } = task;
  const ended = await endOf(context, protocol, run.cost);
  if ('error' in ended) return [{ report: run.report(group.name, failed(ended.error)), error: ended.error }];
  const { release, outcomes } = ended.value;
  const more = release === undefined ? {} : { release: release.name };
  const [news, rest] = [true, false].map((is) => [...outcomes].filter(([, outcome]) => isNews(outcome) === is));
  const reports = [...(news ?? []), ...(rest ?? [])].map(([alias, outcome], i) => ({
    ...run.say(alias, { ...outcome, ...more }),
    ...(i === 0 ? {} : FREE),
  }));
  for (const report of reports.slice(0, news?.length)) run.log(report);
  if (news?.length === 0) {
    const why =
      release === undefined ? 'no release is complete' : `release ${release.name} is the greatest complete one`;
    run.report(group.name, { action: 'unchanged', from: null, to: null, why, ...more });
  }
  return reports.map((report) => ({ report }));
}

const FREE = { requests: 0, roundTrips: 0 };

function isNews({ action, dangling }: Outcome): boolean {
  return action !== 'unchanged' || dangling === true;
}

/** One run of a protocol: its cost, and how to report and log the results. */
function createRun(context: HandlerContext, { rule, cause, group, alias }: AnyTask) {
  const started = context.now();
  const cost: Cost = { requests: 0, roundTrips: 0 };
  let isSpent = false;
  const say = (of: string, ended: Ended): AliasReport => {
    const milliseconds = Math.round((context.now() - started) * 10) / 10;
    return { rule: rule.name, alias: of, ...ended, ...cost, milliseconds };
  };
  const log = (report: AliasReport): void => {
    // A run counts once, however many aliases move together.
    if (report.overruled && !isSpent) context.overrules?.spend(group?.name ?? alias ?? '');
    isSpent ||= report.overruled === true;
    const level = isBrokenByHand(report) ? 'error' : report.overruled ? 'warn' : LEVELS[report.action];
    context.log({ level, bucket: context.store.bucket, event: causeText(cause), ...report });
  };
  const report = (of: string, ended: Ended): AliasReport => {
    const said = say(of, ended);
    log(said);
    return said;
  };
  return { cost, say, log, report };
}

type AnyTask = Pick<AliasTask, 'rule' | 'cause'> & { readonly alias?: string; readonly group?: ReleaseTask['group'] };

type Ended = Pick<AliasReport, 'release'> & (Outcome | (Omit<Outcome, 'action'> & { readonly action: 'failed' }));

function failed(error: unknown): Ended {
  const why = messageOf(error);
  return { action: 'failed', from: null, to: null, why };
}

async function endOf<T>(
  context: HandlerContext,
  protocol: Protocol<T>,
  cost: Cost,
  firstLooks?: FirstLooks,
): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await runProtocol(protocol, context.store, cost, firstLooks) };
  } catch (error) {
    return { error };
  }
}
