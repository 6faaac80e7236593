import { hasSurrogates, LEADING_SLASHES } from '../../object-key.ts';
import { closestWord } from '../file/closest-word.ts';
import type { Path } from '../file/rules-document.ts';
import type { WrittenRule } from '../file/rules-schema.ts';
import { compileHeaderPolicy, headerPolicyDigest } from '../header-policy.ts';
import { aliasPattern, type OrderOfPart } from '../pattern/alias-pattern.ts';
import { literalStart, parseTemplate, pieceText, type Template, type TemplatePiece } from '../pattern/template.ts';
import type { AliasGrouping, ReleaseTerms } from '../release.ts';
import type { AliasTemplate } from '../rule.ts';
import type { RuleOrder } from '../rule-order.ts';
import { type BoundsProblem, compileBounds, writtenLimits } from './compile-bounds.ts';
import { compileGrouping } from './compile-grouping.ts';
import type { CompiledMatch } from './compile-match.ts';
import { type DecidingText, decidingText, targetDigest } from './digest/target-digest.ts';
import { NO_KEY_BEGINS_WITH_WHY } from './match-problems.ts';
import { type MinimumAge, parseMinimumAge } from './minimum-age.ts';
import type { CompiledOrder } from './order/compile-order.ts';
import { listed, problemsIn, type RuleProblem, unknownGroup, usable } from './rule-problem.ts';
import { aliasInState } from './state-problems.ts';

/**
 * The parts of a rule that alias templates can refer to. A field is undefined if that part is invalid. Its problem is
 * reported elsewhere.
 */
