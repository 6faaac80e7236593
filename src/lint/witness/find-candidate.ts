import { readKey } from '../../rules/match/read-key.ts';
import type { Rule } from '../../rules/rule.ts';
import { either, type Language, text } from '../language/language.ts';
import type { Search } from '../language/search.ts';
import { orderLanguage, orderTexts } from './order-language.ts';
import { candidateKeys, groupsOf } from './rule-languages.ts';

const TRIES = 20;

/** A real candidate of a rule that lies in one language and in none of others; undefined where none was found. */
export function findCandidate(
  rule: Rule,
  { in: within = [], notIn = [] }: { readonly in?: readonly Language[]; readonly notIn?: readonly Language[] },
  search: Search,
): string | undefined {
  const usual = either(orderTexts(rule).map(text));
  const read = orderLanguage(rule);
  // Texts that the order surely reads come first; then all that it may read.
  for (const value of [usual, read]) {
    const keys = candidateKeys(rule, {
      narrow: (group) => (group === rule.orderGroup ? value : undefined),
      required: groupsOf(rule.orderTemplate),
    });
    if (keys === undefined) return undefined;
    const { texts } = search({ in: [...keys.in, ...within], notIn: [...keys.notIn, ...notIn], most: TRIES });
    const key = texts.find((one) => readKey(rule, one)?.order.ok === true);
    if (key !== undefined) return key;
  }
  return undefined;
}
