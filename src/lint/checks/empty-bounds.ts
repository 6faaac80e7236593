import { boundsOf } from '../../rules/compile/compile-bounds.ts';
import type { AliasForm, Rule } from '../../rules/rule.ts';
import { boundaryTexts, type Limits } from '../boundary-texts.ts';
import { type Check, formsOf, ofForm, type PlacedForm } from '../lint-context.ts';

/** Limits that let no value of the order through. */
export const emptyBounds: Check = (context) =>
  formsOf(context).flatMap((placed) => {
    const { form, written, formIndex } = placed;
    const limits = boundsOf(written, written.aliases[formIndex] ?? form.text);
    if (limits.length === 0 || !leavesNothing(placed, limits)) return [];
    const said = limits.map(([word, text]) => `${word} "${text}"`).join(' and ');
    return [
      ofForm(placed, {
        code: 'bounds',
        severity: 'warning',
        what: `the alias "${form.text}" has no value that it takes`,
        why: `nothing is ${said}${form.prereleases ? '' : ' and no prerelease'} in the order ${placed.rule.orderName}`,
        instead: 'mend the limits',
      }),
    ];
  });

/** Where an order has no least values, it is only compared at its ends. */
function leavesNothing({ rule, form }: PlacedForm, limits: Limits): boolean {
  const values = boundaryTexts(rule, limits);
  if (values !== undefined) return !values.some((text) => isTaken(rule, form, text));
  const [after, before] = (['after', 'before'] as const).map((word) => {
    const [, text] = limits.find(([one]) => one === word) ?? [];
    return text === undefined ? undefined : rule.order.parse(text);
  });
  return after?.ok === true && before?.ok === true && rule.order.compare(after.value, before.value) >= 0;
}

function isTaken({ order }: Rule, form: AliasForm, text: string): boolean {
  const value = order.parse(text);
  return value.ok && (form.prereleases || !value.prerelease) && form.bounds?.(value.value) === undefined;
}
