import { writtenLimits } from '../../rules/compile/compile-bounds.ts';
import { groupSources } from '../../rules/pattern/alias-pattern.ts';
import { compilePattern } from '../../rules/pattern/pattern.ts';
import { renderTemplate } from '../../rules/pattern/template.ts';
import type { Rule } from '../../rules/rule.ts';
import { boundaryTexts } from '../boundary-texts.ts';
import { patternLanguage } from '../language/pattern-language.ts';
import type { Search } from '../language/search.ts';
import type { PlacedTemplate } from '../lint-context.ts';
import { orderLanguage, orderTexts } from './order-language.ts';

/** A place in a rule's order that a candidate can have: what its groups are for that, and what templates may name. */
export interface OrderSample {
  readonly groups: Readonly<Record<string, string>>;
  readonly parts: Readonly<Record<string, string>>;
}

const MOST = 12;

const known = new WeakMap<Search, WeakMap<PlacedTemplate['template'], readonly OrderSample[]>>();

/**
 * Some places that an alias takes as its target, by texts that the groups of the rule really take. Remembered, since each
 * pair of aliases asks for them and a regex is compiled for the answer.
 */
export function orderSamples(placed: PlacedTemplate, search: Search): readonly OrderSample[] {
  const ofSearch = known.get(search) ?? new WeakMap();
  known.set(search, ofSearch);
  const samples = ofSearch.get(placed.template) ?? samplesOf(placed, search);
  ofSearch.set(placed.template, samples);
  return samples;
}

function samplesOf(placed: PlacedTemplate, search: Search): readonly OrderSample[] {
  const { rule, template, written, templateIndex } = placed;
  const limits = writtenLimits(written, written.aliases[templateIndex] ?? template.text);
  if (rule.orderTemplate.length === 0) return [{ groups: {}, parts: {} }];
  const read = onPattern(rule);
  const samples = (texts: readonly string[]): readonly OrderSample[] =>
    texts.flatMap((text) => {
      const groups = read(text);
      const value = groups === undefined ? undefined : rule.order.parse(text);
      if (groups === undefined || value?.ok !== true) return [];
      if ((value.prerelease && !template.prereleases) || template.bounds?.(value.value) !== undefined) return [];
      return [{ groups, parts: value.parts }];
    });
  const usual = samples([...(limits.length === 0 ? [] : (boundaryTexts(rule, limits) ?? [])), ...orderTexts(rule)]);
  return (usual.length > 0 ? usual : samples(textsOfGroup(rule, search))).slice(0, MOST);
}

/** Reads the groups of `order.on` out of a text that it could be. */
function onPattern(rule: Rule): (text: string) => Readonly<Record<string, string>> | undefined {
  const sources = groupSources(rule.shape);
  const seen = new Set<string>();
  const parts = rule.orderTemplate.map((piece) => {
    if (piece.kind !== 'group') return piece.kind === 'literal' ? quote(piece.text) : '';
    const source = sources.get(piece.group) ?? '(?s:.*)';
    if (seen.has(piece.group)) return `(?:${source})`;
    seen.add(piece.group);
    return `(?P<${piece.group}>${source})`;
  });
  const pattern = compilePattern(`^${parts.join('')}$`);
  if ('refused' in pattern) return () => undefined;
  return (text) => {
    const groups = pattern.match(text);
    // A group that stands twice may have been read as two texts.
    return groups !== undefined && renderTemplate(rule.orderTemplate, { groups, parts: {} }) === text
      ? groups
      : undefined;
  };
}

/** Where the group takes none of the usual texts: some that it takes. */
function textsOfGroup(rule: Rule, search: Search): readonly string[] {
  const source = rule.orderGroup === undefined ? undefined : groupSources(rule.shape).get(rule.orderGroup);
  const taken = source === undefined ? undefined : patternLanguage(`^(?:${source})$`);
  const read = orderLanguage(rule);
  return taken === undefined ? [] : search({ in: [taken, ...(read === undefined ? [] : [read])], most: 50 }).texts;
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
