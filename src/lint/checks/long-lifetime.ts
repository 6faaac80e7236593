import { isLongLived } from '../../cache-lifetime.ts';
import { type Check, type LintContext, type PlacedTemplate, templateFinding, templatesOf } from '../lint-context.ts';

/** Finds aliases that caches may serve for more than a day, and aliases whose uploaders decide about that. */
export const longLifetime: Check = (context) =>
  templatesOf(context).flatMap((placed) => {
    const { headers } = placed.template;
    const caching = headers['Cache-Control'];
    const isInherited = caching === undefined;
    if (!isInherited && !isLongLived(caching)) return [];
    const finding = isInherited ? INHERITED : kept(caching);
    return [{ ...templateFinding(placed, finding), path: pathOf(context, placed) }];
  });

const INHERITED = {
  code: 'cache',
  severity: 'note',
  what: 'the alias inherits Cache-Control from its target',
  why: 'releases are often uploaded with max-age=31536000, immutable, and caches then serve the old target for a year after the alias has moved',
  instead: 'write headers: { Cache-Control: max-age=60 }, or leave headers out for no-cache',
} as const;

function kept(caching: string) {
  return {
    code: 'cache',
    severity: 'warning',
    what: `caches may serve the alias for more than a day (Cache-Control: ${caching})`,
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
