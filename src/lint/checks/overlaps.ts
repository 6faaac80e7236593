import { ownerOfAlias } from '../../rules/match/match-key.ts';
import { literalStart } from '../../rules/pattern/template.ts';
import type { Finding } from '../finding.ts';
import { KEYS, type Language } from '../language/language.ts';
import { beginAlike, type Check, eachForm, type LintContext, ofForm, type PlacedForm } from '../lint-context.ts';
import { findWitness, keyFor } from '../witness/find-witness.ts';
import { aliasKeys, ownedKeys } from '../witness/rule-languages.ts';

/** Aliases that an earlier template can give too: they belong to that, and candidates of the later one never get them. */
export const overlaps: Check = (context) => {
  const before: PlacedForm[] = [];
  return eachForm(context, (later) => {
    const earlier = before.filter((one) =>
      beginAlike(literalStart(one.form.template), literalStart(later.form.template)),
    );
    before.push(later);
    const shadow = shadowOf(context, later, earlier);
    if (shadow !== undefined) return [shadow];
    return earlier.flatMap((one) => (context.budget.left > 0 ? (overlap(context, one, later) ?? []) : []));
  });
};

function name({ rule, form }: PlacedForm): string {
  return `"${form.text}" of rule ${rule.name}`;
}

function shadowOf({ search }: LintContext, later: PlacedForm, earlier: readonly PlacedForm[]): Finding | undefined {
  const owners = earlier.flatMap((form): readonly (readonly [PlacedForm, Language])[] => {
    const keys = ownedKeys(form);
    return keys === undefined ? [] : [[form, keys]];
  });
  const within = [KEYS, aliasKeys(later)];
  const covered = (by: typeof owners) => search({ in: within, notIn: by.map(([, keys]) => keys) }).isEmpty;
  if (owners.length === 0 || !covered(owners)) return undefined;
  // One of them may do it alone.
  const single = owners.find((owner) => covered([owner]));
  const by = (single === undefined ? owners : [single]).map(([form]) => form);
  const witness = findWitness(later, { in: [] }, search);
  return ofForm(later, {
    code: 'shadowed',
    severity: 'warning',
    what: `the alias "${later.form.text}" is never written`,
    why: `each key that it can give belongs to ${by.map(name).join(' or ')}, which ${by.length === 1 ? 'stands' : 'stand'} before it${given(witness)}`,
    instead: 'take it out, or put it before what it should take keys from',
    ...(witness === undefined ? {} : { witness }),
  });
}

function given(witness: ReturnType<typeof findWitness>): string {
  return witness?.key === undefined ? '' : `; so ${witness.key} does not get ${witness.alias}`;
}

function overlap(context: LintContext, earlier: PlacedForm, later: PlacedForm): Finding | undefined {
  const owned = ownedKeys(earlier);
  if (owned === undefined) return undefined;
  const { ruleSet, search } = context;
  const accepts = (alias: string) => ownerOfAlias(ruleSet, alias)?.form === earlier.form;
  const witness = findWitness(later, { in: [owned], accepts }, search);
  if (witness === undefined) return undefined;
  const { key, alias } = witness;
  const first = keyFor(earlier, alias, search);
  const rival = first === undefined || first === key ? '' : `, as the one that ${first} gives`;
  return ofForm(later, {
    code: 'overlap',
    severity: key === undefined ? 'note' : 'warning',
    what: `the alias "${later.form.text}" ${key === undefined ? 'may share' : 'shares'} keys with ${name(earlier)}`,
    why:
      key === undefined
        ? `both templates fit ${alias}, and it belongs to the one that stands first`
        : `${key} gives ${alias}, which belongs to the one that stands first${rival}, so this one does not get it`,
    instead: 'tell them apart by literal text, or narrow the regex, or put first the one that should have it',
    witness,
  });
}
