import { ownerOfAlias } from '../../rules/match/match-key.ts';
import { literalStart } from '../../rules/pattern/template.ts';
import type { Finding } from '../finding.ts';
import { KEYS, type Language } from '../language/language.ts';
import {
  beginAlike,
  type Check,
  eachTemplate,
  type LintContext,
  type PlacedTemplate,
  templateFinding,
} from '../lint-context.ts';
import { findKeyFor, findWitness } from '../witness/find-witness.ts';
import { aliasKeys, ownedKeys } from '../witness/rule-languages.ts';

/** Aliases that an earlier template can give too: they belong to that, and candidates of the later one never get them. */
export const overlaps: Check = (context) => {
  const before: PlacedTemplate[] = [];
  return eachTemplate(context, (later) => {
    const earlier = before.filter((one) =>
      beginAlike(literalStart(one.template.pieces), literalStart(later.template.pieces)),
    );
    before.push(later);
    const shadow = shadowOf(context, later, earlier);
    if (shadow !== undefined) return [shadow];
    return earlier.flatMap((one) => (context.budget.left > 0 ? (overlap(context, one, later) ?? []) : []));
  });
};

function name({ rule, template }: PlacedTemplate): string {
  return `"${template.text}" of rule ${rule.name}`;
}

function shadowOf(
  { search }: LintContext,
  later: PlacedTemplate,
  earlier: readonly PlacedTemplate[],
): Finding | undefined {
  const owners = earlier.flatMap((template): readonly (readonly [PlacedTemplate, Language])[] => {
    const keys = ownedKeys(template);
    return keys === undefined ? [] : [[template, keys]];
  });
  const within = [KEYS, aliasKeys(later)];
  const covered = (by: typeof owners) => search({ in: within, notIn: by.map(([, keys]) => keys) }).isEmpty;
  if (owners.length === 0 || !covered(owners)) return undefined;
  // One of them may do it alone.
  const single = owners.find((owner) => covered([owner]));
  const by = (single === undefined ? owners : [single]).map(([template]) => template);
  const witness = findWitness(later, { in: [] }, search);
  return templateFinding(later, {
    code: 'shadowed',
    severity: 'warning',
    what: `the alias "${later.template.text}" is never written`,
    why: `each key that it can give belongs to ${by.map(name).join(' or ')}, which ${by.length === 1 ? 'stands' : 'stand'} before it${given(witness)}`,
    instead: 'take it out, or put it before what it should take keys from',
    ...(witness === undefined ? {} : { witness }),
  });
}

function given(witness: ReturnType<typeof findWitness>): string {
  return witness?.key === undefined ? '' : `; so ${witness.key} does not get ${witness.alias}`;
}

function overlap(context: LintContext, earlier: PlacedTemplate, later: PlacedTemplate): Finding | undefined {
  const owned = ownedKeys(earlier);
  if (owned === undefined) return undefined;
  const { ruleSet, search } = context;
  const accepts = (alias: string) => ownerOfAlias(ruleSet, alias)?.template === earlier.template;
  const witness = findWitness(later, { in: [owned], accepts }, search);
  if (witness === undefined) return undefined;
  const { key, alias } = witness;
  const first = findKeyFor(earlier, alias, search);
  const rival = first === undefined || first === key ? '' : `, as the one that ${first} gives`;
  return templateFinding(later, {
    code: 'overlap',
    severity: key === undefined ? 'note' : 'warning',
    what: `the alias "${later.template.text}" ${key === undefined ? 'may share' : 'shares'} keys with ${name(earlier)}`,
    why:
      key === undefined
        ? `both templates fit ${alias}, and it belongs to the one that stands first`
        : `${key} gives ${alias}, which belongs to the one that stands first${rival}, so this one does not get it`,
    instead: 'tell them apart by literal text, or narrow the regex, or put first the one that should have it',
    witness,
  });
}
