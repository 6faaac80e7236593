import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import { type Check, type PlacedTemplate, templateFinding, templatesOf } from '../lint-context.ts';

/**
 * Finds aliases whose listing also reads candidates of other aliases, because the groups that identify the alias come after
 * the first part that differs between its candidates.
 */
export const wideListing: Check = (context) => {
  // The aliases of a rule whose listings are wide for the same reason share one finding.
  const same = new Map<string, [WideListing, ...WideListing[]]>();
  for (const one of templatesOf(context).flatMap((placed) => listingOf(placed) ?? [])) {
    const name = JSON.stringify([one.placed.ruleIndex, one.prefix, one.names]);
    const before = same.get(name);
    if (before === undefined) same.set(name, [one]);
    else before.push(one);
  }
  return [...same.values()].map((listings) => {
    const { placed, prefix, names } = listings[0];
    const texts = listings.map(({ placed: { template } }) => `"${template.text}"`);
    return templateFinding(placed, {
      code: 'listing',
      severity: 'note',
      what: `the listing for one alias of ${texts.join(' or ')} reads every object under "${prefix}"`,
      why: `${reason(placed, names)}; an alias needs the listing when its target is deleted, and always without versioning`,
      instead: ANCHORED.test(placed.rule.pattern.source)
        ? `put ${names} before that part if you can choose the keys; otherwise ignore this note`
        : 'begin the regex with ^',
    });
  });
};

interface WideListing {
  readonly placed: PlacedTemplate;
  readonly prefix: string;
  /** The groups that identify the alias. */
  readonly names: string;
}

function listingOf(placed: PlacedTemplate): WideListing | undefined {
  const { rule, template } = placed;
  // Aliases that move together need one listing.
  const identifying = [...(template.grouping?.determinedGroups ?? template.determinedGroups)].filter(
    (group) => !rule.order.terms.some((term) => term.group === group),
  );
  const groups = Object.fromEntries(identifying.map((group) => [group, 'x']));
  const prefix = narrowestPrefix(rule, template, {});
  if (identifying.length === 0 || narrowestPrefix(rule, template, groups) !== prefix) return undefined;
  return { placed, prefix, names: identifying.map((group) => `{${group}}`).join(', ') };
}

const ANCHORED = /^(?:\^|\\A)/;

function reason({ rule }: PlacedTemplate, names: string): string {
  return ANCHORED.test(rule.pattern.source)
    ? `in the keys, ${names} ${names.includes(',') ? 'come' : 'comes'} after the part that differs between the candidates of one alias`
    : 'the regex is not anchored at the start of the key';
}
