import { groupSources } from './alias-pattern.ts';
import { candidateRuleOf } from './match-key.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import type { AliasForm, Rule } from './rule.ts';
import type { RuleSet } from './rule-set.ts';
import { renderTemplate } from './template.ts';

/** An alias that would be a candidate of a rule: writing it would ask for the next alias, and so on. */
export interface Loop {
  readonly alias: string;
  readonly candidateOf: Rule;
}

/** Texts that groups of real rules usually take; those that a group's own pattern refuses are left out. */
const USUAL = ['x', 'app-1', 'main', '1', '1.2.3', '2026-11-20', 'file.tgz', 'a/b.tgz'];

/** How many fillings of a template are tried. Anything they miss is caught when the alias would be written. */
const TRIES = 4;

/**
 * Looks for a loop by filling the template with texts that its groups take. A template without groups is decided
 * completely; for others a found loop is real, and none found means that the guard at run time still stands.
 */
export const findLoop = (ruleSet: RuleSet, rule: Rule, form: AliasForm): Loop | undefined => {
  const sources = groupSources(rule.shape);
  for (let turn = 0; turn < TRIES; turn++) {
    const alias = fill(rule, form, sources, turn);
    const candidateOf = alias === undefined ? undefined : candidateRuleOf(ruleSet, alias);
    if (alias !== undefined && candidateOf !== undefined) return { alias, candidateOf };
  }
  return undefined;
};

const fill = (rule: Rule, form: AliasForm, sources: ReadonlyMap<string, string>, turn: number): string | undefined => {
  const groups: Record<string, string> = {};
  for (const name of rule.pattern.groups) {
    const usual = name === rule.onGroup ? rule.order.examples : USUAL;
    const taken = usual.filter((text) => fits(sources.get(name), text));
    const text = taken[turn % Math.max(1, taken.length)];
    if (text !== undefined) groups[name] = text;
  }
  const onText = renderTemplate(rule.on, { groups, parts: {} });
  const order = onText === undefined ? undefined : rule.order.parse(onText);
  return renderTemplate(form.template, { groups, parts: order?.ok === true ? order.parts : {} });
};

const fits = (source: string | undefined, text: string): boolean => {
  const pattern: Pattern | { refused: string } = compilePattern(`^(?:${source ?? '.+'})$`);
  return !('refused' in pattern) && pattern.match(text) !== undefined;
};
