import type { WrittenRule } from '../file/rules-schema.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { parseTemplate, type Template, type TemplatePiece } from '../pattern/template.ts';
import { listed, type RuleProblem, unknownGroup } from './rule-problem.ts';

/** The compiled `order.on`. */
export interface CompiledOrderOn {
  /** The template of the order text. */
  readonly template: Template;
  /** The group in the template, if the template consists of one group only. */
  readonly group: string | undefined;
}

/** Compiles `order.on`. Returns the problem if it is invalid. */
export function compileOrderOn({ order }: WrittenRule, pattern: Pattern): CompiledOrderOn | RuleProblem {
  if (order.on === undefined) {
    if (order.by === 'uploaded') return { template: [], group: undefined };
    return {
      path: ['order'],
      what: 'order.on is missing',
      why: `the order ${order.by} compares a text from the key`,
      instead: `add on: with one of the groups ${listed(pattern.groups)}`,
    };
  }
  const template = parseTemplate(order.on.includes('{') ? order.on : `{${order.on}}`);
  if ('why' in template) return { path: ['order', 'on'], what: 'order.on cannot be read', ...template };
  const problem = template.map((piece) => onProblem(piece, pattern.groups)).find((found) => found !== undefined);
  if (problem !== undefined) return problem;
  if (!template.some((piece) => piece.kind === 'group')) {
    return {
      path: ['order', 'on'],
      what: 'order.on does not name a group',
      why: 'all candidates would be equal',
      instead: `name one of the groups ${listed(pattern.groups)}`,
    };
  }
  const [only, ...more] = template;
  return { template, group: more.length === 0 && only?.kind === 'group' ? only.group : undefined };
}

function onProblem(piece: TemplatePiece, groups: readonly string[]): RuleProblem | undefined {
  const path = ['order', 'on'];
  if (piece.kind === 'group')
    return groups.includes(piece.group) ? undefined : unknownGroup(path, 'order.on', piece.group, groups);
  if (piece.kind === 'literal') return undefined;
  return {
    path,
    what: `order.on names {${piece.of}.${piece.part}}`,
    why: 'only the ordered value has parts, and order.on defines that value',
    instead: groups.includes(piece.of) ? `write {${piece.of}}` : `name one of the groups ${listed(groups)}`,
  };
}
