import type { Cause } from '../../../aliases/model/cause.ts';
import { defined } from '../../../defined.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import type { AliasReport } from '../../../handlers/look/alias-report.ts';
import { countObjects, type Scope } from '../../../handlers/walk/list-objects.ts';
import { type SweepProgress, type SweepReport, sweep } from '../../../handlers/walk/sweep.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT, exitOfActions } from '../../exit-code.ts';
import { type RulesInUse, rulesJson, rulesLine } from '../../options/rules-in-use.ts';
import { type StrictFlag, strictExit } from '../../options/strict-option.ts';
import { reportJson } from '../../output/alias-record.ts';
import { unreadCount, unreadLines } from '../../output/unread.ts';
import { count } from '../../terminal/count.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';
import { jsonLine } from '../../terminal/json-text.ts';
import { createPassProgress } from '../../terminal/pass-progress.ts';
import { createRowPrinter } from '../../terminal/row-printer.ts';
import { REPORT_HEADER, reportCells } from '../../terminal/text-table.ts';

export interface ApplyAllFlags extends StrictFlag {
  readonly json: boolean;
  readonly prefix?: string;
  readonly startAfter?: string;
  readonly concurrency?: number;
  readonly summary?: boolean;
  /** Read every alias. Only a sweep can leave some out. */
  readonly full?: boolean;
  readonly wide?: boolean;
}

/** How a sweep differs from `apply --all`. */
export interface SweepStyle {
  readonly cause: Cause;
  /** Aborted by Ctrl-C. Default: `io.signal`. */
  readonly signal?: AbortSignal;
  /** A message about how to continue. */
  readonly goOn: (progress: SweepProgress) => string;
}

/** Updates the aliases in the order of the listing, and prints each change when it is done. */
export async function applyAll(
  context: HandlerContext,
  rules: RulesInUse,
  io: CliIo,
  flags: ApplyAllFlags,
  { cause, goOn, signal = io.signal }: SweepStyle = APPLY_ALL,
): Promise<CommandResult> {
  const { json, concurrency, summary = false, full = false, strict = false, wide = false, ...part } = flags;
  const scope = { ...part, signal };
  const progress = progressOf(context, io, scope);
  const print = (text: string): void => {
    progress.clear();
    io.out(text);
  };
  const rows = createRowPrinter<AliasReport>({
    out: print,
    json,
    summary,
    columns: wide ? undefined : io.columns,
    header: REPORT_HEADER,
    cells: reportCells,
    jsonOf: reportJson,
  });
  let changed = 0;
  let at: SweepProgress = { objects: 0, aliases: 0, resumeAfter: flags.startAfter };
  const done = sweep(context, cause, {
    ...scope,
    full,
    readNotes: true,
    ...defined({ concurrency }),
    onChange: (report) => {
      changed++;
      rows.print(report);
    },
    onProgress: (state) => {
      at = state;
      progress.show({ ...state, changed });
    },
  });
  const report = await done
    .finally(() => {
      rows.end();
      progress.end();
    })
    .catch((error: unknown) => {
      if (at.aliases > 0 || flags.startAfter !== undefined) io.err(`${goOn(at)}\n`);
      throw error;
    });
  const stopped = signal.aborted;
  if (stopped || report.actions.failed > 0) io.err(`${stopped ? 'stopped; ' : ''}${goOn(at)}\n`);
  return resultOf(report, rules, io, { json, strict, stopped, listed: changed > 0 && !summary, at });
}

/** Quoted for a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const APPLY_ALL: SweepStyle = {
  // Like a sweep, it does not restore a removed alias. `apply KEY` does.
  cause: { kind: 'sweep', byHand: true },
  goOn: ({ resumeAfter }) =>
    resumeAfter === undefined
      ? 'run the same command to continue'
      : `run the same command with --start-after ${escapeForTerminal(quoted(resumeAfter))} to continue`,
};

/** How a sweep ended, and how to print it. */
interface EndOfSweep {
  readonly json: boolean;
  readonly strict: boolean;
  readonly stopped: boolean;
  /** Whether rows were printed. */
  readonly listed: boolean;
  readonly at: SweepProgress;
}

function resultOf({ changed: _, ...total }: SweepReport, rules: RulesInUse, io: CliIo, end: EndOfSweep): CommandResult {
  const { json, strict, stopped, listed, at } = end;
  const resumeAfter = stopped || total.actions.failed > 0 ? (at.resumeAfter ?? null) : null;
  if (json) io.out(`${jsonLine({ total: { ...total, stopped, resumeAfter, judgedBy: rulesJson(rules) } })}\n`);
  const counts = sweepSummary({ ...total, changed: [] });
  return {
    exitCode: stopped ? EXIT.interrupted : strictExit(exitOfActions(total.actions), { strict }, total.unread.objects),
    json: undefined,
    lines: [...(listed ? [''] : []), ...unreadLines(total.unread), counts, rulesLine(rules)],
  };
}

/** On a terminal, a second listing counts the objects at the same time, so that the bar can show a percentage. */
function progressOf({ now, ...context }: HandlerContext, io: CliIo, scope: Scope) {
  const isTerminal = io.errIsTerminal === true;
  let total: number | undefined;
  const ended = new AbortController();
  if (isTerminal) {
    const until = AbortSignal.any([ended.signal, ...(scope.signal === undefined ? [] : [scope.signal])]);
    countObjects(context, { ...scope, signal: until }).then(
      (objects) => {
        if (!until.aborted) total = objects;
      },
      // The main listing reports the error.
      () => {},
    );
  }
  const bar = createPassProgress(io.draw, now, () => total);
  return {
    ...bar,
    end(): void {
      ended.abort();
      bar.clear();
    },
  };
}

/** What a sweep did, in one line. */
export function sweepSummary(report: SweepReport): string {
  const actions = Object.entries(report.actions).filter(([, n]) => n > 0);
  const did = actions.map(([action, n]) => `${n} ${action}`).join(', ') || 'none';
  const dangling =
    report.dangling > 0 ? `, ${report.dangling} had lost ${report.dangling === 1 ? 'its' : 'their'} target` : '';
  const known = report.known > 0 ? `, ${report.known} of them known from the last sweep` : '';
  return `${count(report.objects, 'object')}, ${count(report.aliases, 'alias', 'aliases')}: ${did}${known}${dangling}${unreadCount(report.unread)}; ${count(report.requests, 'request')}, ${report.milliseconds} ms`;
}
