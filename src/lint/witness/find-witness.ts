import { aliasKeyFor, readKey } from '../../rules/match/read-key.ts';
import { groupSources } from '../../rules/pattern/alias-pattern.ts';
import { ANY_TEXT } from '../../rules/pattern/pattern.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Witness } from '../finding.ts';
import { KEYS, type Language, sequence, text } from '../language/language.ts';
import { patternLanguage } from '../language/pattern-language.ts';
import type { Search, SearchQuery } from '../language/search.ts';
import type { PlacedTemplate } from '../lint-context.ts';
import { type OrderSample, orderSamples } from './order-samples.ts';
import {
  aliasKeys,
  candidateKeys,
  groupsOf,
  type Narrowing,
  oneTextEach,
  ordered,
  usuallyOrdered,
} from './rule-languages.ts';

/** The conditions that an alias must satisfy. */
export interface WantedAlias extends Omit<SearchQuery, 'most'> {
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
  const { in: within, notIn = [] } = wanted;
  // The languages do not compare the texts of repeated names.
  const accepts = (alias: string) =>
    of.template.keyPattern.match(alias) !== undefined && (wanted.accepts?.(alias) ?? true);
  const upper = search({ in: [KEYS, aliasKeys(of), ...within], notIn, most: 10 });
  if (upper.isEmpty) return undefined;
  for (const sample of orderSamples(of, search)) {
    const language = aliasLanguage(of, sample);
    if (language === undefined) continue;
    for (const alias of search({ in: [KEYS, language, ...within], notIn, most: MOST_ALIASES }).texts) {
      const key = accepts(alias) ? keyThatProduces(of, alias, search, sample) : undefined;
      if (key !== undefined) return { key, alias };
    }
  }
  // Without a parsed regex, the texts of groups are unknown, and an alias would be a guess.
  const isKnown = of.rule.shape !== undefined || groupsOf(of.template.pieces).size === 0;
  const alias = isKnown ? upper.texts.find(accepts) : undefined;
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
  const keys = candidateKeys(rule, {
    narrow: (name) => (groups[name] === undefined ? undefined : text(groups[name])),
    required: new Set([...rule.orderGroups, ...groupsOf(template.pieces)]),
  });
  if (keys === undefined) return undefined;
  return search({ ...keys, most: MOST_ALIASES }).texts.find((key) => {
    const reading = readKey(rule, key);
    const given = reading === undefined ? undefined : aliasKeyFor(template, reading);
    return given !== undefined && 'alias' in given && given.alias === alias;
  });
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

/** Conditions for the groups of candidates: first that the orders certainly accept their texts, then that they might. */
function narrowings(rule: Rule): readonly Narrowing[] {
  return [...oneTextEach(rule), usuallyOrdered(rule), ordered(rule).narrow];
}

/** Finds a real candidate of a rule that is in all languages of `in` and in none of `notIn`. */
export function findCandidate(
  rule: Rule,
  { in: within = [], notIn = [] }: { readonly in?: readonly Language[]; readonly notIn?: readonly Language[] },
  search: Search,
): string | undefined {
  const { required } = ordered(rule);
  for (const narrow of narrowings(rule)) {
    const keys = candidateKeys(rule, { narrow, required });
    if (keys === undefined) return undefined;
    const { texts } = search({ in: [...keys.in, ...within], notIn: [...keys.notIn, ...notIn], most: MOST_CANDIDATES });
    const key = texts.find((one) => readKey(rule, one)?.order.ok === true);
    if (key !== undefined) return key;
  }
  return undefined;
}
