import { aliasPattern, groupSources } from './alias-pattern.ts';
import { closestWord } from './closest-word.ts';
import { boundsOf, compileBounds } from './compile-bounds.ts';
import { compileGrouping } from './compile-grouping.ts';
import { compileRelease } from './compile-release.ts';
import { digest } from './digest.ts';
import { matchProblems, NO_KEY_BEGINS_WITH, NO_KEY_BEGINS_WITH_WHY } from './match-problems.ts';
import { type MinimumAge, parseMinimumAge } from './minimum-age.ts';
import { orderProblem } from './order-problem.ts';
import type { Order } from './orders/order.ts';
import { createOrder } from './orders/orders.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { patternShape } from './pattern-shape.ts';
import type { ReleaseTerms } from './release.ts';
import type { AliasForm, Rule } from './rule.ts';
import type { Path } from './rules-document.ts';
import type { WrittenRule } from './rules-schema.ts';
import { literalStart, parseTemplate, type Template, type TemplatePiece } from './template.ts';

/** A problem before it has a line: `path` is relative to the rule. */
export interface RuleProblem {
  readonly path: Path;
  /** Where in the text at `path`, counted from 0. */
  readonly at?: number;
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

/** Makes a written rule ready for use, or says everything that is wrong with it. */
export const compileRule = (written: WrittenRule): Rule | readonly RuleProblem[] => {
  const pattern = compilePattern(written.match.regex);
  if ('refused' in pattern) return [refusedRegex('regex', pattern.refused)];
  const exclude = written.match.exclude === undefined ? undefined : compilePattern(written.match.exclude);
  if (exclude !== undefined && 'refused' in exclude) return [refusedRegex('exclude', exclude.refused)];
  const shape = patternShape(pattern.source);
  const unmatched = matchProblems(written.match.prefix, shape);
  if (unmatched.length > 0) return unmatched.map(({ part, ...problem }) => ({ path: ['match', part], ...problem }));
  const on = readOn(written, pattern);
  if ('what' in on) return [on];
  const unordered = orderProblem(written.order);
  if (unordered !== undefined) return [unordered];
  const { by, format, values } = written.order;
  const order = createOrder(by, {
    ...(format === undefined ? {} : { format }),
    ...(values === undefined ? {} : { values }),
  });
  const release = compileRelease(written, { pattern, on: on.template, sources: groupSources(shape) });
  if (release !== undefined && !('of' in release)) return release;
  const names: Names = { pattern, order, onGroup: on.group, release };
  const forms = written.aliases.map((alias, i) => compileForm(written, alias, i, on.template, names));
  const fallback = fallbackProblem(written, pattern);
  const problems = [...forms, ...fallback].filter((form): form is RuleProblem => 'what' in form);
  // What the rule says for all its aliases is wrong once.
  const first = problems.filter(({ path }, i) => problems.findIndex((one) => String(one.path) === String(path)) === i);
  if (first.length > 0) return first;
  return {
    name: written.name,
    prefix: written.match.prefix,
    pattern,
    exclude,
    shape,
    orderName: written.order.by,
    order,
    on: on.template,
    onGroup: on.group,
    forms: forms.filter((form): form is AliasForm => 'digest' in form),
    release,
    onDelete: typeof written.onDelete === 'string' ? written.onDelete : 'repoint',
    fallback: fallbackOf(written),
    onConflict: written.onConflict,
    guard: written.guard,
  };
};

const fallbackOf = ({ onDelete }: WrittenRule): string | undefined =>
  typeof onDelete === 'string' ? undefined : onDelete.fallback;

const fallbackProblem = (written: WrittenRule, { groups }: Pattern): readonly RuleProblem[] => {
  const group = groups.find((name) => fallbackOf(written)?.includes(`{${name}}`));
  if (group === undefined) return [];
  const what = `onDelete.fallback names {${group}}`;
  const why = 'it is the key of one object, for all aliases of the rule, and no template';
  return [{ path: ['onDelete', 'fallback'], what, why, instead: 'write the key itself' }];
};

const LOOK_AROUND = /\(\?<?[=!]/;

const refusedRegex = (word: 'regex' | 'exclude', why: string): RuleProblem => ({
  path: ['match', word],
  what: `the ${word === 'regex' ? 'regex' : 'regex of exclude'} cannot be used`,
  why: `${why} (only what runs in linear time is taken, RE2 syntax)`,
  instead: LOOK_AROUND.test(why)
    ? 'write the pattern without look-around, e.g. with a character class'
    : /invalid escape sequence: `\\[\dk]|`\(\?P`/.test(why)
      ? 'write the pattern without back-references'
      : 'mend the pattern',
});

const readOn = (
  { order }: WrittenRule,
  pattern: Pattern,
): { template: Template; group: string | undefined } | RuleProblem => {
  if (order.on === undefined) {
    if (order.by === 'uploaded') return { template: [], group: undefined };
    return {
      path: ['order'],
      what: 'order.on is missing',
      why: `the order ${order.by} needs to know what to read`,
      instead: `add on: with one of the groups ${list(pattern.groups)}`,
    };
  }
  const template = parseTemplate(order.on.includes('{') ? order.on : `{${order.on}}`);
  if ('why' in template) return { path: ['order', 'on'], what: 'order.on cannot be read', ...template };
  const problem = template.map((piece) => onProblem(piece, pattern.groups)).find((found) => found !== undefined);
  if (problem !== undefined) return problem;
  if (!template.some((piece) => piece.kind === 'group')) {
    return {
      path: ['order', 'on'],
      what: 'order.on names no group',
      why: 'every candidate would have the same place',
      instead: `name one of the groups ${list(pattern.groups)}`,
    };
  }
  const [only, ...more] = template;
  return { template, group: more.length === 0 && only?.kind === 'group' ? only.group : undefined };
};

const onProblem = (piece: TemplatePiece, groups: readonly string[]): RuleProblem | undefined => {
  const path = ['order', 'on'];
  if (piece.kind === 'group')
    return groups.includes(piece.group) ? undefined : unknownName(path, 'order.on', piece.group, groups);
  if (piece.kind === 'literal') return undefined;
  return {
    path,
    what: `order.on names {${piece.of}.${piece.part}}`,
    why: 'only the ordered value has parts, and order.on says what that is',
    instead: groups.includes(piece.of) ? `write {${piece.of}}` : `name one of the groups ${list(groups)}`,
  };
};

/** What templates may name. */
interface Names {
  readonly pattern: Pattern;
  readonly order: Order;
  readonly onGroup: string | undefined;
  readonly release: ReleaseTerms | undefined;
}

const compileForm = (
  written: WrittenRule,
  alias: WrittenRule['aliases'][number],
  index: number,
  on: Template,
  names: Names,
): AliasForm | RuleProblem => {
  const text = typeof alias === 'string' ? alias : alias.key;
  const path: Path = typeof alias === 'string' ? ['aliases', index] : ['aliases', index, 'key'];
  const template = parseTemplate(text);
  if ('why' in template) return { path, what: `the template "${text}" cannot be read`, ...template };
  const problem = template.map((piece) => pieceProblem(path, text, piece, names)).find((found) => found !== undefined);
  if (problem !== undefined) return problem;
  if (NO_KEY_BEGINS_WITH.test(literalStart(template))) return badStart(path, text);
  const prereleases = (typeof alias === 'string' ? undefined : alias.prereleases) ?? written.prereleases ?? false;
  const ordering = { by: written.order.by, order: names.order, prereleases };
  const limits = boundsOf(written, alias);
  const bounds = compileBounds(limits, ordering);
  if (typeof bounds === 'object') {
    const isOwn = typeof alias !== 'string' && alias[bounds.word] !== undefined;
    return { ...bounds.problem, path: isOwn ? ['aliases', index, bounds.word] : [bounds.word] };
  }
  const age = minimumAgeOf(written, alias, index);
  if (age !== undefined && 'what' in age) return age;
  const { by, format, values } = written.order;
  const sources = groupSources(patternShape(names.pattern.source));
  const grouping = names.release && compileGrouping(template, names.release.groups, by, sources);
  if (grouping !== undefined && 'why' in grouping) return cannotMoveAsOne(path, text, grouping.why);
  const fallback = fallbackOf(written);
  const decided = [
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
  return {
    template,
    text,
    prereleases,
    bounds,
    minimumAge: age,
    protected: (typeof alias === 'string' ? undefined : alias.protected) ?? written.protected ?? false,
    digest: digest(JSON.stringify(decided)),
    ...aliasPattern(template, by, sources),
    grouping,
  };
};

const cannotMoveAsOne = (path: Path, text: string, why: string): RuleProblem => ({
  path,
  what: `the aliases of "${text}" cannot move as one`,
  why,
  instead: 'put / after it, and [^/]+ for the groups into the regex',
});

/** The alias's own takes the place of its rule's. */
const minimumAgeOf = (
  written: WrittenRule,
  alias: WrittenRule['aliases'][number],
  index: number,
): MinimumAge | RuleProblem | undefined => {
  const own = typeof alias === 'string' ? undefined : alias.minimumAge;
  const text = own ?? written.minimumAge;
  if (text === undefined) return undefined;
  const age = parseMinimumAge(text);
  if (!('what' in age)) return age;
  return { ...age, path: own === undefined ? ['minimumAge'] : ['aliases', index, 'minimumAge'] };
};

const badStart = (path: Path, text: string): RuleProblem => ({
  path,
  what: `the template "${text}" cannot give a key`,
  why: NO_KEY_BEGINS_WITH_WHY,
  instead: `write "${text.replace(NO_KEY_BEGINS_WITH, '')}"`,
});

const pieceProblem = (path: Path, text: string, piece: TemplatePiece, names: Names): RuleProblem | undefined => {
  const { groups } = names.pattern;
  if (piece.kind === 'literal') return undefined;
  if (piece.kind === 'group') {
    return groups.includes(piece.group) ? undefined : unknownName(path, `the template "${text}"`, piece.group, groups);
  }
  return partProblem(path, text, piece, names);
};

const partProblem = (
  path: Path,
  text: string,
  { of, part }: TemplatePiece & { kind: 'part' },
  { pattern: { groups }, order: { parts }, onGroup }: Names,
): RuleProblem | undefined => {
  const ordered = of === 'order' || of === onGroup;
  if (ordered && parts.includes(part)) return undefined;
  const noParts = parts.length === 0 ? 'values of this order have no parts' : `the order has the parts ${list(parts)}`;
  const meant = parts.includes(part) ? part : (closestWord(part, parts) ?? parts[0]);
  const group = groups.includes(of) ? of : onGroup;
  const whole = group === undefined ? `name one of the groups ${list(groups)}` : `write {${group}}`;
  const value = ordered ? of : (onGroup ?? 'order');
  return {
    path,
    what: `the template "${text}" names {${of}.${part}}`,
    why: ordered ? noParts : `only the ordered value has parts, and that is ${value}`,
    instead: meant === undefined || (!ordered && groups.includes(of)) ? whole : `write {${value}.${meant}}`,
  };
};

const unknownName = (path: Path, where: string, name: string, groups: readonly string[]): RuleProblem => {
  const meant = closestWord(name, groups);
  return {
    path,
    what: `${where} names the group "${name}"`,
    why: groups.length === 0 ? 'the regex has no named groups' : `the regex has the groups ${list(groups)}`,
    instead: meant === undefined ? `add (?<${name}>...) to the regex, or name another` : `write {${meant}}`,
  };
};

const list = (names: readonly string[]): string => (names.length === 0 ? '(none)' : names.join(', '));
