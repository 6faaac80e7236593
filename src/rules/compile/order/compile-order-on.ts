import type { WrittenTerm } from '../../file/rules-schema.ts';
import type { Pattern } from '../../pattern/pattern.ts';
import { parseTemplate, type Template, type TemplatePiece } from '../../pattern/template.ts';
import { type FieldPlace, listed, type RuleProblem, unknownGroup } from '../rule-problem.ts';

/** The compiled `on` of a term of `order`. */
export interface CompiledOrderOn {
  /** The template of the order text. */
  readonly template: Template;
  /** The group in the template, if the template consists of one group only. */
  readonly group: string | undefined;
}

/** Compiles the `on` of a term of `order`. Returns the problem if it is invalid. */
export function compileOrderOn(
  { by, on }: WrittenTerm,
  { path, name }: FieldPlace,
  pattern: Pick<Pattern, 'groups' | 'template'>,
): CompiledOrderOn | RuleProblem {
  if (on === undefined) {
    if (by === 'uploaded') return { template: [], group: undefined };
    return {
      path,
      what: `${name}.on is missing`,
      why: `the order ${by} compares a text from the key`,
      instead: `add on: with one of the groups ${listed(pattern.groups)}`,
    };
  }
  const place = { path: [...path, 'on'], name: `${name}.on` };
  const template = parseTemplate(on.includes('{') ? on : `{${on}}`);
  if ('why' in template) return { path: place.path, what: `${place.name} cannot be read`, ...template };
  const problem = template.map((piece) => onProblem(piece, place, pattern)).find((found) => found !== undefined);
  if (problem !== undefined) return problem;
  if (!template.some((piece) => piece.kind === 'group')) {
    return {
      path: place.path,
      what: `${place.name} does not name a group`,
      why: 'all candidates would be equal',
      instead: `name one of the groups ${listed(pattern.groups)}`,
    };
  }
  const [only, ...more] = template;
  return { template, group: more.length === 0 && only?.kind === 'group' ? only.group : undefined };
}

function onProblem(
  piece: TemplatePiece,
  { path, name }: FieldPlace,
  pattern: Pick<Pattern, 'groups' | 'template'>,
): RuleProblem | undefined {
  const { groups } = pattern;
  if (piece.kind === 'group')
    return groups.includes(piece.group) ? undefined : unknownGroup(path, name, piece.group, pattern);
  if (piece.kind === 'literal') return undefined;
  return {
    path,
    what: `${name} names {${piece.of}.${piece.part}}`,
    why: `only the ordered value has parts, and ${name} defines that value`,
    instead: groups.includes(piece.of) ? `write {${piece.of}}` : `name one of the groups ${listed(groups)}`,
  };
}
