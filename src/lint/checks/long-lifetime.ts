import { isLongLived, usesExpires } from '../../cache-lifetime.ts';
import type { HeaderPolicy } from '../../rules/header-policy.ts';
import { type Check, type LintContext, type PlacedTemplate, templateFinding, templatesOf } from '../lint-context.ts';

/** Finds aliases that caches may serve for more than a day, and aliases whose uploaders decide about that. */
export const longLifetime: Check = (context) =>
  templatesOf(context).flatMap((placed) => {
    const finding = findingOf(placed.template.headers);
    return finding === undefined ? [] : [{ ...templateFinding(placed, finding), path: pathOf(context, placed) }];
  });

function findingOf({ 'Cache-Control': caching, Expires: expires }: HeaderPolicy) {
  if (caching === undefined) return INHERITED;
  if (isLongLived(caching)) return kept(`for more than a day (Cache-Control: ${caching})`);
  // With 0, caches must ask before each use.
  const isUntilDate = expires !== undefined && expires !== '0' && usesExpires(caching);
  return isUntilDate ? kept(`until a fixed date (Expires: ${expires})`) : undefined;
}

const INHERITED = {
  code: 'cache',
  severity: 'note',
  what: 'the alias inherits Cache-Control from its target',
  why: 'releases are often uploaded with max-age=31536000, immutable, and caches then serve the old target for a year after the alias has moved',
  instead: 'write headers: { Cache-Control: max-age=60 }, or leave headers out for no-cache',
} as const;

function kept(how: string) {
  return {
    code: 'cache',
    severity: 'warning',
    what: `caches may serve the alias ${how}`,
    why: 'after the alias has moved, they still serve the old target until then',
    instead: 'write headers: { Cache-Control: max-age=60 }, or leave headers out for no-cache',
  } as const;
}

/** The field that says it: of the alias, or of its rule. */
function pathOf({ written }: LintContext, { ruleIndex, templateIndex }: PlacedTemplate) {
  const alias = written.rules[ruleIndex]?.aliases[templateIndex];
  const own = typeof alias === 'object' && alias.headers !== undefined ? (['aliases', templateIndex] as const) : [];
  return ['rules', ruleIndex, ...own, 'headers'];
}
