import { LEADING_SLASHES } from '../../object-key.ts';
import { closestWord } from '../file/closest-word.ts';
import type { Path } from '../file/rules-document.ts';
import type { WrittenRule } from '../file/rules-schema.ts';
import type { Order } from '../orders/order.ts';
import { aliasPattern } from '../pattern/alias-pattern.ts';
import {
  literalStart,
  parseTemplate,
  type Template,
  type TemplatePiece,
  type TemplateProblem,
} from '../pattern/template.ts';
import type { ReleaseTerms } from '../release.ts';
import type { AliasTemplate } from '../rule.ts';
import { type BoundsProblem, compileBounds, writtenLimits } from './compile-bounds.ts';
import { compileGrouping } from './compile-grouping.ts';
import type { CompiledOrderOn } from './compile-order-on.ts';
import { digest } from './digest.ts';
import { NO_KEY_BEGINS_WITH_WHY } from './match-problems.ts';
import { type MinimumAge, parseMinimumAge } from './minimum-age.ts';
import { listed, type RuleProblem, unknownGroup } from './rule-problem.ts';

/**
 * The parts of a rule that alias templates can refer to. A field is undefined if that part is invalid. Its problem is
 * reported elsewhere.
 */
export interface TemplateScope {
  /** The names of the groups of the regex. */
  readonly groups: readonly string[] | undefined;
  /** The regex of each group. */
  readonly sources: ReadonlyMap<string, string>;
  readonly order: Order | undefined;
  readonly on: CompiledOrderOn | undefined;
  readonly release: ReleaseTerms | undefined;
}

/** Compiles one alias of a rule. Returns all problems if it is invalid. */
export function compileAliasTemplate(
  written: WrittenRule,
  index: number,
  scope: TemplateScope,
): AliasTemplate | readonly RuleProblem[] {
  const alias = written.aliases[index] ?? '';
  const text = typeof alias === 'string' ? alias : alias.key;
  const path: Path = typeof alias === 'string' ? ['aliases', index] : ['aliases', index, 'key'];
  const prereleases = (typeof alias === 'string' ? undefined : alias.prereleases) ?? written.prereleases ?? false;
  const limits = writtenLimits(written, alias);
  const template = parseTemplate(text);
  const keyProblem =
    'why' in template ? unreadable(path, text, template) : templateProblem(path, text, template, scope);
  const bounds = scope.order && compileBounds(limits, { by: written.order.by, order: scope.order, prereleases });
  const age = minimumAgeOf(written, alias, index);
  const grouping = keyProblem === undefined && !('why' in template) ? groupingOf(template, written, scope) : undefined;
  const problems: readonly (RuleProblem | undefined)[] = [
    keyProblem,
    typeof bounds === 'object' ? boundsProblem(bounds, alias, index) : undefined,
    age !== undefined && 'what' in age ? age : undefined,
    grouping !== undefined && 'why' in grouping ? cannotMoveTogether(path, text, grouping.why) : undefined,
  ];
  const found = problems.filter((problem) => problem !== undefined);
  // Without a valid regex, templates cannot be checked or converted to key patterns.
  if (scope.groups === undefined || found.length > 0 || 'why' in template || typeof bounds === 'object') return found;
  if ((age !== undefined && 'what' in age) || (grouping !== undefined && 'why' in grouping)) return found;
  return {
    pieces: template,
    text,
    prereleases,
    bounds,
    minimumAge: age,
    protected: (typeof alias === 'string' ? undefined : alias.protected) ?? written.protected ?? false,
    digest: digestOf(written, text, { on: scope.on?.template ?? [], prereleases, limits, age }),
    ...aliasPattern(template, written.order.by, scope.sources),
    grouping,
  };
}

function unreadable(path: Path, text: string, problem: TemplateProblem): RuleProblem {
  return {
    path,
    what: `the template "${text}" cannot be read`,
    ...problem,
  };
}

function templateProblem(path: Path, text: string, template: Template, scope: TemplateScope): RuleProblem | undefined {
  for (const piece of template) {
    const problem = pieceProblem(path, text, piece, scope);
    if (problem !== undefined) return problem;
  }
  return LEADING_SLASHES.test(literalStart(template)) ? leadingSlash(path, text) : undefined;
}

function groupingOf(template: Template, { order }: WrittenRule, { release, sources }: TemplateScope) {
  return release && compileGrouping(template, release.groups, order.by, sources);
}

