import type { MomentCause, ReplayMoment } from '../../../aliases/past/compare-replays.ts';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { defined } from '../../../defined.ts';
import type { DeploymentRules } from '../../../handlers/function/deployment-rules.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import { type BacktestTotal, backtest as replay } from '../../../handlers/past/backtest.ts';
import { backtestTotalView, changedHow, momentView } from '../../../handlers/past/backtest-view.ts';
import { isoTime } from '../../../handlers/past/shown-view.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { type RulesInUse, rulesJson, rulesLine, rulesText } from '../../options/rules-in-use.ts';
import { loadRules } from '../../options/rules-option.ts';
import { count } from '../../terminal/count.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';
import { jsonLine } from '../../terminal/json-text.ts';
import { createRowPrinter } from '../../terminal/row-printer.ts';

/** The flags of `plan` that only a backtest uses. */
export interface BacktestOptions {
  readonly backtest?: true;
  readonly newRules?: string;
  /** Unix milliseconds. */
  readonly since?: number;
}

/**
 * The new rules of a backtest. Undefined without --backtest.
 *
 * @throws AutoaliasError `usage` for flags that do not belong together.
 */
export function newRulesOf(
  { backtest: isBacktest, newRules, since }: BacktestOptions,
  { env }: Pick<CliIo, 'env'>,
): DeploymentRules | undefined {
  if (isBacktest && newRules !== undefined) return loadRules({ rules: newRules }, env);
  if (isBacktest) throw usage('--backtest needs the rules to compare with; add --new-rules FILE');
  if (newRules !== undefined)
    throw usage('--new-rules is only for --backtest; to plan by a rules file, use --rules FILE');
  if (since !== undefined) throw usage('--since is only for --backtest; add --backtest and --new-rules FILE');
  return undefined;
}

function usage(message: string): AutoaliasError {
  return new AutoaliasError('usage', message);
}

/** What to replay, and how to print it. */
export interface BacktestFlags {
  readonly of?: string | undefined;
  /** Unix milliseconds. */
  readonly since?: number | undefined;
  readonly json: boolean;
  readonly summary: boolean;
  readonly wide: boolean;
}

/** Prints each moment at which the rules in use and the new rules would have chosen different targets. */
export async function backtest(
  context: HandlerContext,
  rules: RulesInUse,
  newRules: DeploymentRules,
  io: CliIo,
  { of, since, json, summary, wide }: BacktestFlags,
): Promise<CommandResult> {
  const rows = createRowPrinter<ReplayMoment>({
    out: io.out,
    json,
    summary,
    columns: wide ? undefined : io.columns,
    header: ['WHEN', 'ALIAS', 'PRESENT', 'NEW', 'WHY'],
    cells: (moment) => [
      isoTime(moment.time) ?? '',
      moment.alias,
      moment.first ?? '-',
      moment.second ?? '-',
      moment.differs ? causeText(moment.cause) : `${causeText(moment.cause)}; the same again`,
    ],
    jsonOf: momentView,
  });
  const total = await replay(context, { ...defined({ of, since }), other: newRules.ruleSet, onMoment: rows.print });
  rows.end();
  if (json)
    io.out(`${jsonLine({ total: { ...backtestTotalView(total, since, newRules), judgedBy: rulesJson(rules) } })}\n`);
  const lines = [totalText(total, since), ...remarks(total), rulesLine(rules), newRulesLine(newRules)];
  return {
    exitCode: total.moments > 0 ? EXIT.differences : EXIT.done,
    json: undefined,
    lines: total.moments > 0 && !summary ? ['', ...lines] : lines,
  };
}

const WHAT = { uploaded: 'uploaded', link: 'overwritten with a link', deleted: 'deleted' } as const;

function causeText(cause: MomentCause): string {
  if (cause.kind === 'change') return `${cause.change.key} was ${WHAT[changedHow(cause)]}`;
  return cause.kind === 'age' ? 'an object became old enough' : 'already at the beginning';
}

function totalText(total: BacktestTotal, since: number | undefined): string {
  const { versions, changes, moments, aliases, differing, oldest, requests, notCompared } = total;
  const begin = isoTime(since ?? oldest);
  const period = begin === null ? '' : ` since ${begin}`;
  const found =
    moments === 0
      ? `the rules never choose different targets${notCompared.length > 0 ? ', apart from moments that are not compared' : ''}`
      : `different targets for ${count(aliases, 'alias', 'aliases')}, for ${differing} of them now; ${count(moments, 'moment')}`;
  return `${count(versions, 'version')}, ${count(changes, 'change')}${period}: ${found}; ${count(requests, 'request')}`;
}

function remarks({ incomplete, notCompared, notReplayed }: BacktestTotal): readonly string[] {
  const held = notCompared.map(({ alias, moments, why }) =>
    escapeForTerminal(`not compared: ${alias}, ${count(moments, 'moment')}: ${why}`),
  );
  const unknown = [...held, `not replayed: ${notReplayed.join(', ')}`];
  if (incomplete === 0) return unknown;
  return [
    ...unknown,
    `${count(incomplete, 'key')} had older versions that are gone, so the past of ${incomplete === 1 ? 'its' : 'their'} aliases is not complete`,
  ];
}

function newRulesLine(rules: DeploymentRules): string {
  return `new rules: ${escapeForTerminal(rulesText(rules))}`;
}
