import type { Groups } from '../pattern/groups.ts';
import type { CompletePiece } from '../release.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import { commonStart } from './covering-prefixes.ts';

/**
 * The longest prefix of all keys that decide the target of an alias. In a rule without releases, these keys are the
 * candidates of the alias. In a rule with releases, they are the candidates of all aliases in the group and the files that
 * make a release complete. It also contains the markers of all these objects.
 *
 * The prefix contains the literal text at the start of the regex, and groups that can be read from the alias key. It ends
 * before the first part that can differ. For `^releases/(?<app>[^/]+)/(?<version>[^/]+)$` and the alias `releases/{app}/latest` it is
 * `releases/<app>/`.
 *
 * @param groups the known groups: those of a candidate, or those read from the alias key.
 */
export function narrowestPrefix(rule: Rule, template: AliasTemplate, groups: Groups): string {
  const determined = template.grouping?.determinedGroups ?? template.determinedGroups;
  const textOf = (name: string | undefined) => (name !== undefined && determined.has(name) ? groups[name] : undefined);
  const files = (rule.release?.complete ?? []).map(({ pieces }) => startOfFile(pieces, textOf));
  const prefix = [...files, startOfCandidates(rule, textOf)].reduce(commonStart);
  return prefix.length > rule.prefix.length ? prefix : rule.prefix;
}

/** Returns the text of a group if it is the same for all candidates. */
type TextOf = (name: string | undefined) => string | undefined;

/** The text with which all candidates and their markers begin. */
function startOfCandidates(rule: Rule, textOf: TextOf): string {
  const [start, ...atoms] = rule.shape ?? [];
  if (start?.kind !== 'start' || atoms.some((atom) => atom.kind === 'alternation')) return rule.prefix;
  let prefix = '';
  // A marker is in the folder that the order determines, so the prefix cannot be longer than that folder.
  const most = rule.markers?.kind === 'folder' ? rule.markers.atoms : atoms.length;
  for (const atom of atoms.slice(0, most)) {
    const text = atom.kind === 'literal' ? atom.text : atom.kind === 'group' ? textOf(atom.name) : undefined;
    if (text === undefined || !('quantifier' in atom) || atom.quantifier !== '') break;
    prefix += text;
  }
  return prefix;
}

/** The text with which all keys of an entry of `complete` begin. */
function startOfFile(pieces: readonly CompletePiece[], textOf: TextOf): string {
  let prefix = '';
  for (const piece of pieces) {
    const text = piece.kind === 'literal' ? piece.text : piece.kind === 'group' ? textOf(piece.group) : undefined;
    if (text === undefined) break;
    prefix += text;
  }
  return prefix;
}
