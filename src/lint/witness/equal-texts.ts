import { groupSources, joinPieces, pieceSource } from '../../rules/pattern/alias-pattern.ts';
import { compilePattern } from '../../rules/pattern/pattern.ts';
import { pieceText } from '../../rules/pattern/template.ts';
import type { Rule } from '../../rules/rule.ts';
import type { RuleTemplate } from '../../rules/rule-set.ts';
import { type Language, sequence, text } from '../language/language.ts';
import { type GroupKnowledge, patternLanguage } from '../language/pattern-language.ts';
import type { Search, SearchQuery } from '../language/search.ts';
import { candidateKeys } from './rule-languages.ts';

/** One text for each of some names. */
export type TextOfName = ReadonlyMap<string, string>;

/** A language that cannot express that a repeated name has the same text each time. */
export interface LooseLanguage {
  /** The texts of the language in which each of these names has one given text. Undefined if not known. */
  narrowed(to: TextOfName): Pick<SearchQuery, 'in' | 'notIn'> | undefined;
  /** The texts that each repeated name has in a text of the language, one for each place. */
  textsOf(found: string): ReadonlyMap<string, readonly string[]>;
}

/** A search for one text. */
export interface EqualQuery extends SearchQuery {
  readonly loose: readonly LooseLanguage[];
  /** Whether equal names have equal texts, and other conditions that are not languages. */
  readonly accepts: (found: string) => boolean;
  /** The further searches that several queries share. */
  readonly further?: FurtherSearches;
}

/** How many searches are left for the texts of repeated names. */
export interface FurtherSearches {
  left: number;
}

/** The limit of further searches for one finding. Each name needs one or two. */
export function furtherSearches(): FurtherSearches {
  return { left: 6 };
}

/**
 * Finds a text in all languages that is accepted. If a repeated name has different texts in what the search finds, the search
 * runs again with each of these texts for all places of the name. So for `gems/{a}/{a}.gem` and `gems/pre/{file}`, it first
 * finds `gems/pre/0.gem`, and then `gems/pre/pre.gem`.
 */
export function findEqual(
  { loose, accepts, further = furtherSearches(), ...query }: EqualQuery,
  search: Search,
): string | undefined {
  const tried = new Set<string>();
  const visit = (fixed: readonly TextOfName[]): string | undefined => {
    const state = JSON.stringify(fixed.map((texts) => [...texts].sort()));
    if (tried.has(state)) return undefined;
    tried.add(state);
    const { texts } = searchLoose({ ...query, loose }, search, fixed);
    const found = texts.find(accepts);
    if (found !== undefined) return found;
    for (const { place, name, own } of unequalTexts(loose, texts)) {
      if (fixed[place]?.has(name) || further.left <= 0) continue;
      further.left--;
      const next = visit(fixed.with(place, new Map([...(fixed[place] ?? []), [name, own]])));
      if (next !== undefined) return next;
    }
    return undefined;
  };
  return visit(loose.map(() => new Map()));
}

/** Searches all languages. Repeated names have the texts of `fixed`, or any texts. */
export function searchLoose(
  { loose, ...query }: Omit<EqualQuery, 'accepts'>,
  search: Search,
  fixed: readonly TextOfName[] = [],
): ReturnType<Search> {
  const narrowed = loose.map((one, i) => one.narrowed(fixed[i] ?? new Map()));
  const known = narrowed.filter((one) => one !== undefined);
  if (known.length < narrowed.length) return { texts: [], isEmpty: false };
  return search({
    ...query,
    in: [...query.in, ...known.flatMap((one) => one.in)],
    notIn: [...(query.notIn ?? []), ...known.flatMap((one) => one.notIn ?? [])],
  });
}

/** A name of a loose language, and a text that it has in one of its places. */
interface NamedText {
  /** The index of the language. */
  readonly place: number;
  readonly name: string;
  readonly own: string;
}

/** The names with different texts in what was found, with each text. Texts that were found most often come first. */
function unequalTexts(loose: readonly LooseLanguage[], found: readonly string[]): readonly NamedText[] {
  const counts = new Map<string, NamedText & { readonly times: number }>();
  for (const [place, language] of loose.entries()) {
    for (const [name, texts] of found.flatMap((one) => [...language.textsOf(one)])) {
      const different = new Set(texts);
      for (const own of different.size === 1 ? [] : different) {
        const id = JSON.stringify([place, name, own]);
        counts.set(id, { place, name, own, times: (counts.get(id)?.times ?? 0) + 1 });
      }
    }
  }
  return [...counts.values()].sort((a, b) => b.times - a.times);
}

/** The keys of candidates. See {@link candidateKeys}. */
export function looseKeys(rule: Rule, knowledge: GroupKnowledge = {}): LooseLanguage {
  const source = rule.pattern.template?.repeatingSource;
  return {
    narrowed: (to) => {
      const narrow = (name: string): Language | undefined => {
        const own = to.get(name);
        return own === undefined ? knowledge.narrow?.(name) : text(own);
      };
      return candidateKeys(rule, { ...knowledge, narrow });
    },
    textsOf: source === undefined ? () => new Map() : placesIn(source),
  };
}

/** The aliases that a template produces. Narrows the language `all`, which does not compare repeated names. */
export function looseAliases({ rule, template }: RuleTemplate, all: Language | undefined): LooseLanguage {
  const { pieces, repeats } = template;
  const orderOf = (of: string, part: string) => rule.order.termOf(of, part)?.by;
  const sources = pieces.map((piece) => pieceSource(piece, orderOf, groupSources(rule.shape)));
  const names = pieces.map((piece) => (piece.kind === 'literal' ? undefined : pieceText(piece)));
  return {
    narrowed: (to) => {
      const items = sources.map((piece, i) => {
        const own = 'literal' in piece ? piece.literal : to.get(names[i] ?? '');
        return own === undefined && 'source' in piece ? patternLanguage(`^(?:${piece.source})$`) : text(own ?? '');
      });
      const known = items.filter((item) => item !== undefined);
      const narrowed = to.size > 0 && known.length === items.length ? [sequence(...known)] : [];
      return all === undefined ? undefined : { in: [all, ...narrowed] };
    },
    textsOf: repeats
      ? placesIn(
          joinPieces(sources, (i) => names[i] && `p${i}`),
          names.filter(isDefined),
        )
      : () => new Map(),
  };
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}

const GROUP = /\(\?P<(\w+)>/g;

/**
 * Reads the texts of the groups of a regex in which a name can occur several times.
 *
 * @param names of the groups, in the order of the regex. By default, those of the regex.
 */
function placesIn(source: string, names?: readonly string[]): LooseLanguage['textsOf'] {
  const own = names ?? [...source.matchAll(GROUP)].map(([, name = '']) => name);
  let pattern: ReturnType<typeof compilePattern> | undefined;
  return (found) => {
    let place = 0;
    pattern ??= compilePattern(source.replaceAll(GROUP, () => `(?P<p${place++}>`));
    const texts = new Map<string, string[]>();
    const groups = 'refused' in pattern ? undefined : pattern.match(found);
    if (groups !== undefined) {
      for (const [i, name] of own.entries()) texts.set(name, [...(texts.get(name) ?? []), groups[`p${i}`] ?? '']);
    }
    return texts;
  };
}
