import { candidateRuleOf, ownerOfAlias } from '../../rules/match/match-key.ts';
import { aliasKeyFor, readKey } from '../../rules/match/read-key.ts';
import { literalStart } from '../../rules/pattern/template.ts';
import type { Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Finding } from '../finding.ts';
import { either, text } from '../language/language.ts';
import {
  beginAlike,
  type Check,
  eachTemplate,
  type LintContext,
  type PlacedTemplate,
  templateFinding,
} from '../lint-context.ts';
import { findWitness } from '../witness/find-witness.ts';
import { orderTexts } from '../witness/order-language.ts';
import { candidateKeys, ordered } from '../witness/rule-languages.ts';

/**
 * Aliases that would themselves be candidates. Those that show for usual texts are refused when the rules are loaded; here
 * are those of some keys only too, with all that would follow one.
 */
export const loops: Check = (context) =>
  eachTemplate(context, (placed) => {
    for (const rule of context.ruleSet.rules) {
      if (context.budget.left <= 0) break;
      if (!beginAlike(literalStart(placed.template.pieces), rule.prefix)) continue;
      const found = loop(context, placed, rule);
      if (found !== undefined) return [found];
    }
    return [];
  });

function loop({ ruleSet, search }: LintContext, placed: PlacedTemplate, into: Rule): Finding | undefined {
  const usual = either(orderTexts(into).map(text));
  // Texts that the order surely reads are tried first; where it reads others too, all that it may read.
  for (const knowledge of [
    { narrow: (group: string) => (group === into.orderGroup ? usual : undefined) },
    ordered(into),
  ]) {
    const keys = candidateKeys(into, knowledge);
    if (keys === undefined) continue;
    const accepts = (alias: string) =>
      candidateRuleOf(ruleSet, alias) === into && ownerOfAlias(ruleSet, alias)?.template === placed.template;
    const witness = findWitness(placed, { ...keys, accepts }, search);
    if (witness === undefined) continue;
    const { key, alias } = witness;
    return templateFinding(placed, {
      code: 'loop',
      severity: key === undefined ? 'note' : 'warning',
      what: `the alias "${placed.template.text}" ${key === undefined ? 'may lead' : 'leads'} into rule ${into.name}${into === placed.rule ? ' again' : ''}`,
      why: `${[...(key === undefined ? [] : [key]), ...chain(ruleSet, alias)].join(' -> ')}; such an alias is refused when its key comes, and the others of the rule are not`,
      instead: 'put the alias where no rule matches, or leave such keys out by exclude or the regex',
      witness,
    });
  }
  return undefined;
}

/** How far it would go: each alias is a candidate of the next, by the rule that is named with it. */
function chain(ruleSet: RuleSet, alias: string): readonly string[] {
  const seen = new Set<string>();
  const steps: string[] = [];
  for (let at: string | undefined = alias; at !== undefined; ) {
    const rule = candidateRuleOf(ruleSet, at);
    if (rule === undefined) return [...steps, at];
    if (seen.has(at)) return [...steps, `${at} and so on without end`];
    seen.add(at);
    steps.push(`${at} (a candidate of ${rule.name})`);
    at = nextAlias(ruleSet, rule, at);
  }
  return steps;
}

/** What comes of a candidate; rather what goes on than what ends there. */
function nextAlias(ruleSet: RuleSet, rule: Rule, key: string): string | undefined {
  const reading = readKey(rule, key);
  const aliases = rule.templates.flatMap((template) => {
    const given = reading === undefined ? undefined : aliasKeyFor(template, reading);
    return given !== undefined && 'alias' in given ? [given.alias] : [];
  });
  return aliases.find((alias) => candidateRuleOf(ruleSet, alias) !== undefined) ?? aliases[0];
}
