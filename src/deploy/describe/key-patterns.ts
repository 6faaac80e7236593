import { coveringPrefixes, mergePrefixes } from '../../rules/match/covering-prefixes.ts';
import { MARKER_NAME } from '../../rules/match/marker-place.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';

/**
 * A pattern of keys, as in the resources of a RAM policy: `*` is any text, which can contain slashes, and `?` is any
 * character. A policy cannot contain these characters or `${` literally, because RAM documents no way to escape them. They
 * become `?`, which is the narrowest pattern that covers them.
 */
export type KeyPattern = string;

/** The pattern of one text. */
export function literalPattern(literal: string): KeyPattern {
  return literal.replace(/[*?]|\$(?=\{)/g, '?');
}

/** The pattern of all keys that begin with a prefix. */
export function prefixPattern(prefix: string): KeyPattern {
  return `${literalPattern(prefix)}*`;
}

/** The pattern of the alias keys of a template. Each name becomes `*`. */
export function aliasPattern({ pieces }: AliasTemplate): KeyPattern {
  let pattern = '';
  let literal = '';
  // Literal pieces that follow each other are escaped together: `$` and `{` can be in two of them.
  for (const piece of pieces) {
    if (piece.kind === 'literal') literal += piece.text;
    else {
      pattern += `${literalPattern(literal)}*`;
      literal = '';
    }
  }
  return `${pattern}${literalPattern(literal)}`.replace(/\*+/g, '*');
}

/** The keys that the functions work with. No pattern of a list is covered by another one. */
export interface RulePatterns {
  /** Candidates, the files that make a release complete, and markers. */
  readonly candidates: readonly KeyPattern[];
  readonly aliases: readonly KeyPattern[];
  /** The aliases that autoalias can delete. Rules with `onDelete: keep` delete none. */
  readonly deletable: readonly KeyPattern[];
  /** The markers of withdrawn objects. */
  readonly markers: readonly KeyPattern[];
  /** The objects that aliases point at if they have no candidate. */
  readonly fallbacks: readonly KeyPattern[];
  /** The prefixes that an event lists: those of candidates, and those of the aliases of releases, which move together. */
  readonly listedByEvents: readonly KeyPattern[];
  /** The prefixes that a sweep lists. */
  readonly listed: readonly KeyPattern[];
}

/**
 * The patterns of the keys of all rules.
 *
 * @param most how many patterns a list can have. If a list has more, patterns are merged into their common start.
 */
export function rulePatterns({ rules }: RuleSet, most = Number.POSITIVE_INFINITY): RulePatterns {
  const aliasesOf = (of: readonly Rule[]) =>
    limited(
      of.flatMap(({ templates }) =>
        templates.map((template) => ({ pattern: aliasPattern(template), start: template.start })),
      ),
      most,
    );
  const prefixes = (of: readonly string[]) => mergePrefixes(of, most).map(prefixPattern);
  const ruleStarts = rules.map(({ prefix }) => prefix);
  return {
    candidates: prefixes(ruleStarts),
    aliases: aliasesOf(rules),
    deletable: aliasesOf(rules.filter(({ onDelete }) => onDelete !== 'keep')),
    markers: limited(
      rules
        .filter(({ markers }) => markers !== undefined)
        .map(({ prefix }) => ({ pattern: `${prefixPattern(prefix)}${MARKER_NAME}`, start: prefix })),
      most,
    ),
    fallbacks: limited(
      rules.flatMap(({ fallback }) =>
        fallback === undefined ? [] : [{ pattern: literalPattern(fallback), start: fallback }],
      ),
      most,
    ),
    listedByEvents: prefixes([...ruleStarts, ...aliasStarts(rules.filter(({ release }) => release !== undefined))]),
    listed: prefixes([...ruleStarts, ...aliasStarts(rules)]),
  };
}

/** The texts with which the aliases of rules begin. */
export function aliasStarts(rules: readonly Rule[]): readonly string[] {
  return rules.flatMap(({ templates }) => templates.map(({ start }) => start));
}

/** The literal text at the start of all keys of a pattern. */
interface StartedPattern {
  readonly pattern: KeyPattern;
  readonly start: string;
}

function limited(all: readonly StartedPattern[], most: number): readonly KeyPattern[] {
  const needed = uncovered(all.map(({ pattern }) => pattern));
  if (needed.length <= most) return needed;
  return mergePrefixes(coveringPrefixes(all.map(({ start }) => start)), most).map(prefixPattern);
}

/** The patterns without those that another one covers, in the order of their first occurrence. */
export function uncovered(patterns: readonly KeyPattern[]): readonly KeyPattern[] {
  const distinct = [...new Set(patterns)];
  return distinct.filter((one) => !distinct.some((other) => other !== one && covers(other, one)));
}

/** The patterns of `some` that no pattern of `others` covers. */
export function notCoveredBy(some: readonly KeyPattern[], others: readonly KeyPattern[]): readonly KeyPattern[] {
  return some.filter((one) => !others.some((other) => covers(other, one)));
}

/** Whether every key of `narrow` is certainly a key of `wide`: `narrow` is read as a text whose `*` only `*` matches. */
export function covers(wide: KeyPattern, narrow: KeyPattern): boolean {
  // The classic matching of wildcards: after a mismatch, the last `*` takes one character more.
  let [at, from] = [0, 0];
  let [star, resume] = [-1, 0];
  while (from < narrow.length) {
    const one = wide[at];
    if (one === '*') {
      [star, resume] = [at, from];
      at++;
    } else if (one !== undefined && (one === narrow[from] || (one === '?' && narrow[from] !== '*'))) {
      at++;
      from++;
    } else if (star !== -1) {
      at = star + 1;
      from = ++resume;
    } else return false;
  }
  return /^\**$/.test(wide.slice(at));
}
