import type { Groups } from './pattern.ts';
import type { AliasForm, Rule } from './rule.ts';

/**
 * The longest prefix that every candidate of an alias begins with: the rule's pattern read from its start, through
 * literal text and groups that the alias fixes, up to the first thing that may differ. For
 * `^releases/(?<app>[^/]+)/(?<version>[^/]+)$` and the alias `releases/{app}/latest` it is `releases/<app>/`.
 *
 * @param groups what is known of the groups: those of a candidate, or those read back from the alias key.
 */
export const narrowestPrefix = (rule: Rule, form: AliasForm, groups: Groups): string => {
  const [start, ...atoms] = rule.shape ?? [];
  if (start?.kind !== 'start' || atoms.some((atom) => atom.kind === 'alternation')) return rule.prefix;
  let prefix = '';
  for (const atom of atoms) {
    const text =
      atom.kind === 'literal' ? atom.text : atom.kind === 'group' ? fixedText(atom.name, form, groups) : undefined;
    if (text === undefined || !('quantifier' in atom) || atom.quantifier !== '') break;
    prefix += text;
  }
  return prefix.length > rule.prefix.length ? prefix : rule.prefix;
};

const fixedText = (name: string | undefined, form: AliasForm, groups: Groups): string | undefined =>
  name !== undefined && form.fixed.has(name) ? groups[name] : undefined;
