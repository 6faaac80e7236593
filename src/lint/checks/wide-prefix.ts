import type { Rule } from '../../rules/rule.ts';
import type { Finding } from '../finding.ts';
import { type Check, ruleFinding, templateFinding, templatesOf } from '../lint-context.ts';

/** Finds prefixes that are shorter than needed, so that events and listings include keys that the regex cannot match. */
export const widePrefix: Check = (context) =>
  context.ruleSet.rules.flatMap((rule, index): readonly Finding[] => {
    const folders = foldersOf(rule);
    const instead = folders === '' ? 'put the keys of the rule below one prefix' : `write prefix: ${folders}`;
    if (rule.prefix === '') return [ruleFinding(context, index, ['match'], { ...NO_PREFIX, instead })];
    if (folders.length <= rule.prefix.length) return [];
    const why = `the regex only matches keys that begin with "${folders}", but the function is called for all keys that begin with "${rule.prefix}"`;
    const found = { code: 'prefix', severity: 'note', what: 'match.prefix is wider than the regex', why } as const;
    return [ruleFinding(context, index, ['match', 'prefix'], { ...found, instead })];
  });

const NO_PREFIX = {
  code: 'prefix',
  severity: 'warning',
  what: 'the rule has no prefix',
  why: 'every upload to the bucket calls the function, every sweep lists the whole bucket, and permissions must cover it',
} as const;

/** The folders that every match of the regex begins with, up to the last slash. Empty if that is not certain. */
function foldersOf({ shape }: Rule): string {
  const [first, ...atoms] = shape ?? [];
  if (first?.kind !== 'start' || atoms.some(({ kind }) => kind === 'alternation')) return '';
  let start = '';
  for (const atom of atoms) {
    if (atom.kind !== 'literal' || atom.quantifier !== '') break;
    start += atom.text;
  }
  return start.slice(0, start.lastIndexOf('/') + 1);
}

/**
 * Finds aliases under the prefix of the candidates of their rule, for a store whose listings do not show which keys are
 * symlinks.
 */
export const aliasesAmongCandidates: Check = (context) =>
  context.listsLinks
    ? []
    : templatesOf(context)
        .filter(({ rule, template }) => template.text.startsWith(rule.prefix))
        .map((placed) =>
          templateFinding(placed, {
            code: 'prefix',
            severity: 'note',
            what: `the aliases of "${placed.template.text}" are under "${placed.rule.prefix}", like the candidates of the rule`,
            why: 'listings of this store do not show which keys are symlinks, so keys among the candidates are read one by one to tell',
            instead: 'give the aliases a prefix of their own, such as current/',
          }),
        );
