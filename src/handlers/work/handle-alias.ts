import { type Cause, causeText } from '../../aliases/model/cause.ts';
import { leftToSweep, type Outcome } from '../../aliases/model/outcome.ts';
import type { Protocol } from '../../aliases/model/protocol.ts';
import type { AliasTask, ReleaseTask } from '../../aliases/model/task.ts';
import type { ReleaseOutcome } from '../../aliases/release/reconcile-release.ts';
import { defined } from '../../defined.ts';
import { messageOf } from '../../error-text.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { viewWithdrawn } from '../look/held-back.ts';
import type { FailedMarker } from './expand-markers.ts';
import { type Cost, runProtocol, TimeIsUp } from './run-protocol.ts';
import type { LookMember } from './share-looks.ts';

/** The report of one alias. `error` is present if the alias could not be handled. */
export interface Handled {
  readonly report: AliasReport;
  readonly error?: unknown;
}

/** The log level for each action. */
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

/** Whether a pinned or protected alias has a target that is gone. Only a person can fix that. */
function needsPerson({ action, dangling }: AliasReport): boolean {
  return (action === 'pinned' || action === 'protected') && dangling === true;
}

/** Runs the protocol of one alias and logs the result in one line. Never throws. */
export async function handleAlias(
  context: HandlerContext,
  task: AliasTask,
  protocol: Protocol<Outcome>,
  looks?: LookMember,
): Promise<Handled> {
  const run = createRun(context, task);
  return run.end(task.alias, await resultOf(context, protocol, run.cost, looks));
}

/**
 * Runs the protocol of aliases that move together. Logs one line for each alias that changed or needs attention. If there
 * is none, logs one line for the group. Only the first report contains the cost. Never throws.
 */
export async function handleRelease(
  context: HandlerContext,
  task: ReleaseTask,
  protocol: Protocol<ReleaseOutcome>,
): Promise<readonly Handled[]> {
  const run = createRun(context, task);
  const { group } = task;
  const result = await resultOf(context, protocol, run.cost);
  if ('error' in result) return [await run.end(group.name, result)];
  const { release, withdrawn, outcomes } = result.value;
  const more = release === undefined ? {} : { release: release.name };
  const news = [...outcomes].filter(([, outcome]) => isNews(outcome));
  const rest = [...outcomes].filter(([, outcome]) => !isNews(outcome));
  const reports: AliasReport[] = [];
  for (const [alias, outcome] of [...news, ...rest]) {
    const cost = reports.length === 0 ? {} : NO_COST;
    reports.push({ ...run.reportOf(alias, { ...(await noted(context, outcome)), ...more }), ...cost });
  }
  for (const report of reports.slice(0, news.length)) run.log(report);
  if (news.length === 0) {
    const best =
      release === undefined ? 'no release is complete' : `release ${release.name} is the greatest complete one`;
    const why = withdrawn === undefined ? best : `${best}; release ${withdrawn.name} is withdrawn`;
    run.report(group.name, { action: 'unchanged', from: null, to: null, why, ...more });
  }
  return reports.map((report) => ({ report }));
}

/** Reports a marker for which the covered objects could not be listed, and logs it. */
export function handleFailedMarker(
  { log, store }: HandlerContext,
  { rules, key, cause, error }: FailedMarker,
): Handled {
  const why = `the objects that it covers could not be listed: ${messageOf(error)}`;
  const report: AliasReport = {
    rule: rules.map(({ name }) => name).join(', '),
    alias: key,
    ...failed(error),
    why,
    ...NO_COST,
    milliseconds: 0,
  };
  log({ level: 'error', bucket: store.bucket, event: causeText(cause), ...report });
  return { report, error };
}

/** Replaces the cost in all reports of a run except the first. */
const NO_COST = { requests: 0, roundTrips: 0 };

/** Whether an alias changed or needs attention. */
function isNews({ action, dangling }: Outcome): boolean {
  return action !== 'unchanged' || dangling === true;
}

/** The value of a protocol, or its error. */
export type Result<T> = { readonly value: T } | { readonly error: unknown };

