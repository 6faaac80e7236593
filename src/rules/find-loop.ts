import { groupSources } from './alias-pattern.ts';
import { candidateRuleOf } from './match-key.ts';
import { compilePattern } from './pattern.ts';
import type { AliasForm, Rule } from './rule.ts';
import type { RuleSet } from './rule-set.ts';
import { sampleText } from './sample-text.ts';
import { renderTemplate } from './template.ts';

/** An alias that would be a candidate of a rule: writing it would ask for the next alias, and so on. */
export interface Loop {
  readonly alias: string;
  readonly candidateOf: Rule;
}

/** Texts that groups of real rules usually take; those that a group's own pattern refuses are left out. */
const USUAL = [
  'x',
  'app-1',
  'main',
  '1',
  '1.2.3',
  '2026-11-20',
  'file.tgz',
  'a/b.tgz',
  '10',
  '2026',
  '20261120',
  'ab12cd3',
];

/** How many fillings of a template are tried. Anything they miss is caught when the alias would be written. */
const TRIES = 4;

/**
 * Looks for a loop by filling the template with texts that its groups take. A template without groups is decided
 * completely; for others a found loop is real, and none found means that the guard at run time still stands.
 */
export const findLoop = (ruleSet: RuleSet, rule: Rule, form: AliasForm): Loop | undefined => {
  const taken = textsTaken(rule);
  for (let turn = 0; turn < TRIES; turn++) {
    const alias = fill(rule, form, taken, turn);
    const candidateOf = alias === undefined ? undefined : candidateRuleOf(ruleSet, alias);
    if (alias !== undefined && candidateOf !== undefined) return { alias, candidateOf };
  }
  return undefined;
};

/** For each group, the usual texts that its own pattern takes; else one that is made from the pattern. */
const textsTaken = (rule: Rule): ReadonlyMap<string, readonly string[]> => {
  const sources = groupSources(rule.shape);
  return new Map(
    rule.pattern.groups.map((name) => {
      const source = sources.get(name) ?? '.+';
      const pattern = compilePattern(`^(?:${source})$`);
      const usual = name === rule.onGroup ? rule.order.examples : USUAL;
      const taken = 'refused' in pattern ? [] : usual.filter((text) => pattern.match(text) !== undefined);
      return [name, taken.length > 0 ? taken : [sampleText(source)].filter((text) => text !== undefined)];
    }),
  );
};

const fill = (
  rule: Rule,
  form: AliasForm,
  taken: ReadonlyMap<string, readonly string[]>,
  turn: number,
): string | undefined => {
  const groups: Record<string, string> = Object.create(null);
  for (const [name, texts] of taken) {
    const text = texts[turn % Math.max(1, texts.length)];
    if (text !== undefined) groups[name] = text;
  }
  const onText = renderTemplate(rule.on, { groups, parts: {} });
  const order = onText === undefined ? undefined : rule.order.parse(onText);
  return renderTemplate(form.template, { groups, parts: order?.ok === true ? order.parts : {} });
};
