import type { HandlerContext } from '../../handlers/handler-context.ts';
import type { Finding } from '../../handlers/look-at-aliases.ts';
import { type HalfMoved, status as statusOfBucket } from '../../handlers/status.ts';
import type { BucketCommands, BucketFlags } from '../bucket-commands.ts';
import type { CliIo } from '../cli-io.ts';
import type { CommandResult } from '../command-result.ts';
import { count } from '../count.ts';
import { escapeForTerminal } from '../escape-for-terminal.ts';
import { EXIT } from '../exit-code.ts';
import { jsonLine } from '../json-text.ts';
import { findingJson } from '../output/alias-record.ts';
import { createRowPrinter } from '../row-printer.ts';
import { type RulesInUse, rulesJson, rulesLine } from '../rules-in-use.ts';
import { wholeNumber } from '../whole-number.ts';

export interface StatusFlags {
  readonly of?: string | undefined;
  readonly json: boolean;
  /** List what is right, too. */
  readonly all?: boolean;
  readonly concurrency?: number;
  readonly summary?: boolean;
  readonly wide?: boolean;
}

const HELP = `
States: right; stale (not what the rules say); dangling (its target is gone); foreign (a link or object that we did not
write stands there); pinned (a person holds it); protected (not what the rules say, and only a person moves it); missing (no alias, though there is a candidate); orphaned (ours, but no rule gives it any more);
failed (could not be looked at). The whole bucket is listed, since an orphan may lie anywhere, unless a part is named.
A pin says what the rules would show instead, and whether its record is one that no autoalias command writes. A record that
fits in every respect may be forged all the same: who may write an alias key can write any record.
With --json: a line of JSON for each, and a last line {"total": …}. Exit code 3 if anything is not right.`;

export const addStatus = ({ io, command, run }: BucketCommands): void => {
  command('status', 'say how the aliases stand: right, stale, dangling, foreign, pinned, protected, missing, orphaned')
    .argument('[alias]', 'the key of one alias, or what keys begin with; otherwise everything')
    .option('--all', 'list those that are right, too')
    .option('--summary', 'print the counts only')
    .option('--concurrency <n>', 'how many aliases are looked at at once', wholeNumber(1, 256))
    .addHelpText('after', HELP)
    .action((of: string | undefined, { json, ...flags }: BucketFlags & Omit<StatusFlags, 'of' | 'json'>) =>
      run({ ...flags, ...(json ? { json } : {}) }, (context, rules) => {
        const { all = false, summary = false, concurrency } = flags;
        const wide = flags.wide === true;
        return status(context, rules, io, {
          of,
          json: json === true,
          all,
          summary,
          wide,
          ...(concurrency ? { concurrency } : {}),
        });
      }),
    );
};

/** States that need nobody's attention. */
const RIGHT: ReadonlySet<Finding['state']> = new Set(['right', 'absent', 'pinned', 'protected']);

/** Nothing is wrong with them, but a person wants to know. */
const TOLD: ReadonlySet<Finding['state']> = new Set(['pinned', 'protected']);

/** Every alias that is not right, as it is found, and how many stand how. */
export const status = async (
  context: HandlerContext,
  rules: RulesInUse,
  io: CliIo,
  flags: StatusFlags,
): Promise<CommandResult> => {
  const { json, all = false, summary = false, wide = false, ...options } = flags;
  const rows = createRowPrinter<Finding>({
    ...{ out: io.out, json, summary, columns: wide ? undefined : io.columns },
    header: ['ALIAS', 'STATE', 'TARGET', 'WHY'],
    cells: (finding) => [finding.alias, finding.state, finding.from ?? '-', whyOf(finding)],
    jsonOf: findingJson,
    ruleOf: ({ rule }) => rule,
  });
  let listed = 0;
  const halfMoved: HalfMoved[] = [];
  const total = await statusOfBucket(context, {
    ...options,
    onFinding: (finding) => {
      if (!all && RIGHT.has(finding.state) && !TOLD.has(finding.state)) return;
      listed++;
      rows.print(finding);
    },
    onHalfMoved: (group) => {
      halfMoved.push(group);
    },
  });
  rows.end();
  if (json) for (const group of halfMoved) io.out(`${jsonLine(group)}\n`);
  if (json) io.out(`${jsonLine({ total: { ...total, judgedBy: rulesJson(rules) } })}\n`);
  const states = Object.entries(total.states).filter(([state, n]) => n > 0 || state === 'right');
  const isWrong = ([state, n]: [string, number]): boolean => n > 0 && !RIGHT.has(state as Finding['state']);
  const wrong = total.doubted > 0 || Object.entries(total.states).some(isWrong);
  const doubted = total.doubted > 0 ? [`${total.doubted} of them pinned by no autoalias command`] : [];
  const words = [...states.map(([state, n]) => `${n} ${state}`), ...doubted].join(', ');
  const counts = `${count(total.objects, 'object')}, ${count(total.aliases, 'alias', 'aliases')}: ${words}; ${count(total.requests, 'request')}`;
  const exitCode = total.states.failed > 0 ? EXIT.failed : wrong ? EXIT.differences : EXIT.done;
  const lines = [...halfMoved.map(wordsOf), counts, rulesLine(rules)];
  return { exitCode, json: undefined, lines: listed > 0 && !summary ? ['', ...lines] : lines };
};

const wordsOf = ({ group, release, moved, of }: HalfMoved): string =>
  escapeForTerminal(
    `half moved: ${moved} of ${of} aliases ${group} are as ${release === null ? 'no complete release' : `release ${release}`} has them; the next event or sweep moves the others`,
  );

/** A foreign or dangling link may be what the rules leave as it is. */
const whyOf = ({ why, to, from, change, broken, state }: Finding): string => {
  const should = change === 'point' && to !== from ? `: should point at ${to}` : '';
  const gone = broken && state !== 'dangling' ? '; its target is gone' : '';
  return `${why}${should}${gone}`;
};