export interface TemplateScope {
  readonly match: CompiledMatch | undefined;
  readonly order: RuleOrder | undefined;
  /** The order that limits are compared in. */
  readonly limited: CompiledOrder['first'];
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
  const { match, order, limited } = scope;
  const key = compileAliasKey(alias, scope);
  const pieces = usable(key)?.pieces;
  const bounds = limited && compileBounds(limits, { ...limited, prereleases });
  const age = minimumAgeOf(written, alias);
  const policy = compileHeaderPolicy(written, alias.own.headers, index);
  const grouping = pieces && compileAliasGrouping(alias, pieces, scope);
  const problems = [
    ...problemsIn(key),
    ...(typeof bounds === 'object' ? [boundsProblem(bounds, alias)] : []),
    ...problemsIn(age),
    ...('what' in policy ? [policy] : []),
    ...problemsIn(grouping),
  ];
  // Without a valid regex, templates cannot be checked or converted to key patterns.
  if (
    problems.length > 0 ||
    match === undefined ||
    pieces === undefined ||
    typeof bounds === 'object' ||
    'what' in policy
  )
    return problems;
  const minimumAge = usable(age);
  const archived = alias.own.archived ?? written.archived ?? 'skip';
  const deciding = decidingText(written, { order, prereleases, limits, minimumAge, archived });
  const target = targetDigest(written.match, text, deciding);
  // The fields that each decision reads come first: with many rules, every line of the memory cache counts.
  return {
    ...divide(pieces),
    prereleases,
    bounds,
    text,
    pieces,
    minimumAge,
    archived,
    protected: alias.own.protected ?? written.protected ?? false,
    ...policy,
    targetDigest: target,
    digest: `${target}-${headerPolicyDigest(policy.headers)}`,
    ...aliasPattern(pieces, orderOf(scope), match.sources),
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
  if (LEADING_SLASHES.test(literalStart(pieces))) return leadingSlash(keyPath, text);
  return aliasInState(keyPath, pieces) ?? { pieces };
}

/** How the aliases of a template move together. Undefined if each moves alone. */
function compileAliasGrouping(
  { keyPath, text }: ReadAlias,
  template: Template,
  scope: TemplateScope,
): AliasGrouping | RuleProblem | undefined {
  const { match, release } = scope;
  const grouping = release && match && compileGrouping(template, release.groups, orderOf(scope), match.sources);
  return grouping !== undefined && 'why' in grouping ? cannotMoveTogether(keyPath, text, grouping.why) : grouping;
}

function orderOf({ order }: TemplateScope): OrderOfPart {
  return (of, part) => order?.termOf(of, part)?.by;
}

function boundsProblem({ word, problem }: BoundsProblem, { path, own }: ReadAlias): RuleProblem {
  return { ...problem, path: own[word] === undefined ? [word] : [...path, word] };
}

/** A template, and what decides its targets. Rules that differ only in folder names share both. */
export interface SharedTemplate {
  readonly template: AliasTemplate;
  readonly deciding: DecidingText;
  /** The end of the digest: a dash and the digest of the headers. */
  readonly digestEnd: string;
}

/** A template of a form, for all rules of this form. */
export function shareAliasTemplate(
  template: AliasTemplate,
  index: number,
  written: WrittenRule,
  order: RuleOrder,
): SharedTemplate {
  const { limits } = readAlias(written, index);
  return {
    template,
    deciding: decidingText(written, { ...template, order, limits }),
    digestEnd: `-${headerPolicyDigest(template.headers)}`,
  };
}

function divide(pieces: Template): Pick<AliasTemplate, 'start' | 'rest'> {
  const start = literalStart(pieces);
  const rest = pieces.slice(pieces.findLastIndex((_, i) => pieces.slice(0, i + 1).every(isLiteral)) + 1);
  return { start, rest: { pieces: rest, isPlain: !hasSurrogates(pieces.map(pieceText).join('')) } };
}

function isLiteral({ kind }: TemplatePiece): boolean {
  return kind === 'literal';
}

function cannotMoveTogether(path: Path, text: string, why: string): RuleProblem {
  return {
    path,
    what: `the aliases of "${text}" cannot move together`,
    why,
    instead: 'put / after the group, and write {name} for it in match.key, or [^/]+ in the regex',
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
  const { match, order } = scope;
  if (piece.kind === 'literal' || match === undefined) return undefined;
  const { groups } = match.pattern;
  if (piece.kind === 'group') {
    return groups.includes(piece.group)
      ? undefined
      : unknownGroup(path, `the template "${text}"`, piece.group, match.pattern);
  }
  return order && partProblem(path, text, piece, { groups, order });
}

/** The parts of a rule that a piece like `{version.major}` can refer to. */
interface PartScope {
  readonly groups: readonly string[];
  readonly order: RuleOrder;
}

function partProblem(
  path: Path,
  text: string,
  { of, part }: TemplatePiece & { kind: 'part' },
  { groups, order }: PartScope,
): RuleProblem | undefined {
  if (order.termOf(of, part) !== undefined) return undefined;
  const owners = [...new Set(order.terms.map(({ group }) => group ?? 'order'))];
  const isOrdered = of === 'order' || owners.includes(of);
  const terms = order.terms.filter(({ group }) => of === 'order' || !isOrdered || group === of);
  const parts = [...new Set(terms.flatMap((term) => term.order.parts))];
  const noParts = parts.length === 0 ? 'this order has no parts' : `the order has the parts ${listed(parts)}`;
  const meant = parts.includes(part) ? part : (closestWord(part, parts) ?? parts[0]);
  const withPart = order.terms.find((term) => meant !== undefined && term.order.parts.includes(meant));
  const owner = isOrdered ? of : ((withPart ?? order.terms[0]).group ?? 'order');
  const group = groups.includes(of) ? of : owners.find((name) => name !== 'order');
  const whole = group === undefined ? `name one of the groups ${listed(groups)}` : `write {${group}}`;
  return {
    path,
    what: `the template "${text}" names {${of}.${part}}`,
    why: isOrdered
      ? noParts
      : `only ${owners.length === 1 ? 'the ordered value has parts, which is' : 'ordered values have parts, which are'} ${owners.join(' and ')}`,
    instead: meant === undefined || (!isOrdered && groups.includes(of)) ? whole : `write {${owner}.${meant}}`,
  };
}
