import { aliasKeyFor, readKey } from '../../rules/match/read-key.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Finding } from '../finding.ts';
import { text } from '../language/language.ts';
import { type Check, eachTemplate, type LintContext, type PlacedTemplate, templateFinding } from '../lint-context.ts';
import { findCandidate } from '../witness/find-witness.ts';
import { candidateKeys, groupsOf } from '../witness/rule-languages.ts';

/**
 * Finds aliases for which files with different names compete. For `nightly/(?<date>…)/(?<file>…)` and the alias
 * `nightly/latest.zip`, a checksum or a log file could become the target. The order `uploaded` is excluded, because it is
 * used for exactly that.
 */
export const competingFiles: Check = (context) =>
  eachTemplate(context, (placed) => {
    const { rule, template } = placed;
    if (rule.order.terms[0].by === 'uploaded') return [];
    const named = new Set([...groupsOf(template.pieces), ...rule.orderGroups]);
    const free = groupsOfFiles(rule).filter((group) => !named.has(group));
    for (const group of free) {
      const found = competing(context, placed, group);
      if (found !== undefined) return [found];
    }
    return [];
  });

function competing({ search }: LintContext, placed: PlacedTemplate, group: string): Finding | undefined {
  const { rule, template } = placed;
  const key = findCandidate(rule, {}, search);
  const reading = key === undefined ? undefined : readKey(rule, key);
  if (key === undefined || reading === undefined) return undefined;
  const keys = candidateKeys(rule, {
    narrow: (name) => {
      const same = reading.groups[name];
      return name === group || same === undefined ? undefined : text(same);
    },
    required: new Set(Object.keys(reading.groups)),
  });
  const aliasOf = (one: string): string | undefined => {
    const read = readKey(rule, one);
    const given = read === undefined ? undefined : aliasKeyFor(template, read);
    return given !== undefined && 'alias' in given ? given.alias : undefined;
  };
  const alias = aliasOf(key);
  if (keys === undefined || alias === undefined) return undefined;
  const rival = search({ ...keys, notIn: [...keys.notIn, text(key)], most: 5 }).texts.find(
    (one) => aliasOf(one) === alias,
  );
  if (rival === undefined) return undefined;
  const isTemplate = rule.pattern.template !== undefined;
  return templateFinding(placed, {
    code: 'files',
    severity: 'warning',
    what: `files with different names compete for one alias of "${template.text}"`,
    why: `${isTemplate ? 'match.key' : 'the regex'} has {${group}} and the alias does not, so ${key} and ${rival} are both candidates of ${alias}`,
    instead: `add {${group}} to the alias, or replace ${isTemplate ? `{${group}} in match.key` : 'the group in the regex'} with the name of the file`,
    witness: { key, alias },
  });
}

/** Groups in the file name, and in folders after the ordered group. */
function groupsOfFiles({ shape = [], orderGroups }: Rule): readonly string[] {
  const ordered = new Set(orderGroups);
  const names = shape.map((atom) => (atom.kind === 'group' ? atom.name : undefined));
  const lastSlash = shape.findLastIndex((atom) => atom.kind === 'literal' && atom.text === '/');
  const lastOrdered = names.findLastIndex((name) => name !== undefined && ordered.has(name));
  const from = Math.min(lastSlash, lastOrdered === -1 ? lastSlash : lastOrdered);
  return names.slice(from + 1).filter((name) => name !== undefined);
}
