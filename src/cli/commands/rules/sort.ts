import { InvalidArgumentError, Option } from 'commander';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { defined } from '../../../defined.ts';
import { orderProblem } from '../../../rules/compile/order/order-problem.ts';
import type { RuleProblem } from '../../../rules/compile/rule-problem.ts';
import { orderHints } from '../../../rules/hints/order-hints.ts';
import type { OrderHint } from '../../../rules/hints/order-traps.ts';
import { BARE_IS_FALSE } from '../../../rules/orders/bare-numbers.ts';
import { TOKEN_LIST } from '../../../rules/orders/dates/date-format.ts';
import { createOrder, ORDER_NAMES, type OrderName, type OrderOptions } from '../../../rules/orders/orders.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

interface SortFlags extends OrderOptions, JsonFlag {
  readonly by: OrderName;
  readonly reverse?: true;
}

/** The orders that need only the text; `uploaded` needs the time of an upload. */
const SORTS = ORDER_NAMES.filter((name) => name !== 'uploaded');

export function addSort({ io, add, finish }: CommandRegistry): void {
  add(
    'sort',
    'sort values by an order of rules files: reads one value per line from standard input, and prints them in ascending order',
  )
    .addOption(new Option('--by <order>', 'the order').choices(SORTS).makeOptionMandatory())
    .option('--format <format>', `for date: ${TOKEN_LIST} and literal text`)
    .option('--values <list>', 'for list: the values, least first, separated by commas', listed)
    .option('--no-bare', 'for pep440, debian and maven: skip numbers without a dot, such as 483')
    .option('-r, --reverse', 'print the greatest first')
    .action(async (flags: SortFlags) => {
      const result = sort(((await io.read?.()) ?? '').split(/\r?\n/), flags);
      if (flags.json !== true) {
        for (const { value, why } of result.json.skipped) io.err(`skipped ${escapeForTerminal(`${value}: ${why}`)}\n`);
        for (const { why, instead } of result.json.hints) io.err(`hint: ${escapeForTerminal(`${why}; ${instead}`)}\n`);
      }
      finish(result, flags);
    });
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

/**
 * Empty lines are ignored. Values that are equal in the order keep their sequence.
 *
 * @throws AutoaliasError `usage` if the options do not fit the order.
 */
function sort(lines: readonly string[], flags: SortFlags): CommandResult & { readonly json: Sorted } {
  const { by, format, values } = flags;
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
  const read = lines.filter((line) => line !== '').map((value) => ({ value, reading: order.parse(value) }));
  const skipped = read.flatMap(({ value, reading }) =>
    reading.ok ? [] : [{ value, why: reading.why.replace(BARE_IS_FALSE, '--no-bare skips such numbers') }],
  );
  const sorted = read
    .flatMap(({ value, reading }) => (reading.ok ? [{ value, place: reading.value }] : []))
    .sort((a, b) => (flags.reverse ? order.compare(b.place, a.place) : order.compare(a.place, b.place)))
    .map(({ value }) => value);
  const hints = orderHints(by, order, { candidates: sorted, rejected: skipped.map(({ value }) => value) });
  return { exitCode: EXIT.done, json: { sorted, skipped, hints }, lines: sorted, isData: true };
}
