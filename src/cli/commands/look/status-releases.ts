import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import { type ReleaseFinding, statusOfReleases } from '../../../handlers/look/release-status.ts';
import { withoutReleaseText } from '../../../handlers/look/view-releases.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { type RulesInUse, rulesJson, rulesLine } from '../../options/rules-in-use.ts';
import { type StrictFlag, strictExit } from '../../options/strict-option.ts';
import { unreadCount, unreadLines, withUnreadCount } from '../../output/unread.ts';
import { count } from '../../terminal/count.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';
import { jsonLine } from '../../terminal/json-text.ts';
import { createRowPrinter } from '../../terminal/row-printer.ts';

interface ReleaseFlags extends StrictFlag {
  readonly of?: string | undefined;
  readonly json: boolean;
  readonly summary?: boolean;
  readonly wide?: boolean;
  readonly concurrency?: number;
}

/** Prints one line for each group of aliases that move together, and then the counts. */
export async function statusReleases(
  context: HandlerContext,
  rules: RulesInUse,
  io: CliIo,
  { of, json, summary, strict = false, wide, concurrency }: ReleaseFlags,
): Promise<CommandResult> {
  const rows = createRowPrinter<ReleaseFinding>({
    out: io.out,
    json,
    summary,
    columns: wide ? undefined : io.columns,
    header: ['GROUP', 'STATE', 'RELEASE', 'FILES', 'WHY'],
    cells: (found) => [
      found.group,
      found.state,
      found.shown ?? '-',
      filesOf(found),
      withUnreadCount(found.why, found.unread),
    ],
    jsonOf: (found) => found,
    ruleOf: ({ rule }) => rule,
  });
  const total = await statusOfReleases(context, {
    of,
    ...(concurrency === undefined ? {} : { concurrency }),
    onGroup: rows.print,
  });
  rows.end();
  if (json) io.out(`${jsonLine({ total: { ...total, judgedBy: rulesJson(rules) } })}\n`);
  const { failed, right, ...others } = total.states;
  const isWrong = Object.values(others).some((n) => n > 0);
  const exitCode = failed > 0 ? EXIT.failed : isWrong ? EXIT.differences : EXIT.done;
  const states = Object.entries(total.states).filter(([state, n]) => n > 0 || state === 'right');
  const words = states.map(([state, n]) => `${n} ${state}`).join(', ');
  const counts = `${count(total.objects, 'object')}, ${count(total.groups, 'group')}: ${words}${unreadCount(total.unread)}; ${count(total.requests, 'request')}`;
  return {
    exitCode: strictExit(exitCode, { strict }, total.unread.objects),
    json: undefined,
    lines: [
      ...(total.groups > 0 && summary !== true ? [''] : []),
      ...unreadLines(total.unread),
      counts,
      ...withoutReleases(context),
      rulesLine(rules),
    ],
  };
}

function filesOf({ files: { shown, of } }: ReleaseFinding): string {
  return `${shown} of ${of}`;
}

/** The rules that the table cannot show. */
function withoutReleases({ ruleSet }: HandlerContext): readonly string[] {
  const without = withoutReleaseText(ruleSet);
  return without === undefined
    ? []
    : [escapeForTerminal(`${without}; autoalias status lists the aliases of every rule`)];
}
