import { aliasKeyFor, readKey } from '../../rules/match/read-key.ts';
import { groupSources } from '../../rules/pattern/alias-pattern.ts';
import { ANY_TEXT } from '../../rules/pattern/pattern.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Witness } from '../finding.ts';
import { KEYS, type Language, sequence, text } from '../language/language.ts';
import { patternLanguage } from '../language/pattern-language.ts';
import type { Search, SearchQuery } from '../language/search.ts';
import type { PlacedTemplate } from '../lint-context.ts';
import { findEqual, furtherSearches, type LooseLanguage, looseAliases, looseKeys, searchLoose } from './equal-texts.ts';
import { type OrderSample, orderSamples } from './order-samples.ts';
import { aliasKeys, groupsOf, ordered, usuallyOrdered } from './rule-languages.ts';

/** The conditions that an alias must satisfy. */
export interface WantedAlias extends Omit<SearchQuery, 'most'> {
  /** Languages that contain the alias and do not compare the texts of repeated names. */
  readonly loose?: readonly LooseLanguage[];
  /** A condition that cannot be expressed as a language. */
  readonly accepts?: (alias: string) => boolean;
}

/** An alias that satisfies the conditions. If `key` is present, an object with that key really produces the alias. */
export type AliasWitness = Witness & { readonly alias: string };

const MOST_ALIASES = 3;

/**
 * Finds an alias of a template that satisfies the conditions. Prefers an alias that a real key produces. The code of the
 * functions verifies that key. If there is none, returns an alias that the template can probably produce.
 */
export function findWitness(of: PlacedTemplate, wanted: WantedAlias, search: Search): AliasWitness | undefined {
  const { notIn = [], loose = [] } = wanted;
  const within = [KEYS, ...wanted.in];
  const accepts = (alias: string) =>
    of.template.keyPattern.match(alias) !== undefined && (wanted.accepts?.(alias) ?? true);
  const all = { in: within, notIn, most: 10, loose: [looseAliases(of, aliasKeys(of)), ...loose] };
  if (searchLoose(all, search).isEmpty) return undefined;
  const further = furtherSearches();
  for (const sample of orderSamples(of, search)) {
    const own = looseAliases(of, aliasLanguage(of, sample));
    let key: string | undefined;
    const alias = findEqual(
      {
        ...all,
        most: MOST_ALIASES,
        further,
        loose: [own, ...loose],
        accepts: (one) => {
          key = accepts(one) ? keyThatProduces(of, one, search, sample) : undefined;
          return key !== undefined;
        },
      },
      search,
    );
    if (alias !== undefined && key !== undefined) return { key, alias };
  }
  // Without a parsed regex, the texts of groups are unknown, and an alias would be a guess.
  const isKnown = of.rule.shape !== undefined || groupsOf(of.template.pieces).size === 0;
  const alias = isKnown ? findEqual({ ...all, accepts }, search) : undefined;
  return alias === undefined ? undefined : { alias };
}

/** Finds a key for which a template produces this alias. */
export function findKeyFor(of: PlacedTemplate, alias: string, search: Search): string | undefined {
  for (const sample of orderSamples(of, search)) {
    const key = keyThatProduces(of, alias, search, sample);
    if (key !== undefined) return key;
  }
  return undefined;
}

function keyThatProduces(
  { rule, template }: PlacedTemplate,
  alias: string,
  search: Search,
  sample: OrderSample,
): string | undefined {
  const groups = { ...template.keyPattern.match(alias), ...sample.groups };
  const keys = looseKeys(rule, {
    narrow: (name) => (groups[name] === undefined ? undefined : text(groups[name])),
    required: new Set([...rule.orderGroups, ...groupsOf(template.pieces)]),
  });
  const accepts = (key: string): boolean => {
    const reading = readKey(rule, key);
    const given = reading === undefined ? undefined : aliasKeyFor(template, reading);
    return given !== undefined && 'alias' in given && given.alias === alias;
  };
  return findEqual({ in: [], most: MOST_ALIASES, loose: [keys], accepts }, search);
}

/** The aliases that a template produces for one order value. */
function aliasLanguage({ rule, template }: PlacedTemplate, { groups, parts }: OrderSample): Language | undefined {
  const sources = groupSources(rule.shape);
  const items = template.pieces.map((piece): Language | undefined => {
    if (piece.kind === 'literal') return text(piece.text);
    if (piece.kind === 'part') {
      const part = parts[piece.of]?.[piece.part];
      return part === undefined ? undefined : text(part);
    }
    const known = groups[piece.group];
    return known === undefined ? patternLanguage(`^(?:${sources.get(piece.group) ?? ANY_TEXT})$`) : text(known);
  });
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? sequence(...known) : undefined;
}

const MOST_CANDIDATES = 20;

/** Finds a real candidate of a rule that is in all languages of `in` and in none of `notIn`. */
export function findCandidate(
  rule: Rule,
  { in: within = [], notIn = [] }: { readonly in?: readonly Language[]; readonly notIn?: readonly Language[] },
  search: Search,
): string | undefined {
  const { required, narrow: possible } = ordered(rule);
  // First texts that the orders certainly accept, then texts that they might accept.
  for (const narrow of [usuallyOrdered(rule), possible]) {
    const loose = [looseKeys(rule, { narrow, required })];
    const accepts = (key: string): boolean => readKey(rule, key)?.order.ok === true;
    const key = findEqual({ in: within, notIn, most: MOST_CANDIDATES, loose, accepts }, search);
    if (key !== undefined) return key;
  }
  return undefined;
}
