import { defined } from '../../defined.ts';
import { ownerOfAlias } from '../../rules/match/match-key.ts';
import type { Finding } from '../finding.ts';
import { KEYS, type Language } from '../language/language.ts';
import {
  type Check,
  eachTemplate,
  type LintContext,
  type PlacedTemplate,
  prefixesOverlap,
  templateFinding,
} from '../lint-context.ts';
import { looseAliases } from '../witness/equal-texts.ts';
import { findKeyFor, findWitness } from '../witness/find-witness.ts';
import { aliasKeys, ownedKeys } from '../witness/rule-languages.ts';

/** Finds templates that can produce aliases of an earlier template. The earlier one owns them, so the later never moves them. */
export const overlaps: Check = (context) => {
  const before: PlacedTemplate[] = [];
  return eachTemplate(context, (later) => {
    const earlier = before.filter((one) => prefixesOverlap(one.template.start, later.template.start));
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
    const keys = ownsAllOf(template, later) ? ownedKeys(template) : undefined;
    return keys === undefined ? [] : [[template, keys]];
  });
  const within = [KEYS, aliasKeys(later)];
  const covered = (by: typeof owners) => search({ in: within, notIn: by.map(([, keys]) => keys) }).isEmpty;
  if (owners.length === 0 || !covered(owners)) return undefined;
  // Name a single owner if one of them covers all keys.
  const single = owners.find((owner) => covered([owner]));
  const by = (single === undefined ? owners : [single]).map(([template]) => template);
  const witness = findWitness(later, { in: [] }, search);
  return templateFinding(later, {
    code: 'shadowed',
    severity: 'warning',
    what: `the alias "${later.template.text}" is never written`,
    why: `each key that it can produce belongs to ${by.map(name).join(' or ')}, which ${by.length === 1 ? 'comes' : 'come'} before it${lostAlias(witness)}`,
    instead: 'remove it, or move it before those templates',
    ...defined({ witness }),
  });
}

/** Whether the earlier template owns each key of the later one that is in its language. */
function ownsAllOf({ template: earlier }: PlacedTemplate, { template: later }: PlacedTemplate): boolean {
  // The language contains keys with different texts for one name, which the template does not own. The same template
  // produces none of them.
  return !earlier.repeats || (earlier.text === later.text && earlier.keyPattern.source === later.keyPattern.source);
}

function lostAlias(witness: ReturnType<typeof findWitness>): string {
  return witness?.key === undefined ? '' : `; so ${witness.key} does not move ${witness.alias}`;
}

function overlap(context: LintContext, earlier: PlacedTemplate, later: PlacedTemplate): Finding | undefined {
  const owned = ownedKeys(earlier);
  if (owned === undefined) return undefined;
  const { ruleSet, search } = context;
  const accepts = (alias: string) => ownerOfAlias(ruleSet, alias)?.template === earlier.template;
  const witness = findWitness(later, { in: [], loose: [looseAliases(earlier, owned)], accepts }, search);
  if (witness === undefined) return undefined;
  const { key, alias } = witness;
  const first = findKeyFor(earlier, alias, search);
  const rival = first === undefined || first === key ? '' : `, like the one of ${first}`;
  return templateFinding(later, {
    code: 'overlap',
    severity: key === undefined ? 'note' : 'warning',
    what: `the alias "${later.template.text}" ${key === undefined ? 'may share' : 'shares'} keys with ${name(earlier)}`,
    why:
      key === undefined
        ? `both templates can produce ${alias}, and it belongs to the first one`
        : `${key} gives ${alias}, which belongs to the first one${rival}, so this template does not write it`,
    instead: 'make them differ in literal text, narrow match, or put the template first that must own the keys',
    witness,
  });
}
