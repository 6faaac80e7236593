import { readKey } from '../match/read-key.ts';
import { renderTemplate, type Template } from '../pattern/template.ts';
import type { Rule } from '../rule.ts';
import { orderHints } from './order-hints.ts';
import type { OrderHint } from './order-traps.ts';

/** Keys of candidates, and of objects that the order or a limit rejects. */
export interface HintedKeys {
  readonly candidates: readonly string[];
  readonly rejected?: readonly string[];
}

/** The hints about versions in keys that a rule orders unexpectedly. */
export function keyHints(rule: Rule, { candidates, rejected = [] }: HintedKeys): readonly OrderHint[] {
  const { terms } = rule.order;
  return terms.flatMap(({ by, order, on }) => {
    const [own, others] = [textsOf(rule, on, candidates), textsOf(rule, on, rejected)];
    // With several orders, another one can decide between candidates that are equal in this one.
    return orderHints(
      by,
      order,
      terms.length === 1 ? { candidates: own, rejected: others } : { candidates: [], rejected: [...own, ...others] },
    );
  });
}

function textsOf(rule: Rule, on: Template, keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    const groups = readKey(rule, key)?.groups;
    return (groups && renderTemplate(on, { groups, parts: {} })) ?? [];
  });
}
