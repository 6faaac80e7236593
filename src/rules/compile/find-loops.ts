import { createPrefixIndex } from '../match/prefix-index.ts';
import { readKey } from '../match/read-key.ts';
import { groupSources } from '../pattern/alias-pattern.ts';
import { compilePattern } from '../pattern/pattern.ts';
import { renderTemplate } from '../pattern/template.ts';
import { isNeverRefused } from '../proof/never-refused.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import { candidateStart, type RuleSet, type RuleTemplate } from '../rule-set.ts';
import { sampleText } from './sample-text.ts';

/** An alias that would itself be a candidate of a rule, so that writing it would require another alias. */
export interface Loop extends RuleTemplate {
  readonly alias: string;
  /** The rule for which the alias would be a candidate. */
  readonly candidateOf: Rule;
}

/** Texts that groups of real rules usually match. A group uses only those that its pattern matches. */
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

/** How many alias keys of each template are checked. */
const KEYS_PER_TEMPLATE = 4;

/**
 * How many times an alias key is checked against a rule other than its own. A file with a hundred rules stays below this
 * limit. If thousands of rules match each other's keys, checking every pair would take minutes.
 */
const MOST_READINGS = 100_000;

/**
 * Finds loops by filling each template without a proof with texts that its groups match. Each loop in the result is real. For templates
 * without groups, the result is complete. For others, loops can be missed. Handlers do not write an alias that is a loop.
 */
export function findLoops(ruleSet: RuleSet): readonly Loop[] {
  const found = new Map<AliasTemplate, Loop>();
  const samples = ruleSet.entries.flatMap(({ rule, templates }) => {
    // Most templates are proved to have no loop, which is cheaper than examples.
    const open = templates.filter((entry) => !isNeverRefused(ruleSet, entry));
    if (open.length === 0) return [];
    const texts = sampleTextsOf(rule);
    return open.flatMap(({ template }) =>
      sampleAliases(rule, template, texts).map((alias) => ({ rule, template, alias })),
    );
  });
  if (samples.length === 0) return [];
  const note = (sample: RuleTemplate & { readonly alias: string }, candidateOf: Rule | undefined): void => {
    if (candidateOf !== undefined && !found.has(sample.template))
      found.set(sample.template, { ...sample, candidateOf });
  };
  // The most common mistake is an alias that is a candidate of its own rule, so this is always checked.
  for (const sample of samples) note(sample, isCandidate(sample.rule, sample.alias) ? sample.rule : undefined);
  const others = createPrefixIndex(distinctRules(ruleSet.rules).map((rule) => [candidateStart(rule), rule]));
  let readings = 0;
  for (const sample of samples) {
    if (found.has(sample.template)) continue;
    const rules = others.find(sample.alias);
    readings += rules.length;
    if (readings > MOST_READINGS) break;
    note(
      sample,
      rules.find((rule) => isCandidate(rule, sample.alias)),
    );
  }
  return ruleSet.rules.flatMap(({ templates }) => templates.flatMap((template) => found.get(template) ?? []));
}

function isCandidate(rule: Rule, key: string): boolean {
  return readKey(rule, key)?.order.ok === true;
}

/** The first rule of each set that accepts the same keys. */
function distinctRules(rules: readonly Rule[]): readonly Rule[] {
  const first = new Map<string, Rule>();
  for (const rule of rules) {
    const { prefix, pattern, exclude, order } = rule;
    const terms = order.terms.map(({ by, options, on }) => [by, options, on]);
    const text = JSON.stringify([prefix, pattern.template?.text, pattern.source, exclude?.source, terms]);
    if (!first.has(text)) first.set(text, rule);
  }
  return [...first.values()];
}

/** Up to {@link KEYS_PER_TEMPLATE} different keys that a template can produce. */
function sampleAliases(
  rule: Rule,
  template: AliasTemplate,
  textsOfGroups: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return [
    ...new Set(
      Array.from({ length: KEYS_PER_TEMPLATE }, (_, turn) => sampleAlias(rule, template, textsOfGroups, turn)).filter(
        (one) => one !== undefined,
      ),
    ),
  ];
}

/** The usual texts that each group matches. If it matches none of them, a text that is generated from its pattern. */
function sampleTextsOf(rule: Rule): ReadonlyMap<string, readonly string[]> {
  const sources = groupSources(rule.shape);
  return new Map(
    rule.pattern.groups.map((name) => {
      const source = sources.get(name) ?? '.+';
      const pattern = compilePattern(`^(?:${source})$`);
      const usual = rule.order.terms.find(({ group }) => group === name)?.order.examples ?? USUAL_TEXTS;
      const matched = 'refused' in pattern ? [] : usual.filter((text) => pattern.match(text) !== undefined);
      return [name, matched.length > 0 ? matched : [sampleText(source)].filter((text) => text !== undefined)];
    }),
  );
}

/** The alias key with one text for each group. `turn` selects the texts. */
function sampleAlias(
  rule: Rule,
  template: AliasTemplate,
  textsOfGroups: ReadonlyMap<string, readonly string[]>,
  turn: number,
): string | undefined {
  const groups: Record<string, string> = Object.create(null);
  for (const [name, texts] of textsOfGroups) {
    const text = texts[turn % Math.max(1, texts.length)];
    if (text !== undefined) groups[name] = text;
  }
  const { order } = rule.order.read(groups);
  return renderTemplate(template.pieces, { groups, parts: order.ok ? order.parts : {} });
}
