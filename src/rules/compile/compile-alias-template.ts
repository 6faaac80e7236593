import { LEADING_SLASHES } from '../../object-key.ts';
import { closestWord } from '../file/closest-word.ts';
import type { Path } from '../file/rules-document.ts';
import type { WrittenRule } from '../file/rules-schema.ts';
import type { Order } from '../orders/order.ts';
import { aliasPattern } from '../pattern/alias-pattern.ts';
import { literalStart, parseTemplate, type Template, type TemplatePiece } from '../pattern/template.ts';
import type { AliasGrouping, ReleaseTerms } from '../release.ts';
import type { AliasTemplate } from '../rule.ts';
import { type BoundsProblem, compileBounds, writtenLimits } from './compile-bounds.ts';
import { compileGrouping } from './compile-grouping.ts';
import type { CompiledMatch } from './compile-match.ts';
import type { CompiledOrderOn } from './compile-order-on.ts';
import { digest } from './digest.ts';
import { NO_KEY_BEGINS_WITH_WHY } from './match-problems.ts';
import { type MinimumAge, parseMinimumAge } from './minimum-age.ts';
import { listed, problemsIn, type RuleProblem, unknownGroup, usable } from './rule-problem.ts';

/**
 * The parts of a rule that alias templates can refer to. A field is undefined if that part is invalid. Its problem is
 * reported elsewhere.
 */
export interface TemplateScope {
  readonly match: CompiledMatch | undefined;
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
  const alias = readAlias(written, index);
  const { text, prereleases, limits } = alias;
  const { match, order } = scope;
  const key = compileAliasKey(alias, scope);
  const pieces = usable(key)?.pieces;
  const bounds = order && compileBounds(limits, { by: written.order.by, order, prereleases });
  const age = minimumAgeOf(written, alias);
  const grouping = pieces && compileAliasGrouping(alias, pieces, written, scope);
  const problems = [
    ...problemsIn(key),
    ...(typeof bounds === 'object' ? [boundsProblem(bounds, alias)] : []),
    ...problemsIn(age),
    ...problemsIn(grouping),
  ];
  // Without a valid regex, templates cannot be checked or converted to key patterns.
  if (problems.length > 0 || match === undefined || pieces === undefined || typeof bounds === 'object') return problems;
  const minimumAge = usable(age);
  return {
    pieces,
    text,
    prereleases,
    bounds,
    minimumAge,
    protected: alias.own.protected ?? written.protected ?? false,
    digest: digestOf(written, text, { on: scope.on?.template ?? [], prereleases, limits, age: minimumAge }),
    ...aliasPattern(pieces, written.order.by, match.sources),
    grouping: usable(grouping),
  };
}

/** An alias as written, with the values that it inherits from its rule. */
interface ReadAlias {
  /** Its path in the rule. */
  readonly path: Path;
  /** The path of its key. */
  readonly keyPath: Path;
  readonly text: string;
  /** The options that the alias sets itself. */
  readonly own: AliasOptions;
  readonly prereleases: boolean;
  readonly limits: ReturnType<typeof writtenLimits>;
}

type AliasOptions = Partial<Exclude<WrittenRule['aliases'][number], string>>;

function readAlias(written: WrittenRule, index: number): ReadAlias {
  const alias = written.aliases[index] ?? '';
  const path: Path = ['aliases', index];
  const inherited = (own: AliasOptions) => ({
    own,
    prereleases: own.prereleases ?? written.prereleases ?? false,
    limits: writtenLimits(written, own),
  });
  if (typeof alias === 'string') return { path, keyPath: path, text: alias, ...inherited({}) };
  return { path, keyPath: [...path, 'key'], text: alias.key, ...inherited(alias) };
}

/** Parses and checks the template of an alias key. */
function compileAliasKey(
  { keyPath, text }: ReadAlias,
  scope: TemplateScope,
): Pick<AliasTemplate, 'pieces'> | RuleProblem {
  const pieces = parseTemplate(text);
  if ('why' in pieces) return { path: keyPath, what: `the template "${text}" cannot be read`, ...pieces };
  for (const piece of pieces) {
    const problem = pieceProblem(keyPath, text, piece, scope);
    if (problem !== undefined) return problem;
  }
  return LEADING_SLASHES.test(literalStart(pieces)) ? leadingSlash(keyPath, text) : { pieces };
}

/** How the aliases of a template move together. Undefined if each moves alone. */
function compileAliasGrouping(
  { keyPath, text }: ReadAlias,
  template: Template,
  { order }: WrittenRule,
  { match, release }: TemplateScope,
): AliasGrouping | RuleProblem | undefined {
  const grouping = release && match && compileGrouping(template, release.groups, order.by, match.sources);
  return grouping !== undefined && 'why' in grouping ? cannotMoveTogether(keyPath, text, grouping.why) : grouping;
}

function boundsProblem({ word, problem }: BoundsProblem, { path, own }: ReadAlias): RuleProblem {
  return { ...problem, path: own[word] === undefined ? [word] : [...path, word] };
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
  const { by, format, values, bare } = written.order;
  const fallback = fallbackOf(written);
  const deciding = [
    written.match,
    by,
    format ?? '',
    on,
    text,
    prereleases,
    ...(values === undefined ? [] : [values]),
    ...(bare === undefined ? [] : [['bare', bare]]),
    ...limits,
    ...(age === undefined ? [] : [['minimumAge', age.text]]),
    ...(fallback === undefined ? [] : [['fallback', fallback]]),
    ...(written.release === undefined ? [] : [['release', written.release]]),
    ...(written.withdraw ? [] : [['withdraw', false]]),
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
function minimumAgeOf(written: WrittenRule, { path, own }: ReadAlias): MinimumAge | RuleProblem | undefined {
  const text = own.minimumAge ?? written.minimumAge;
  if (text === undefined) return undefined;
  const age = parseMinimumAge(text);
  if (!('what' in age)) return age;
  return { ...age, path: own.minimumAge === undefined ? ['minimumAge'] : [...path, 'minimumAge'] };
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
  const { match, on, order } = scope;
  if (piece.kind === 'literal' || match === undefined) return undefined;
  const { groups } = match.pattern;
  if (piece.kind === 'group') {
    return groups.includes(piece.group) ? undefined : unknownGroup(path, `the template "${text}"`, piece.group, groups);
  }
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
