import { createPrefixIndex } from '../match/prefix-index.ts';
import { readKey } from '../match/read-key.ts';
import { groupSources } from '../pattern/alias-pattern.ts';
import { compilePattern } from '../pattern/pattern.ts';
import { renderTemplate } from '../pattern/template.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import { candidateStart, type RuleSet, type RuleTemplate } from '../rule-set.ts';
import { sampleText } from './sample-text.ts';

/** An alias that would be a candidate of a rule: writing it would ask for the next alias, and so on. */
export interface Loop extends RuleTemplate {
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
 * How often filled templates are checked against other rules than their own. A file with a hundred rules stays below it. If
 * thousands of rules match each other's keys, checking every pair would take minutes.
 */
const MOST_READINGS = 100_000;

/**
 * Looks for loops by filling each template with texts that its groups take. A template without groups is decided
 * completely. For others, a loop that is found is real, and one that is missed is caught when the alias would be written.
 */
export function findLoops(ruleSet: RuleSet): readonly Loop[] {
  const found = new Map<AliasTemplate, Loop>();
  const filled = ruleSet.rules.flatMap((rule) => {
    const taken = textsTaken(rule);
    return rule.templates.flatMap((template) =>
      fillings(rule, template, taken).map((alias) => ({ rule, template, alias })),
    );
  });
  const note = (filling: RuleTemplate & { readonly alias: string }, candidateOf: Rule | undefined): void => {
    if (candidateOf !== undefined && !found.has(filling.template))
      found.set(filling.template, { ...filling, candidateOf });
  };
  // The usual mistake is an alias that is a candidate of its own rule, so this is always checked.
  for (const filling of filled) note(filling, isCandidate(filling.rule, filling.alias) ? filling.rule : undefined);
  const others = createPrefixIndex(different(ruleSet.rules).map((rule) => [candidateStart(rule), rule]));
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

/** One rule of each set of rules that take the same keys. Rules whose order has options count as different. */
function different(rules: readonly Rule[]): readonly Rule[] {
  const first = new Map<string, Rule>();
  for (const [index, rule] of rules.entries()) {
    const { prefix, pattern, exclude, orderTemplate, orderName } = rule;
    const options = orderName === 'date' || orderName === 'list' ? index : '';
    const text = JSON.stringify([prefix, pattern.source, exclude?.source, orderTemplate, orderName, options]);
    if (!first.has(text)) first.set(text, rule);
  }
  return [...first.values()];
}

/** Different aliases that a form can give. */
function fillings(
  rule: Rule,
  template: AliasTemplate,
  taken: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return [
    ...new Set(
      Array.from({ length: TRIES }, (_, turn) => fill(rule, template, taken, turn)).filter((one) => one !== undefined),
    ),
  ];
}

/** For each group, the usual texts that its own pattern takes; else one that is made from the pattern. */
function textsTaken(rule: Rule): ReadonlyMap<string, readonly string[]> {
  const sources = groupSources(rule.shape);
  return new Map(
    rule.pattern.groups.map((name) => {
      const source = sources.get(name) ?? '.+';
      const pattern = compilePattern(`^(?:${source})$`);
      const usual = name === rule.orderGroup ? rule.order.examples : USUAL;
      const taken = 'refused' in pattern ? [] : usual.filter((text) => pattern.match(text) !== undefined);
      return [name, taken.length > 0 ? taken : [sampleText(source)].filter((text) => text !== undefined)];
    }),
  );
}

function fill(
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
