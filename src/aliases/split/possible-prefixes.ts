import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';

/**
 * All starts of a text that can be the {@link narrowestPrefix} of an alias, shortest first. Contains every one that is, and
 * perhaps others: a group without a slash is read as any text without a slash, another group as any text.
 */
export function possiblePrefixes({ rules }: RuleSet, text: string): readonly string[] {
  const lengths = new Set<number>();
  for (const rule of rules) {
    if (!text.startsWith(rule.prefix)) continue;
    for (const template of rule.templates) for (const length of lengthsOf(rule, template, text)) lengths.add(length);
  }
  return [...lengths].sort((a, b) => a - b).map((length) => text.slice(0, length));
}

/** A part of a prefix: a character, or a group whose text is known from the alias. */
type Token = { readonly character: string } | { readonly group: string; readonly isSegment: boolean };

function lengthsOf(rule: Rule, template: AliasTemplate, text: string): readonly number[] {
  const determined = template.grouping?.determinedGroups ?? template.determinedGroups;
  const [candidates, ...files] = tokenLists(rule, determined);
  let tokens = candidates ?? [];
  // How the texts go on after their common tokens is not known if one of them has a group there.
  let isOpen = false;
  for (const file of files) {
    const end = tokens.findIndex((token, i) => !isSame(token, file[i]));
    if (end === -1) continue;
    isOpen ||= [tokens[end], file[end]].some((token) => token !== undefined && 'group' in token);
    tokens = tokens.slice(0, end);
  }
  const ends = endsOf(tokens, text);
  const [first] = ends;
  const lengths =
    isOpen && first !== undefined ? Array.from({ length: text.length - first + 1 }, (_, i) => first + i) : ends;
  const { length: least } = rule.prefix;
  // A prefix that is not longer than that of the rule is not used.
  const isShort =
    tokens.reduce((sum, token) => sum + ('character' in token ? token.character.length : Number(token.isSegment)), 0) <=
    least;
  return [...lengths.filter((length) => length > least), ...(isShort ? [least] : [])];
}

function isSame(a: Token, b: Token | undefined): boolean {
  if (b === undefined) return false;
  if ('character' in a) return 'character' in b && a.character === b.character;
  return 'group' in b && a.group === b.group;
}

/** What the keys of candidates begin with, then what the files of `complete` begin with. */
function tokenLists(rule: Rule, determined: ReadonlySet<string>): readonly (readonly Token[])[] {
  const files = (rule.release?.complete ?? []).map(({ pieces }) => {
    const tokens: Token[] = [];
    for (const piece of pieces) {
      if (piece.kind === 'literal') tokens.push(...characters(piece.text));
      else if (piece.kind === 'group' && determined.has(piece.group)) tokens.push(groupToken(rule, piece.group));
      else break;
    }
    return tokens;
  });
  return [candidateTokens(rule, determined), ...files];
}

function candidateTokens(rule: Rule, determined: ReadonlySet<string>): readonly Token[] {
  const [start, ...atoms] = rule.shape ?? [];
  if (start?.kind !== 'start' || atoms.some(({ kind }) => kind === 'alternation')) return characters(rule.prefix);
  const tokens: Token[] = [];
  for (const atom of atoms.slice(0, rule.markers?.kind === 'folder' ? rule.markers.atoms : atoms.length)) {
    if (!('quantifier' in atom) || atom.quantifier !== '') break;
    if (atom.kind === 'literal') tokens.push(...characters(atom.text));
    else if (atom.kind === 'group' && atom.name !== undefined && determined.has(atom.name)) {
      tokens.push(groupToken(rule, atom.name));
    } else break;
  }
  return tokens;
}

function characters(text: string): readonly Token[] {
  return [...text].map((character) => ({ character }));
}

/** The bodies of groups that match one whole part of a path. */
const SEGMENT = /^\[\^\/[^\]\\]*\]\+\??$/;

function groupToken({ shape = [] }: Rule, group: string): Token {
  const bodies = shape.flatMap((atom) => (atom.kind === 'group' && atom.name === group ? [atom.body] : []));
  return { group, isSegment: bodies.length > 0 && bodies.every((body) => SEGMENT.test(body)) };
}

/** The lengths of all starts of a text that consist of the tokens, in ascending order. */
function endsOf(tokens: readonly Token[], text: string): readonly number[] {
  let ends: readonly number[] = [0];
  for (const token of tokens) {
    if ('character' in token) {
      const { character } = token;
      ends = ends.filter((end) => text.startsWith(character, end)).map((end) => end + character.length);
    } else ends = groupEnds(ends, token.isSegment, text);
  }
  return ends;
}

function groupEnds([...starts]: readonly number[], isSegment: boolean, text: string): readonly number[] {
  const [first] = starts;
  if (first === undefined) return [];
  if (!isSegment) return Array.from({ length: text.length - first + 1 }, (_, i) => first + i);
  const ends = new Set<number>();
  for (const start of starts) {
    for (let end = start + 1; end <= text.length && text[end - 1] !== '/' && !ends.has(end); end++) ends.add(end);
  }
  return [...ends].sort((a, b) => a - b);
}
