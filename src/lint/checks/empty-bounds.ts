import { writtenLimits } from '../../rules/compile/compile-bounds.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import { boundaryTexts, type Limits } from '../boundary-texts.ts';
import { type Check, type PlacedTemplate, templateFinding, templatesOf } from '../lint-context.ts';

/** Limits that let no value of the order through. */
export const emptyBounds: Check = (context) =>
  templatesOf(context).flatMap((placed) => {
    const { template, written, templateIndex } = placed;
    const limits = writtenLimits(written, written.aliases[templateIndex] ?? template.text);
    if (limits.length === 0 || !leavesNothing(placed, limits)) return [];
    const said = limits.map(([word, text]) => `${word} "${text}"`).join(' and ');
    return [
      templateFinding(placed, {
        code: 'bounds',
        severity: 'warning',
        what: `the alias "${template.text}" has no value that it takes`,
        why: `nothing is ${said}${template.prereleases ? '' : ' and no prerelease'} in the order ${placed.rule.orderName}`,
        instead: 'mend the limits',
      }),
    ];
  });

/** Where an order has no least values, it is only compared at its ends. */
function leavesNothing({ rule, template }: PlacedTemplate, limits: Limits): boolean {
  const values = boundaryTexts(rule, limits);
  if (values !== undefined) return !values.some((text) => isTaken(rule, template, text));
  const [after, before] = (['after', 'before'] as const).map((word) => {
    const [, text] = limits.find(([one]) => one === word) ?? [];
    return text === undefined ? undefined : rule.order.parse(text);
  });
  return after?.ok === true && before?.ok === true && rule.order.compare(after.value, before.value) >= 0;
}

function isTaken({ order }: Rule, template: AliasTemplate, text: string): boolean {
  const value = order.parse(text);
  return value.ok && (template.prereleases || !value.prerelease) && template.bounds?.(value.value) === undefined;
}
