import { writtenLimits } from '../../rules/compile/compile-bounds.ts';
import { ORDER_REGEXES } from '../../rules/orders/order-regexes.ts';
import type { OrderName } from '../../rules/orders/orders.ts';
import { groupSources } from '../../rules/pattern/alias-pattern.ts';
import type { Groups } from '../../rules/pattern/groups.ts';
import { ANY_TEXT, compilePattern, quoteRegex } from '../../rules/pattern/pattern.ts';
import { type NamedParts, renderTemplate } from '../../rules/pattern/template.ts';
import type { Rule } from '../../rules/rule.ts';
import type { OrderTerm } from '../../rules/rule-order.ts';
import { either, type Language, text } from '../language/language.ts';
import { patternLanguage } from '../language/pattern-language.ts';
import type { Search } from '../language/search.ts';
import type { PlacedTemplate } from '../lint-context.ts';
import { boundaryTexts } from './boundary-texts.ts';

/** Order values that a candidate can have. Contains the texts of their groups, and their parts for templates. */
export interface OrderSample {
  readonly groups: Groups;
  readonly parts: NamedParts;
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
  if (rule.orderGroups.length === 0) return [{ groups: {}, parts: {} }];
  const texts = rule.order.terms.map((term, i) => {
    const limited = i > 0 || limits.length === 0 ? [] : (boundaryTexts(term, limits) ?? []);
    const read = onPattern(rule, term);
    const usual = readable(term, read, [...limited, ...orderTexts(term)]);
    return usual.length > 0 ? usual : readable(term, read, textsOfGroup(rule, term, search));
  });
  return combined(texts)
    .flatMap((groups) => {
      const { order } = rule.order.read(groups);
      if (!order.ok || (order.prerelease && !template.prereleases)) return [];
      return template.bounds?.(order.value) === undefined ? [{ groups, parts: order.parts }] : [];
    })
    .slice(0, MOST_SAMPLES);
}

/** The groups of all texts that the order of a term accepts. */
function readable({ order }: OrderTerm, read: ReadGroups, texts: readonly string[]): readonly Groups[] {
  return texts
    .filter((text) => order.parse(text).ok)
    .map(read)
    .filter((groups) => groups !== undefined);
}

/**
 * Combines the groups of several terms. With one text of each term, texts of the same index are combined, and the texts of a
 * shorter list are used again. Combinations in which a group has two different texts are left out.
 */
function combined(terms: readonly (readonly Groups[])[]): readonly Groups[] {
  const most = terms.some((texts) => texts.length === 0) ? 0 : Math.max(...terms.map((texts) => texts.length));
  return Array.from({ length: most }, (_, i) => i).flatMap((i) => {
    const groups: Record<string, string> = Object.create(null);
    for (const texts of terms) {
      const fitting = [...texts.slice(i % texts.length), ...texts].find((one) =>
        Object.entries(one).every(([name, own]) => (groups[name] ?? own) === own),
      );
      if (fitting === undefined) return [];
      Object.assign(groups, fitting);
    }
    return [groups];
  });
}

/** Reads the groups of `on` from an order text. */
type ReadGroups = (text: string) => Groups | undefined;

function onPattern(rule: Rule, { on }: OrderTerm): ReadGroups {
  const sources = groupSources(rule.shape);
  const seen = new Set<string>();
  const parts = on.map((piece) => {
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
    return groups !== undefined && renderTemplate(on, { groups, parts: {} }) === text ? groups : undefined;
  };
}

/** Texts that the ordered group matches. They are used if the group does not match any of the usual texts. */
function textsOfGroup(rule: Rule, term: OrderTerm, search: Search): readonly string[] {
  const source = term.group === undefined ? undefined : groupSources(rule.shape).get(term.group);
  const taken = source === undefined ? undefined : patternLanguage(`^(?:${source})$`);
  const read = orderLanguage(term);
  return taken === undefined ? [] : search({ in: [taken, ...(read === undefined ? [] : [read])], most: 50 }).texts;
}

/** Valid texts in addition to the examples of an order, with different parts (such as `major`) for templates. */
const MORE_TEXTS: Partial<Record<OrderName, readonly string[]>> = {
  semver: ['0.1.0', '1.0.0', '2.0.0', '3.1.0', '10.0.0', '1.0.0-rc.1'],
  pep440: ['0.1', '1.0', '2.0', '99.0', '1.0rc1', '308'],
  calver: ['2026.11', '2024.4.1', '26.1', '2099.12'],
  version: ['0.1', '1.0', '2.0.0', '26.04', '483', '99.0', '1.0-rc1', '1.2.3.4'],
  rpm: ['1.0', '2.0-1', '99.0', '1.0-1.fc40'],
  gem: ['0.1.0', '1.0', '2.0.0', '99.0', '1.0.rc1'],
  number: ['0', '1', '42', '100', '2026'],
  debian: ['1.0', '2.0-1', '99.0', '12'],
  maven: ['1.0', '2.0.0', '99.0', '1.0-SNAPSHOT', '483'],
  date: ['2026-11', '2024-01-31', '2099-12-31', '20261120T0830'],
  lexical: ['latest', 'main', '1.0.0', '1', 'v1'],
  natural: ['latest', 'v1', '1', '1.0.0'],
};

/** A language that includes all texts that the order accepts, and possibly more. Undefined if not known. */
export function orderLanguage({ by, order }: Pick<OrderTerm, 'by' | 'order'>): Language | undefined {
  if (by === 'list') return either(order.examples.map(text));
  const source = ORDER_REGEXES[by];
  return source === undefined ? undefined : patternLanguage(source);
}

/** Some texts that the order accepts. */
export function orderTexts({ by, order }: Pick<OrderTerm, 'by' | 'order'>): readonly string[] {
  return [...new Set([...order.examples, ...(MORE_TEXTS[by] ?? [])])];
}
