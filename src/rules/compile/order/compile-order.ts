import { memoizeBy } from '../../../memoize.ts';
import type { WrittenRule, WrittenTerm } from '../../file/rules-schema.ts';
import type { Order } from '../../orders/order.ts';
import { createOrder, type OrderName } from '../../orders/orders.ts';
import type { Pattern } from '../../pattern/pattern.ts';
import { createRuleOrder, type OrderTerm, type RuleOrder } from '../../rule-order.ts';
import type { FieldPlace, RuleProblem } from '../rule-problem.ts';
import { compileOrderOn } from './compile-order-on.ts';
import { orderProblem } from './order-problem.ts';

/** The compiled `order` of a rule, as far as it is valid. */
export interface CompiledOrder {
  /** Undefined if a term is invalid. */
  readonly order: RuleOrder | undefined;
  /** The groups that `order.on` names in any of the terms. Undefined if the groups of a term are not known. */
  readonly groups: readonly string[] | undefined;
  /** The order that limits are compared in: that of the first term. Undefined if its options are invalid. */
  readonly first: { readonly by: OrderName; readonly order: Order } | undefined;
  readonly problems: readonly RuleProblem[];
}

/** The terms of `order` as written. An order that is not a list has one. */
export function writtenTerms({ order }: Pick<WrittenRule, 'order'>): readonly WrittenTerm[] {
  return Array.isArray(order) ? order : [order];
}

/**
 * Compiles `order`. `pattern` is undefined if the regex of the rule is invalid. Rules with the same order and the same groups
 * share the result.
 */
export const compileOrder = memoizeBy(
  ({ order }: Pick<WrittenRule, 'order'>, pattern: Pick<Pattern, 'groups' | 'template'> | undefined) =>
    JSON.stringify([order, pattern?.groups, pattern?.template === undefined]),
  compileTerms,
);

function compileTerms(
  written: Pick<WrittenRule, 'order'>,
  pattern: Pick<Pattern, 'groups' | 'template'> | undefined,
): CompiledOrder {
  const terms = writtenTerms(written).map((term, index) => compileTerm(term, placeOf(written, index), pattern));
  const whole = terms.flatMap(({ term }) => term ?? []);
  const [first, ...more] = whole;
  const [own] = terms;
  return {
    order: first === undefined || whole.length < terms.length ? undefined : createRuleOrder([first, ...more]),
    groups: terms.some(({ groups }) => groups === undefined)
      ? undefined
      : [...new Set(terms.flatMap(({ groups }) => groups ?? []))],
    first: own?.order && { by: own.by, order: own.order },
    problems: [
      ...terms.flatMap(({ problems }) => problems),
      ...writtenTerms(written).flatMap((term, index) => uploadedProblem(written, term, index)),
    ],
  };
}

function placeOf({ order }: Pick<WrittenRule, 'order'>, index: number): FieldPlace {
  return Array.isArray(order)
    ? { path: ['order', index], name: `order[${index}]` }
    : { path: ['order'], name: 'order' };
}

/** A term, with everything about it that is valid. */
interface TermDraft {
  readonly by: OrderName;
  readonly order: Order | undefined;
  readonly groups: readonly string[] | undefined;
  readonly term: OrderTerm | undefined;
  readonly problems: readonly RuleProblem[];
}

function compileTerm(
  written: WrittenTerm,
  place: FieldPlace,
  pattern: Pick<Pattern, 'groups' | 'template'> | undefined,
): TermDraft {
  const { by, on: _, desc = false, ...options } = written;
  const invalidOptions = orderProblem(written, place);
  const order = invalidOptions === undefined ? createOrder(by, written) : undefined;
  const on = pattern && compileOrderOn(written, place, pattern);
  const valid = on === undefined || 'what' in on ? undefined : on;
  return {
    by,
    order,
    groups: valid?.template.flatMap((piece) => (piece.kind === 'group' ? [piece.group] : [])),
    term: order && valid && { by, options, order, on: valid.template, group: valid.group, desc },
    problems: [
      ...(on !== undefined && 'what' in on ? [on] : []),
      ...(invalidOptions === undefined ? [] : [invalidOptions]),
    ],
  };
}

/** `uploaded` compares nothing: the time of the upload decides after all terms. So it cannot be reversed or followed. */
function uploadedProblem(
  written: Pick<WrittenRule, 'order'>,
  { by, desc }: WrittenTerm,
  index: number,
): readonly RuleProblem[] {
  if (by !== 'uploaded') return [];
  const { path, name } = placeOf(written, index);
  if (writtenTerms(written).length > 1) {
    return [
      {
        path,
        what: `${name} cannot be used`,
        why: 'the time of the upload is compared after all other orders, also without this entry',
        instead: 'remove it, or write order: { by: uploaded } alone',
      },
    ];
  }
  if (desc !== true) return [];
  return [
    {
      path: [...path, 'desc'],
      what: `${name}.desc cannot be used`,
      why: 'the order uploaded always chooses the latest upload',
      instead: 'remove it, or order by a date or a number in the key',
    },
  ];
}
