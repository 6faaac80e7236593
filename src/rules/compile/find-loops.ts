import { createPrefixIndex } from '../match/prefix-index.ts';
import { readKey } from '../match/read-key.ts';
import { groupSources } from '../pattern/alias-pattern.ts';
import { compilePattern } from '../pattern/pattern.ts';
import { renderTemplate } from '../pattern/template.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import { candidateStart, type RuleSet, type RuleTemplate } from '../rule-set.ts';
import { sampleText } from './sample-text.ts';

/** An alias that would be a candidate of a rule: writing it would require another alias, and so on. */
export interface Loop extends RuleTemplate {
  readonly alias: string;
  readonly candidateOf: Rule;
}

/** Texts that groups of real rules usually match. For each group, the texts that its pattern rejects are left out. */
const USUAL_TEXTS = [
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

/** How many keys of a template are tried. A loop that they miss is caught when the alias would be written. */
const KEYS_PER_TEMPLATE = 4;

/**
 * How often alias keys are checked against rules other than their own. A file with a hundred rules stays below this limit.
 * If thousands of rules match each other's keys, checking every pair would take minutes.
 */
const MOST_READINGS = 100_000;

/**
 * Looks for loops by filling each template with texts that its groups match. The result is complete for templates without
 * groups. For others, each loop that is found is real, and one that is missed is caught when the alias would be written.
 */
export function findLoops(ruleSet: RuleSet): readonly Loop[] {
  const found = new Map<AliasTemplate, Loop>();
  const filled = ruleSet.rules.flatMap((rule) => {
    const taken = sampleTextsOf(rule);
    return rule.templates.flatMap((template) =>
      sampleAliases(rule, template, taken).map((alias) => ({ rule, template, alias })),
    );
  });
  const note = (filling: RuleTemplate & { readonly alias: string }, candidateOf: Rule | undefined): void => {
    if (candidateOf !== undefined && !found.has(filling.template))
      found.set(filling.template, { ...filling, candidateOf });
  };
  // The most common mistake is an alias that is a candidate of its own rule, so this is always checked.
  for (const filling of filled) note(filling, isCandidate(filling.rule, filling.alias) ? filling.rule : undefined);
  const others = createPrefixIndex(distinctRules(ruleSet.rules).map((rule) => [candidateStart(rule), rule]));
  let readings = 0;
  for (const filling of filled) {
    if (found.has(filling.template)) continue;
    const rules = others.find(filling.alias);
    readings += rules.length;
    if (readings > MOST_READINGS) break;
    note(
      filling,
      rules.find((rule) => isCandidate(rule, filling.alias)),
    );
  }
  return ruleSet.rules.flatMap(({ templates }) => templates.flatMap((template) => found.get(template) ?? []));
}

function isCandidate(rule: Rule, key: string): boolean {
  return readKey(rule, key)?.order.ok === true;
}

/** The first of each set of rules that accept the same keys. Rules whose order has options count as different. */
function distinctRules(rules: readonly Rule[]): readonly Rule[] {
  const first = new Map<string, Rule>();
  for (const [index, rule] of rules.entries()) {
    const { prefix, pattern, exclude, orderTemplate, orderName } = rule;
    const options = orderName === 'date' || orderName === 'list' ? index : '';
    const text = JSON.stringify([prefix, pattern.source, exclude?.source, orderTemplate, orderName, options]);
    if (!first.has(text)) first.set(text, rule);
  }
  return [...first.values()];
}

/** Some different keys that a template can produce. */
function sampleAliases(
  rule: Rule,
  template: AliasTemplate,
  taken: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return [
    ...new Set(
      Array.from({ length: KEYS_PER_TEMPLATE }, (_, turn) => sampleAlias(rule, template, taken, turn)).filter(
        (one) => one !== undefined,
      ),
    ),
  ];
}

/** For each group, the usual texts that its pattern matches, or else a text that is made from the pattern. */
function sampleTextsOf(rule: Rule): ReadonlyMap<string, readonly string[]> {
  const sources = groupSources(rule.shape);
  return new Map(
    rule.pattern.groups.map((name) => {
      const source = sources.get(name) ?? '.+';
      const pattern = compilePattern(`^(?:${source})$`);
      const usual = name === rule.orderGroup ? rule.order.examples : USUAL_TEXTS;
      const taken = 'refused' in pattern ? [] : usual.filter((text) => pattern.match(text) !== undefined);
      return [name, taken.length > 0 ? taken : [sampleText(source)].filter((text) => text !== undefined)];
    }),
  );
}

function sampleAlias(
  rule: Rule,
  template: AliasTemplate,
  taken: ReadonlyMap<string, readonly string[]>,
  turn: number,
): string | undefined {
  const groups: Record<string, string> = Object.create(null);
  for (const [name, texts] of taken) {
    const text = texts[turn % Math.max(1, texts.length)];
    if (text !== undefined) groups[name] = text;
  }
  const onText = renderTemplate(rule.orderTemplate, { groups, parts: {} });
  const order = onText === undefined ? undefined : rule.order.parse(onText);
  return renderTemplate(template.pieces, { groups, parts: order?.ok === true ? order.parts : {} });
}
