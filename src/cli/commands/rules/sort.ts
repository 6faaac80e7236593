import { InvalidArgumentError, Option } from 'commander';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { defined } from '../../../defined.ts';
import { orderProblem } from '../../../rules/compile/order/order-problem.ts';
import type { RuleProblem } from '../../../rules/compile/rule-problem.ts';
import { closestWord } from '../../../rules/file/closest-word.ts';
import { keyHints } from '../../../rules/hints/key-hints.ts';
import { orderHints } from '../../../rules/hints/order-hints.ts';
import type { OrderHint } from '../../../rules/hints/order-traps.ts';
import { readKey } from '../../../rules/match/read-key.ts';
import { whyUnmatched } from '../../../rules/match/why-unmatched.ts';
import { BARE_IS_FALSE } from '../../../rules/orders/bare-numbers.ts';
import { TOKEN_LIST } from '../../../rules/orders/dates/date-format.ts';
import type { NotOrdered } from '../../../rules/orders/order.ts';
import { createOrder, ORDER_NAMES, type OrderName, type OrderOptions } from '../../../rules/orders/orders.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { addRulesOption, loadRules, type RulesFlag } from '../../options/rules-option.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

interface SortFlags extends OrderOptions, JsonFlag, RulesFlag {
  readonly by?: OrderName;
  readonly desc?: true;
  readonly rule?: string;
  readonly reverse?: true;
}

/** The orders that need only the text; `uploaded` needs the time of an upload. */
const SORTS = ORDER_NAMES.filter((name) => name !== 'uploaded');

export function addSort({ io, add, finish }: CommandRegistry): void {
  const command = add(
    'sort',
    'sort values by an order of rules files: reads one value per line from standard input, and prints them in ascending order',
  )
    .addOption(new Option('--by <order>', 'the order').choices(SORTS).argParser(orderName))
    .option('--format <format>', `for date: ${TOKEN_LIST} and literal text`)
    .option('--values <list>', 'for list: the values, least first, separated by commas', listed)
    .option('--no-bare', 'for pep440, debian and maven: skip numbers without a dot, such as 483')
    .option('--desc', 'the least value wins, as with desc: true in the rules, so the greatest is printed first')
    .option('--rule <name>', 'instead of --by: sort object keys by the order of this rule')
    .option('-r, --reverse', 'print the values in the opposite direction');
  addRulesOption(command)
    .addHelpText('after', HELP)
    .action(async (flags: SortFlags) => {
      const sorting = flags.rule === undefined ? sortingBy(flags) : sortingOf(flags.rule, flags, io.env);
      const result = sort(new TextDecoder().decode(await io.read?.()).split(/\r?\n/), sorting, flags);
      if (flags.json !== true) {
        for (const { value, why } of result.json.skipped) io.err(`skipped ${escapeForTerminal(`${value}: ${why}`)}\n`);
        for (const { why, instead } of result.json.hints) io.err(`hint: ${escapeForTerminal(`${why}; ${instead}`)}\n`);
      }
      finish(result, flags);
    });
}

const HELP = `
Use --by or --rule. With --rule, each line is an object key. The last line is the candidate that the rule prefers.`;

function orderName(text: string): string {
  if (SORTS.some((name) => name === text)) return text;
  throw new InvalidArgumentError(
    text === 'uploaded'
      ? 'It compares the times of uploads, which values do not have. autoalias explain lists the candidates of an alias in their order.'
      : `Allowed choices are ${SORTS.join(', ')}.`,
  );
}

function listed(text: string): readonly string[] {
  const values = text.split(',');
  if (values.includes('')) throw new InvalidArgumentError('It has an empty value; write them like alpha,beta,stable.');
  return values;
}

const VALUES_MISSING = '--by list needs the values: add --values, least first, like alpha,beta,rc,stable';

/** Messages about a rules file name the options `order.format` and `order.values`; here they are flags. */
function inFlags({ what, why, instead }: RuleProblem): string {
  return `${what.replace(/^order\.bare/, '--no-bare').replace(/^order\./, '--')}: ${why}; ${instead}`;
}

