import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import { type Check, type PlacedTemplate, templateFinding, templatesOf } from '../lint-context.ts';

/** Aliases whose listing reads the candidates of others too: what tells them apart stands behind what differs. */
export const wideListing: Check = (context) => {
  // What is so for several aliases of a rule is so by its regex: said once.
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
  /** The groups by which aliases differ. */
  readonly names: string;
}

function listingOf(placed: PlacedTemplate): WideListing | undefined {
  const { rule, template } = placed;
  // What moves together is decided together.
  const telling = [...(template.grouping?.determinedGroups ?? template.determinedGroups)].filter(
    (group) => group !== rule.orderGroup,
  );
  const groups = Object.fromEntries(telling.map((group) => [group, 'x']));
  const prefix = narrowestPrefix(rule, template, {});
  if (telling.length === 0 || narrowestPrefix(rule, template, groups) !== prefix) return undefined;
  return { placed, prefix, names: telling.map((group) => `{${group}}`).join(', ') };
}

const ANCHORED = /^(?:\^|\\A)/;

function reason({ rule }: PlacedTemplate, names: string): string {
  return ANCHORED.test(rule.pattern.source)
    ? `in the keys, ${names} ${names.includes(',') ? 'come' : 'comes'} after the part that differs between the candidates of one alias`
    : 'the regex does not say where a key begins';
}
