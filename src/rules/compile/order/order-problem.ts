import type { WrittenTerm } from '../../file/rules-schema.ts';
import { BARE_ORDERS } from '../../orders/bare-numbers.ts';
import { dateFormatProblem } from '../../orders/dates/date-format.ts';
import type { FieldPlace, RuleProblem } from '../rule-problem.ts';

/** The problem of the options `format`, `values` and `bare` of a term of `order`. Undefined if there is none. */
export function orderProblem({ by, format, values, bare }: WrittenTerm, place: FieldPlace): RuleProblem | undefined {
  return (
    (format === undefined ? undefined : formatProblem(by, format, place)) ??
    valuesProblem(by, values, place) ??
    bareProblem(by, bare, place)
  );
}

type By = WrittenTerm['by'];

function formatProblem(by: By, format: string, { path, name }: FieldPlace): RuleProblem | undefined {
  const problem =
    by === 'date'
      ? dateFormatProblem(format)
      : { why: `the order ${by} does not have a format`, instead: 'remove it, or order by date' };
  return problem && { path: [...path, 'format'], what: `${name}.format cannot be used`, ...problem };
}

function valuesProblem(
  by: By,
  values: readonly string[] | undefined,
  { path, name }: FieldPlace,
): RuleProblem | undefined {
  if (by === 'list' && values === undefined) {
    return {
      path,
      what: `${name}.values is missing`,
      why: 'the order list compares values by their position in this list',
      instead: 'add values: with the texts, lowest first, like [alpha, beta, rc, stable]',
    };
  }
  if (values === undefined) return undefined;
  if (by !== 'list') {
    return {
      path: [...path, 'values'],
      what: `${name}.values cannot be used`,
      why: `the order ${by} does not have a list of values`,
      instead: 'remove it, or order by list',
    };
  }
  const duplicate = values.findIndex((value, i) => values.indexOf(value) !== i);
  if (duplicate === -1) return undefined;
  return {
    path: [...path, 'values', duplicate],
    what: `${name}.values contains "${values[duplicate]}" twice`,
    why: 'a value has one position in the order',
    instead: 'remove one of them',
  };
}

function bareProblem(by: By, bare: boolean | undefined, { path, name }: FieldPlace): RuleProblem | undefined {
  if (bare === undefined || BARE_ORDERS.includes(by)) return undefined;
  return {
    path: [...path, 'bare'],
    what: `${name}.bare cannot be used`,
    why: `only ${BARE_ORDERS.join(', ')} have this option`,
    instead: 'remove it',
  };
}