interface Sorted {
  readonly sorted: readonly string[];
  readonly skipped: readonly { readonly value: string; readonly why: string }[];
  /** Values that the order compares or skips unexpectedly. */
  readonly hints: readonly OrderHint[];
}

/** How to sort texts. */
interface Sorting {
  /** Returns the value that `compare` compares, or why the text is skipped. */
  read(text: string): { readonly ok: true; readonly value: unknown } | NotOrdered;
  compare(a: unknown, b: unknown): number;
  hints(sorted: readonly string[], skipped: readonly string[]): readonly OrderHint[];
}

/** @throws AutoaliasError `usage` if the options do not fit the order. */
function sortingBy(flags: SortFlags): Sorting {
  const { by, format, values, desc = false } = flags;
  if (by === undefined) {
    throw new AutoaliasError(
      'usage',
      'the order is missing; add --by with an order, or --rule with the name of a rule',
    );
  }
  const problem = orderProblem(
    {
      by,
      ...defined({ format }),
      ...(values === undefined ? {} : { values: [...values] }),
      ...(flags.bare === false ? { bare: false } : {}),
    },
    { path: ['order'], name: 'order' },
  );
  const isMissingValues = by === 'list' && values === undefined && format === undefined;
  if (problem !== undefined) {
    throw new AutoaliasError('usage', isMissingValues ? VALUES_MISSING : inFlags(problem));
  }
  const order = createOrder(by, flags);
  return {
    read: (text) => order.parse(text),
    compare: (a, b) => (desc ? order.compare(b, a) : order.compare(a, b)),
    hints: (candidates, rejected) => orderHints(by, order, { candidates, rejected }),
  };
}

/** @throws AutoaliasError `usage` if there is no such rule, or if its order cannot be used. */
function sortingOf(name: string, flags: SortFlags, env: CliIo['env']): Sorting {
  const { by, format, values, bare, desc } = flags;
  if (by !== undefined || format !== undefined || values !== undefined || bare === false || desc !== undefined) {
    const why = '--rule cannot be combined with --by, --desc, --format, --values or --no-bare: the rule has an order';
    throw new AutoaliasError('usage', `${why}; remove them, or remove --rule`);
  }
  const { ruleSet, source } = loadRules(flags, env);
  const rule = ruleSet.rules.find((one) => one.name === name);
  if (rule === undefined) {
    const names = ruleSet.rules.map((one) => one.name);
    const instead = `use ${closestWord(name, names) ?? names.slice(0, 10).join(', ')}`;
    throw new AutoaliasError('usage', `no rule is named ${name} in ${source}; ${instead}`);
  }
  const { order } = rule;
  if (order.terms[0].by === 'uploaded') {
    const why = `the rule ${name} orders by the time of the upload, which a key does not contain`;
    throw new AutoaliasError('usage', `${why}; see the candidates of an alias with autoalias explain`);
  }
  return {
    read: (key) => readKey(rule, key)?.order ?? { ok: false, why: whyUnmatched(rule, key) },
    compare: order.compare,
    hints: (candidates, rejected) => keyHints(rule, { candidates, rejected }),
  };
}

/** Empty lines are ignored. Values that are equal in the order keep their sequence. */
function sort(
  lines: readonly string[],
  { read, compare, hints }: Sorting,
  { reverse }: SortFlags,
): CommandResult & { readonly json: Sorted } {
  const all = lines.filter((line) => line !== '').map((value) => ({ value, reading: read(value) }));
  const skipped = all.flatMap(({ value, reading }) =>
    reading.ok ? [] : [{ value, why: reading.why.replace(BARE_IS_FALSE, '--no-bare skips such numbers') }],
  );
  const sorted = all
    .flatMap(({ value, reading }) => (reading.ok ? [{ value, place: reading.value }] : []))
    .sort((a, b) => (reverse ? compare(b.place, a.place) : compare(a.place, b.place)))
    .map(({ value }) => value);
  const found = hints(
    sorted,
    skipped.map(({ value }) => value),
  );
  return { exitCode: EXIT.done, json: { sorted, skipped, hints: found }, lines: sorted, isData: true };
}
