import { candidateRuleOf, ownerOfAlias } from '../../rules/match/match-key.ts';
import { aliasKeyFor, readKey } from '../../rules/match/read-key.ts';
import type { Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Finding } from '../finding.ts';
import {
  type Check,
  eachTemplate,
  type LintContext,
  type PlacedTemplate,
  prefixesOverlap,
  templateFinding,
} from '../lint-context.ts';
import { looseKeys } from '../witness/equal-texts.ts';
import { findWitness } from '../witness/find-witness.ts';
import { ordered, usuallyOrdered } from '../witness/rule-languages.ts';

/**
 * Finds aliases that would themselves be candidates. Loops with common group texts are rejected when the rules are loaded.
 * This check also finds loops that need unusual keys, and follows each loop to its end.
 */
export const loops: Check = (context) =>
  eachTemplate(context, (placed) => {
    for (const rule of context.ruleSet.rules) {
      if (context.budget.left <= 0) break;
      if (!prefixesOverlap(placed.template.start, rule.prefix)) continue;
      const found = loop(context, placed, rule);
      if (found !== undefined) return [found];
    }
    return [];
  });

function loop({ ruleSet, search }: LintContext, placed: PlacedTemplate, into: Rule): Finding | undefined {
  // First try texts that the order certainly accepts, then all texts that it might accept.
  for (const knowledge of [{ narrow: usuallyOrdered(into) }, ordered(into)]) {
    const accepts = (alias: string) =>
      candidateRuleOf(ruleSet, alias) === into && ownerOfAlias(ruleSet, alias)?.template === placed.template;
    const witness = findWitness(placed, { in: [], loose: [looseKeys(into, knowledge)], accepts }, search);
    if (witness === undefined) continue;
    const { key, alias } = witness;
    return templateFinding(placed, {
      code: 'loop',
      severity: key === undefined ? 'note' : 'warning',
      what: `the alias "${placed.template.text}" ${key === undefined ? 'may lead' : 'leads'} into rule ${into.name}${into === placed.rule ? ' again' : ''}`,
      why: `${[...(key === undefined ? [] : [key]), ...chain(ruleSet, alias)].join(' -> ')}; such an alias is refused when the key is uploaded, and other aliases of the rule work`,
      instead: 'write an alias key that no rule matches, or exclude such keys',
      witness,
    });
  }
  return undefined;
}

/** The steps of a loop: each alias is a candidate of the next one, under the rule in brackets. */
function chain(ruleSet: RuleSet, alias: string): readonly string[] {
  const seen = new Set<string>();
  const steps: string[] = [];
  for (let at: string | undefined = alias; at !== undefined; ) {
    const rule = candidateRuleOf(ruleSet, at);
    if (rule === undefined) return [...steps, at];
    if (seen.has(at)) return [...steps, `${at}, and so on forever`];
    seen.add(at);
    steps.push(`${at} (a candidate of ${rule.name})`);
    at = nextAlias(ruleSet, rule, at);
  }
  return steps;
}

/** An alias of a candidate, preferably one that continues the loop. */
function nextAlias(ruleSet: RuleSet, rule: Rule, key: string): string | undefined {
  const reading = readKey(rule, key);
  const aliases = rule.templates.flatMap((template) => {
    const given = reading === undefined ? undefined : aliasKeyFor(template, reading);
    return given !== undefined && 'alias' in given ? [given.alias] : [];
  });
  return aliases.find((alias) => candidateRuleOf(ruleSet, alias) !== undefined) ?? aliases[0];
}