/** Measures one run of a protocol, and reports and logs its results. */
export function createRun(context: HandlerContext, { rule, cause, group, alias }: AnyTask) {
  const started = context.now();
  const cost: Cost = { requests: 0, roundTrips: 0 };
  let isBudgetSpent = false;
  const reportOf = (name: string, result: RunResult): AliasReport => {
    const milliseconds = Math.round((context.now() - started) * 10) / 10;
    return { rule: rule.name, alias: name, ...result, ...cost, milliseconds };
  };
  const log = (report: AliasReport, given?: 'warn'): void => {
    // A run counts once, even if several aliases move together.
    if (report.overruled && !isBudgetSpent) context.overrules?.spend(group?.name ?? alias ?? '');
    isBudgetSpent ||= report.overruled === true;
    // The reason says it already.
    const { pin: _, withdrawn: __, ...logged } = report;
    const level = given ?? (needsPerson(report) ? 'error' : report.overruled ? 'warn' : LEVELS[report.action]);
    context.log({
      level,
      bucket: context.store.bucket,
      event: causeText(cause),
      ...defined({ actor: cause.actor }),
      ...logged,
      ...defined({ lag: lagOf(report, cause, context.now()) }),
    });
  };
  /** Creates a report and logs it. */
  const report = (name: string, result: RunResult): AliasReport => {
    const created = reportOf(name, result);
    log(created);
    return created;
  };
  /** Reports and logs the end of the run. */
  const end = async (name: string, result: Result<Outcome>): Promise<Handled> => {
    if ('value' in result) return { report: report(name, await noted(context, result.value)) };
    const { error } = result;
    return error instanceof TimeIsUp ? leave(name, LEFT) : { report: report(name, failed(error)), error };
  };
  /** Reports and logs an alias that is left to the next sweep because the time is up. The event is not delivered again. */
  const leave = (name: string, { withdrawn: _, ...outcome }: Outcome): Handled => {
    const created = reportOf(name, outcome);
    log(created, 'warn');
    return { report: created };
  };
  return { cost, reportOf, log, report, end, leave };
}

/** A run of {@link createRun}. */
export type Run = ReturnType<typeof createRun>;

/** The fields of an AliasTask or a ReleaseTask that a report needs. */
type AnyTask = Pick<AliasTask, 'rule' | 'cause'> & { readonly alias?: string; readonly group?: ReleaseTask['group'] };

/** The part of a report that depends on the protocol. */
type RunResult = Omit<AliasReport, 'rule' | 'alias' | 'requests' | 'roundTrips' | 'milliseconds'>;

/**
 * The milliseconds from the event to the write of the alias. In a batch, from the event of the new target, else from the
 * earliest event. Undefined if the alias was not written, or not because of an event with a time.
 */
function lagOf({ action, to }: AliasReport, cause: Cause, now: number): number | undefined {
  if (action !== 'pointed' || cause.kind !== 'change') return undefined;
  const changes = [cause, ...(cause.also ?? [])];
  const own = changes.filter(({ key }) => key === to);
  const times = (own.length > 0 ? own : changes).flatMap(({ time }) => time ?? []);
  // The clock of OSS can be ahead of that of the function.
  return times.length === 0 ? undefined : Math.max(0, Math.round(now - Math.min(...times)));
}

/** The outcome of an alias whose links are not known here. */
const LEFT: Outcome = leftToSweep(null, null);

function failed(error: unknown): RunResult {
  const why = messageOf(error);
  return { action: 'failed', from: null, to: null, why };
}

/** The outcome with the note of the marker that holds the alias back, if the context has a reader. */
async function noted({ notes }: HandlerContext, { withdrawn, ...outcome }: Outcome): Promise<RunResult> {
  if (withdrawn === undefined || notes === undefined) return outcome;
  // The alias has been handled. A note that cannot be read must not make it a failure.
  const view = await viewWithdrawn(withdrawn, notes).catch(() => ({ ...withdrawn, ...NO_NOTE }));
  return { ...outcome, withdrawn: view };
}

const NO_NOTE = { reason: null, actor: null, since: null };

/** Runs a protocol. Returns its value or its error. */
export async function resultOf<T>(
  context: HandlerContext,
  protocol: Protocol<T>,
  cost: Cost,
  looks?: LookMember,
): Promise<Result<T>> {
  try {
    return { value: await runProtocol(protocol, context.store, cost, looks, context.isTimeUp) };
  } catch (error) {
    return { error };
  }
}
