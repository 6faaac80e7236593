import type { WrittenRule } from '../file/rules-schema.ts';
import { BARE_ORDERS } from '../orders/bare-numbers.ts';
import { dateFormatProblem } from '../orders/date.ts';
import type { RuleProblem } from './rule-problem.ts';

/** The problem of the options `format`, `values` and `bare` of an order. Undefined if there is none. */
export function orderProblem({ by, format, values, bare }: WrittenRule['order']): RuleProblem | undefined {
  return (
    (format === undefined ? undefined : formatProblem(by, format)) ?? valuesProblem(by, values) ?? bareProblem(by, bare)
  );
}

type By = WrittenRule['order']['by'];

function formatProblem(by: By, format: string): RuleProblem | undefined {
  const why = by === 'date' ? dateFormatProblem(format) : `the order ${by} does not have a format`;
  if (why === undefined) return undefined;
  return {
    path: ['order', 'format'],
    what: 'order.format cannot be used',
    why,
    instead: by === 'date' ? 'write each of YYYY MM DD HH mm ss SSS Z at most once' : 'remove it, or order by date',
  };
}

function valuesProblem(by: By, values: readonly string[] | undefined): RuleProblem | undefined {
  if (by === 'list' && values === undefined) {
    return {
      path: ['order'],
      what: 'order.values is missing',
      why: 'the order list compares values by their position in this list',
      instead: 'add values: with the texts, lowest first, like [alpha, beta, rc, stable]',
    };
  }
  if (values === undefined) return undefined;
  if (by !== 'list') {
    return {
      path: ['order', 'values'],
      what: 'order.values cannot be used',
      why: `the order ${by} does not have a list of values`,
      instead: 'remove it, or order by list',
    };
  }
  const duplicate = values.findIndex((value, i) => values.indexOf(value) !== i);
  if (duplicate === -1) return undefined;
  return {
    path: ['order', 'values', duplicate],
    what: `order.values contains "${values[duplicate]}" twice`,
    why: 'a value has one position in the order',
    instead: 'remove one of them',
  };
}

function bareProblem(by: By, bare: boolean | undefined): RuleProblem | undefined {
  if (bare === undefined || BARE_ORDERS.includes(by)) return undefined;
  return {
    path: ['order', 'bare'],
    what: 'order.bare cannot be used',
    why: `only ${BARE_ORDERS.join(', ')} have this option`,
    instead: 'remove it',
  };
}
