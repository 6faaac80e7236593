import { ORDER_TRAPS, type OrderTrap } from '../../rules/hints/order-traps.ts';
import { groupSources } from '../../rules/pattern/alias-pattern.ts';
import type { Rule } from '../../rules/rule.ts';
import type { OrderTerm } from '../../rules/rule-order.ts';
import type { Finding } from '../finding.ts';
import { text } from '../language/language.ts';
import { patternLanguage } from '../language/pattern-language.ts';
import { type Check, eachRule, type LintContext, ruleFinding } from '../lint-context.ts';
import { candidateKeys } from '../witness/rule-languages.ts';

/**
 * Finds rules whose regex is made for versions that the order compares or skips in a surprising way, such as `-rc\d+` under
 * semver. A regex that matches any text does not show which versions are meant, so it has no findings.
 */
export const orderTraps: Check = (context) =>
  eachRule(context, (rule, index) => rule.order.terms.flatMap((term) => termFindings(context, { rule, index, term })));

/** A term of a rule, and the position of the rule in the file. */
interface PlacedTerm {
  readonly rule: Rule;
  readonly index: number;
  readonly term: OrderTerm;
}

function termFindings(context: LintContext, placed: PlacedTerm): readonly Finding[] {
  const found = new Map<OrderTrap['hint'], Finding>();
  for (const trap of ORDER_TRAPS) {
    if (trap.by !== placed.term.by || found.has(trap.hint)) continue;
    if (trap.isEqual && placed.rule.order.terms.length > 1) continue;
    const finding = trapFinding(context, placed, trap);
    if (finding !== undefined) found.set(trap.hint, finding);
  }
  return [...found.values()];
}

function trapFinding(
  context: LintContext,
  { rule, index, term: { by, group: name } }: PlacedTerm,
  { hint, forms }: OrderTrap,
): Finding | undefined {
  const source = name === undefined ? undefined : groupSources(rule.shape).get(name);
  const group = source === undefined ? undefined : patternLanguage(`^(?:${source})$`);
  const [trap, usual] = [forms && patternLanguage(forms.trap), forms && patternLanguage(forms.usual)];
  if (group === undefined || trap === undefined || usual === undefined) return undefined;
  if (!context.search({ in: [group, usual] }).isEmpty) return undefined;
  for (const version of context.search({ in: [group, trap], most: 5 }).texts) {
    const found = hint(version);
    const keys = candidateKeys(rule, { narrow: (one) => (one === name ? text(version) : undefined) });
    const [key] = keys === undefined ? [] : context.search(keys).texts;
    if (found === undefined || key === undefined) continue;
    return ruleFinding(context, index, ['order'], {
      code: 'order',
      severity: 'warning',
      what: `the regex matches versions that the order ${by} handles unexpectedly`,
      why: `${found.why}, as in ${key}`,
      instead: found.instead,
      witness: { key },
    });
  }
  return undefined;
}
