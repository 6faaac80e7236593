import { writtenLimits } from '../../rules/compile/compile-bounds.ts';
import type { OrderName } from '../../rules/orders/orders.ts';
import { ANY_TEXT, groupSources } from '../../rules/pattern/alias-pattern.ts';
import { compilePattern, quoteRegex } from '../../rules/pattern/pattern.ts';
import { renderTemplate } from '../../rules/pattern/template.ts';
import type { Rule } from '../../rules/rule.ts';
import { either, type Language, text } from '../language/language.ts';
import { patternLanguage } from '../language/pattern-language.ts';
import type { Search } from '../language/search.ts';
import type { PlacedTemplate } from '../lint-context.ts';
import { boundaryTexts } from './boundary-texts.ts';

/** An order value that a candidate can have. Contains the texts of its groups, and its parts for templates. */
export interface OrderSample {
  readonly groups: Readonly<Record<string, string>>;
  readonly parts: Readonly<Record<string, string>>;
}

const MOST_SAMPLES = 12;

const cache = new WeakMap<Search, WeakMap<PlacedTemplate['template'], readonly OrderSample[]>>();

/**
 * Some order values that an alias accepts, with texts that the groups of the rule match. They are cached, because each pair
 * of aliases needs them and they require compiling a regex.
 */
export function orderSamples(placed: PlacedTemplate, search: Search): readonly OrderSample[] {
  const ofSearch = cache.get(search) ?? new WeakMap();
  cache.set(search, ofSearch);
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
  return (usual.length > 0 ? usual : samples(textsOfGroup(rule, search))).slice(0, MOST_SAMPLES);
}

/** Returns a function that reads the groups of `order.on` from an order text. */
function onPattern(rule: Rule): (text: string) => Readonly<Record<string, string>> | undefined {
  const sources = groupSources(rule.shape);
  const seen = new Set<string>();
  const parts = rule.orderTemplate.map((piece) => {
    if (piece.kind !== 'group') return piece.kind === 'literal' ? quoteRegex(piece.text) : '';
    const source = sources.get(piece.group) ?? ANY_TEXT;
    if (seen.has(piece.group)) return `(?:${source})`;
    seen.add(piece.group);
    return `(?P<${piece.group}>${source})`;
  });
  const pattern = compilePattern(`^${parts.join('')}$`);
  if ('refused' in pattern) return () => undefined;
  return (text) => {
    const groups = pattern.match(text);
    // A group that occurs twice can have matched two different texts.
    return groups !== undefined && renderTemplate(rule.orderTemplate, { groups, parts: {} }) === text
      ? groups
      : undefined;
  };
}

/** Texts that the ordered group matches. They are used if the group does not match any of the usual texts. */
function textsOfGroup(rule: Rule, search: Search): readonly string[] {
  const source = rule.orderGroup === undefined ? undefined : groupSources(rule.shape).get(rule.orderGroup);
  const taken = source === undefined ? undefined : patternLanguage(`^(?:${source})$`);
  const read = orderLanguage(rule);
  return taken === undefined ? [] : search({ in: [taken, ...(read === undefined ? [] : [read])], most: 50 }).texts;
}

/** For some orders, a regex that matches every text that the order accepts. It can also match other texts. */
const ORDER_REGEXES: Partial<Record<OrderName, string>> = {
  semver: '^v?[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+]\\S+)?$',
  pep440: '^[vV]?(?:[0-9]+!)?[0-9].*$',
  debian: '^(?:[0-9]+:)?[0-9][A-Za-z0-9.+~-]*$',
  maven: '^(?:(?i:(?:v|r|rev|release)[.-]?)?[0-9][A-Za-z0-9_.+-]*|[A-Za-z]+[.-][A-Za-z0-9.-]+)$',
  calver: '^v?[0-9]{2,4}\\.[0-9]{1,2}.*$',
  number: '^-?[0-9]+$',
};

/** Valid texts in addition to the examples of an order, with different parts (such as `major`) for templates. */
const MORE_TEXTS: Partial<Record<OrderName, readonly string[]>> = {
  semver: ['0.1.0', '1.0.0', '2.0.0', '3.1.0', '10.0.0', '1.0.0-rc.1'],
  pep440: ['0.1', '1.0', '2.0', '99.0', '1.0rc1', '308'],
  calver: ['2026.11', '2024.4.1', '26.1', '2099.12'],
  number: ['0', '1', '42', '100', '2026'],
  debian: ['1.0', '2.0-1', '99.0', '12'],
  maven: ['1.0', '2.0.0', '99.0', '1.0-SNAPSHOT', '483'],
  date: ['2026-11', '2024-01-31', '2099-12-31', '20261120T0830'],
  lexical: ['latest', 'main', '1.0.0', '1', 'v1'],
  natural: ['latest', 'v1', '1', '1.0.0'],
};

/** A language that includes all texts that the order accepts, and possibly more. Undefined if not known. */
export function orderLanguage({ orderName, order }: Pick<Rule, 'orderName' | 'order'>): Language | undefined {
  if (orderName === 'list') return either(order.examples.map(text));
  const source = ORDER_REGEXES[orderName];
  return source === undefined ? undefined : patternLanguage(source);
}

/** Some texts that the order accepts. */
export function orderTexts({ orderName, order }: Pick<Rule, 'orderName' | 'order'>): readonly string[] {
  return [...new Set([...order.examples, ...(MORE_TEXTS[orderName] ?? [])])];
}
