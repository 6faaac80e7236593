import type { NotOrdered, Order } from './orders/order.ts';
import type { OrderName, OrderOptions } from './orders/orders.ts';
import { createByName, type Groups } from './pattern/groups.ts';
import { type NamedParts, renderTemplate, type Template } from './pattern/template.ts';

/** One entry of `order` in a rule: which text of a key is compared, and how. */
export interface OrderTerm {
  readonly by: OrderName;
  readonly options: OrderOptions;
  /** The order in its natural direction, even with `desc`. */
  readonly order: Order;
  /** The template of the text: `{version}` for `on: version`. */
  readonly on: Template;
  /** The group in `on`, if it consists of one group only. `{version.major}` is then a part of this value. */
  readonly group: string | undefined;
  /** Whether the least value wins. */
  readonly desc: boolean;
}

/** The values of a candidate, one for each term. */
export type RuleValue = readonly unknown[];

/** The values that a rule reads from a key. */
export interface RuleOrderValue {
  readonly ok: true;
  readonly value: RuleValue;
  /** Whether one of the values is a prerelease. */
  readonly prerelease: boolean;
  readonly parts: NamedParts;
}

/** What a rule reads from the groups of a key. */
export interface OrderReading {
  /** The texts of all terms, separated by spaces. Undefined if one of their groups did not take part in the match. */
  readonly orderText: string | undefined;
  readonly order: RuleOrderValue | NotOrdered;
}

/** The order of a rule. Candidates are compared by the first term, then by the second, and so on. */
export interface RuleOrder {
  readonly terms: readonly [OrderTerm, ...OrderTerm[]];
  /** The names of the orders, for messages: `semver`, or `semver, number`. */
  readonly name: string;
  read(groups: Groups): OrderReading;
  /** A positive result means that `a` wins. The result is 0 if the values are equal. */
  compare(a: RuleValue, b: RuleValue): number;
  /** The term that `{of.part}` in a template refers to. Undefined if there is none. */
  termOf(of: string, part: string): OrderTerm | undefined;
}

/** Creates the order of a rule from its terms. */
export function createRuleOrder(terms: RuleOrder['terms']): RuleOrder {
  const partsOf = partOwners(terms);
  const owners = [...partsOf].map(([name, [first = 0, ...others]]) => ({ name, first, others }));
  const readParts = (values: readonly Readonly<Record<string, string>>[]): NamedParts => {
    const parts = createByName<Readonly<Record<string, string>>>();
    // Each decision reads the parts, and a spread would take as long as the rest of it.
    for (const { name, first, others } of owners) {
      const own = values[first] ?? {};
      // If two terms have the same part, the first one of them provides it.
      parts[name] = others.length === 0 ? own : Object.assign({}, ...others.map((i) => values[i]).reverse(), own);
    }
    return parts;
  };
  return {
    terms,
    name: terms.map(({ by }) => by).join(', '),
    read(groups) {
      const [term] = terms;
      if (terms.length === 1) {
        const text = textOf(term, groups);
        if (text === undefined) return { orderText: undefined, order: NO_TEXT };
        const read = term.order.parse(text);
        if (!read.ok) return { orderText: text, order: read };
        const { value, prerelease } = read;
        return { orderText: text, order: { ok: true, value: [value], prerelease, parts: readParts([read.parts]) } };
      }
      const [first, ...others] = texts(terms, groups);
      if (first === undefined) return { orderText: undefined, order: NO_TEXT };
      const orderText = [first, ...others].join(' ');
      const values: unknown[] = [];
      const parts: Readonly<Record<string, string>>[] = [];
      let prerelease = false;
      for (const [i, text] of [first, ...others].entries()) {
        const read = terms[i]?.order.parse(text);
        if (!read?.ok) return { orderText, order: read ?? NO_TEXT };
        values.push(read.value);
        parts.push(read.parts);
        prerelease ||= read.prerelease;
      }
      return { orderText, order: { ok: true, value: values, prerelease, parts: readParts(parts) } };
    },
    compare(a, b) {
      for (const [i, { order, desc }] of terms.entries()) {
        const difference = order.compare(a[i], b[i]);
        if (difference !== 0) return desc ? -difference : difference;
      }
      return 0;
    },
    termOf: (of, part) =>
      partsOf
        .get(of)
        ?.map((i) => terms[i])
        .find((term) => term?.order.parts.includes(part)),
  };
}

const NO_TEXT: NotOrdered = { ok: false, why: 'a group of order.on did not take part in the match' };

/** The text of each term. None if one of their groups did not take part in the match. */
function texts(terms: RuleOrder['terms'], groups: Groups): readonly string[] {
  const found: string[] = [];
  for (const term of terms) {
    const text = textOf(term, groups);
    if (text === undefined) return [];
    found.push(text);
  }
  return found;
}

function textOf({ on, group }: OrderTerm, groups: Groups): string | undefined {
  return group === undefined ? renderTemplate(on, { groups, parts: {} }) : groups[group];
}

/** For each name that can precede a dot in a template, the indexes of the terms that it refers to. */
function partOwners(terms: RuleOrder['terms']): ReadonlyMap<string, readonly number[]> {
  const indexes = terms.map((_, i) => i);
  const named = (name: string): readonly number[] => indexes.filter((i) => terms[i]?.group === name);
  const groups = terms.flatMap(({ group }) => group ?? []);
  return new Map([
    ...groups.map((group) => [group, named(group)] as const),
    ['order', [...named('order'), ...indexes]],
  ]);
}
