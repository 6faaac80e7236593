import { defined } from '../../defined.ts';
import { groupSources } from '../../rules/pattern/alias-pattern.ts';
import type { Finding } from '../finding.ts';
import { KEYS, startingWith } from '../language/language.ts';
import { patternLanguage } from '../language/pattern-language.ts';
import { type Check, eachTemplate, type LintContext, type PlacedTemplate, templateFinding } from '../lint-context.ts';
import { findWitness } from '../witness/find-witness.ts';

/** Folders that an attacker could want to write to. The finding shows the first one that an alias can be in. */
const FOLDERS = ['private/', 'admin/', '7/'];

/** A group that matches at most this many texts names known folders, like `(?<channel>stable|beta)`. */
const FEW = 10;

/**
 * Finds templates that begin with a group, so that the uploader chooses the folder of the alias. A user who can upload
 * candidates can then create an alias anywhere in the bucket, without permission to write there.
 */
export const openAliases: Check = (context) =>
  eachTemplate(context, (placed) => {
    const [first] = placed.template.pieces;
    if (first?.kind !== 'group' || !matchesMany(context, placed, first.group)) return [];
    return [openAlias(context, placed, first.group)];
  });

function matchesMany({ search }: LintContext, { rule }: PlacedTemplate, group: string): boolean {
  const source = groupSources(rule.shape).get(group);
  const language = source === undefined ? undefined : patternLanguage(`^(?:${source})$`);
  return language === undefined || search({ in: [KEYS, language], most: FEW + 1 }).texts.length > FEW;
}

function openAlias({ search }: LintContext, placed: PlacedTemplate, group: string): Finding {
  const { rule, template } = placed;
  const isReplacing = rule.onConflict === 'replace';
  const isOwn = isOwnFolder(placed, group);
  const witness = FOLDERS.map((folder) => findWitness(placed, { in: [startingWith(folder)] }, search)).find(
    (found) => found !== undefined,
  );
  const shown =
    witness?.key === undefined
      ? ''
      : `; ${witness.key} creates ${witness.alias}${isReplacing ? ' and replaces any object there' : ''}`;
  return templateFinding(placed, {
    code: 'open-alias',
    severity: isOwn && !isReplacing ? 'note' : 'warning',
    what: isReplacing
      ? `uploaders can replace objects anywhere with the alias "${template.text}"`
      : `uploaders choose the folder of the alias "${template.text}"`,
    why: isOwn
      ? `it begins with {${group}}, as keys do, so an alias can be in any folder that uploaders can write to${shown}`
      : `it begins with {${group}}, which uploaders choose, so an alias can be in any folder of the bucket${shown}`,
    instead: `begin it with literal text, like latest/${template.text}${isReplacing ? ', or onConflict: refuse' : ''}`,
    ...defined({ witness }),
  });
}

/** Whether keys begin with the same group, so that an alias is in the same top-level folder as its candidates. */
function isOwnFolder({ rule: { prefix, shape = [] } }: PlacedTemplate, group: string): boolean {
  const [start, first] = shape;
  return prefix === '' && start?.kind === 'start' && first?.kind === 'group' && first.name === group;
}
