import { writtenLimits } from '../../rules/compile/compile-bounds.ts';
import type { AliasTemplate } from '../../rules/rule.ts';
import type { OrderTerm } from '../../rules/rule-order.ts';
import { type Check, type PlacedTemplate, templateFinding, templatesOf } from '../lint-context.ts';
import { boundaryTexts, type Limits } from '../witness/boundary-texts.ts';

/** Finds aliases whose limits exclude every value of the order. */
export const emptyBounds: Check = (context) =>
  templatesOf(context).flatMap((placed) => {
    const { template, written, templateIndex } = placed;
    const limits = writtenLimits(written, written.aliases[templateIndex] ?? template.text);
    if (limits.length === 0 || !leavesNothing(placed, limits)) return [];
    const described = limits.map(([word, text]) => `${word} "${text}"`).join(' and ');
    return [
      templateFinding(placed, {
        code: 'bounds',
        severity: 'warning',
        what: `the alias "${template.text}" does not accept any value`,
        why: `no value of the order ${placed.rule.order.terms[0].by} is ${described}${template.prereleases ? '' : ', prereleases excluded'}`,
        instead: 'correct the limits',
      }),
    ];
  });

/** Whether the limits exclude every value. For orders without least values, only compares `after` with `before`. */
function leavesNothing({ rule, template }: PlacedTemplate, limits: Limits): boolean {
  const [term] = rule.order.terms;
  const values = boundaryTexts(term, limits);
  if (values !== undefined) return !values.some((text) => isAccepted(term, template, text));
  const [after, before] = (['after', 'before'] as const).map((word) => {
    const [, text] = limits.find(([one]) => one === word) ?? [];
    return text === undefined ? undefined : term.order.parse(text);
  });
  return after?.ok === true && before?.ok === true && term.order.compare(after.value, before.value) >= 0;
}

function isAccepted({ order }: OrderTerm, template: AliasTemplate, text: string): boolean {
  const value = order.parse(text);
  return value.ok && (template.prereleases || !value.prerelease) && template.bounds?.([value.value]) === undefined;
}
