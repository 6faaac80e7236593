import { aliasKeyFor, readKey } from '../../rules/match/read-key.ts';
import { groupSources } from '../../rules/pattern/alias-pattern.ts';
import type { Witness } from '../finding.ts';
import { KEYS, type Language, sequence, text } from '../language/language.ts';
import { patternLanguage } from '../language/pattern-language.ts';
import type { Search, SearchQuery } from '../language/search.ts';
import type { PlacedTemplate } from '../lint-context.ts';
import { type OrderSample, orderSamples } from './order-samples.ts';
import { aliasKeys, candidateKeys, groupsOf } from './rule-languages.ts';

/** Which aliases are looked for. */
export interface WantedAlias extends Omit<SearchQuery, 'most'> {
  /** What languages cannot say. */
  readonly accepts?: (alias: string) => boolean;
}

/** An alias that was looked for; with the key that gives it, if one was found: then it is sure that it can be. */
export type AliasWitness = Witness & { readonly alias: string };

const TRIES = 3;

/**
 * An alias of a form among the wanted ones: one that a real key gives, tried by the code that runs in the functions; else
 * one that the template could give, for all that is known; else undefined.
 */
export function findWitness(of: PlacedTemplate, wanted: WantedAlias, search: Search): AliasWitness | undefined {
  const { in: within, notIn = [], accepts = () => true } = wanted;
  const upper = search({ in: [KEYS, aliasKeys(of), ...within], notIn, most: 10 });
  if (upper.isEmpty) return undefined;
  for (const sample of orderSamples(of, search)) {
    const language = filled(of, sample);
    if (language === undefined) continue;
    for (const alias of search({ in: [KEYS, language, ...within], notIn, most: TRIES }).texts) {
      const key = accepts(alias) ? keyThatGives(of, alias, search, sample) : undefined;
      if (key !== undefined) return { key, alias };
    }
  }
  // Nothing is known of the groups of a regex that is not followed: any text would be a guess.
  const isKnown = of.rule.shape !== undefined || groupsOf(of.template.pieces).size === 0;
  const alias = isKnown ? upper.texts.find(accepts) : undefined;
  return alias === undefined ? undefined : { alias };
}

/** A key of which a form gives just this alias. */
export function findKeyFor(of: PlacedTemplate, alias: string, search: Search): string | undefined {
  for (const sample of orderSamples(of, search)) {
    const key = keyThatGives(of, alias, search, sample);
    if (key !== undefined) return key;
  }
  return undefined;
}

function keyThatGives(
  { rule, template }: PlacedTemplate,
  alias: string,
  search: Search,
  sample: OrderSample,
): string | undefined {
  const groups = { ...template.keyPattern.match(alias), ...sample.groups };
  const keys = candidateKeys(rule, {
    narrow: (name) => (groups[name] === undefined ? undefined : text(groups[name])),
    required: new Set([...groupsOf(rule.orderTemplate), ...groupsOf(template.pieces)]),
  });
  if (keys === undefined) return undefined;
  return search({ ...keys, most: TRIES }).texts.find((key) => {
    const reading = readKey(rule, key);
    const given = reading === undefined ? undefined : aliasKeyFor(template, reading);
    return given !== undefined && 'alias' in given && given.alias === alias;
  });
}

/** The aliases of one place in the order. */
function filled({ rule, template }: PlacedTemplate, { groups, parts }: OrderSample): Language | undefined {
  const sources = groupSources(rule.shape);
  const items = template.pieces.map((piece): Language | undefined => {
    if (piece.kind === 'literal') return text(piece.text);
    if (piece.kind === 'part') return parts[piece.part] === undefined ? undefined : text(parts[piece.part] ?? '');
    const known = groups[piece.group];
    return known === undefined ? patternLanguage(`^(?:${sources.get(piece.group) ?? '(?s:.*)'})$`) : text(known);
  });
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? sequence(...known) : undefined;
}