function boundsProblem(
  { word, problem }: BoundsProblem,
  alias: WrittenRule['aliases'][number],
  index: number,
): RuleProblem {
  const isOwn = typeof alias !== 'string' && alias[word] !== undefined;
  return { ...problem, path: isOwn ? ['aliases', index, word] : [word] };
}

/** The digest of everything in a rule that decides the target of an alias. */
function digestOf(
  written: WrittenRule,
  text: string,
  {
    on,
    prereleases,
    limits,
    age,
  }: Pick<AliasTemplate, 'prereleases'> & {
    readonly on: Template;
    readonly limits: ReturnType<typeof writtenLimits>;
    readonly age: MinimumAge | undefined;
  },
): string {
  const { by, format, values } = written.order;
  const fallback = fallbackOf(written);
  const deciding = [
    written.match,
    by,
    format ?? '',
    on,
    text,
    prereleases,
    ...(values === undefined ? [] : [values]),
    ...limits,
    ...(age === undefined ? [] : [['minimumAge', age.text]]),
    ...(fallback === undefined ? [] : [['fallback', fallback]]),
    ...(written.release === undefined ? [] : [['release', written.release]]),
  ];
  return digest(JSON.stringify(deciding));
}

function cannotMoveTogether(path: Path, text: string, why: string): RuleProblem {
  return {
    path,
    what: `the aliases of "${text}" cannot move together`,
    why,
    instead: 'put / after the group, and write [^/]+ for it in the regex',
  };
}

/** The minimum age of an alias. If the alias does not set it, that of its rule. */
function minimumAgeOf(
  written: WrittenRule,
  alias: WrittenRule['aliases'][number],
  index: number,
): MinimumAge | RuleProblem | undefined {
  const own = typeof alias === 'string' ? undefined : alias.minimumAge;
  const text = own ?? written.minimumAge;
  if (text === undefined) return undefined;
  const age = parseMinimumAge(text);
  if (!('what' in age)) return age;
  return { ...age, path: own === undefined ? ['minimumAge'] : ['aliases', index, 'minimumAge'] };
}

function leadingSlash(path: Path, text: string): RuleProblem {
  return {
    path,
    what: `the template "${text}" cannot produce a key`,
    why: NO_KEY_BEGINS_WITH_WHY,
    instead: `write "${text.replace(LEADING_SLASHES, '')}"`,
  };
}

function pieceProblem(path: Path, text: string, piece: TemplatePiece, scope: TemplateScope): RuleProblem | undefined {
  const { groups } = scope;
  if (piece.kind === 'literal' || groups === undefined) return undefined;
  if (piece.kind === 'group') {
    return groups.includes(piece.group) ? undefined : unknownGroup(path, `the template "${text}"`, piece.group, groups);
  }
  const { on, order } = scope;
  return on && order && partProblem(path, text, piece, { groups, on, order });
}

/** The parts of a rule that a piece like `{version.major}` can refer to. */
interface PartScope {
  readonly groups: readonly string[];
  readonly on: CompiledOrderOn;
  readonly order: Order;
}

function partProblem(
  path: Path,
  text: string,
  { of, part }: TemplatePiece & { kind: 'part' },
  { groups, on: { group: onGroup }, order: { parts } }: PartScope,
): RuleProblem | undefined {
  const isOrdered = of === 'order' || of === onGroup;
  if (isOrdered && parts.includes(part)) return undefined;
  const noParts = parts.length === 0 ? 'this order has no parts' : `the order has the parts ${listed(parts)}`;
  const meant = parts.includes(part) ? part : (closestWord(part, parts) ?? parts[0]);
  const group = groups.includes(of) ? of : onGroup;
  const whole = group === undefined ? `name one of the groups ${listed(groups)}` : `write {${group}}`;
  const value = isOrdered ? of : (onGroup ?? 'order');
  return {
    path,
    what: `the template "${text}" names {${of}.${part}}`,
    why: isOrdered ? noParts : `only the ordered value has parts, which is ${value}`,
    instead: meant === undefined || (!isOrdered && groups.includes(of)) ? whole : `write {${value}.${meant}}`,
  };
}

/** The key that the aliases of a rule point at when there is no candidate. Undefined if there is none. */
export function fallbackOf({ onDelete }: WrittenRule): string | undefined {
  return typeof onDelete === 'string' ? undefined : onDelete.fallback;
}
