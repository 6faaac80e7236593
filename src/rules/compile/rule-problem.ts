import { closestWord } from '../file/closest-word.ts';
import type { Path } from '../file/rules-document.ts';
import type { Pattern } from '../pattern/pattern.ts';

/** A problem of one rule, before its line in the file is known. */
export interface RuleProblem {
  /** The path of the invalid value, relative to the rule. */
  readonly path: Path;
  /** The offset of the problem in the text at `path`, counted from 0. */
  readonly at?: number;
  readonly what: string;
  readonly why: string;
  /** What to write instead. */
  readonly instead: string;
}

/** Whether the result of compiling a part of a rule is its problems. */
function isInvalid(part: unknown): part is RuleProblem | readonly RuleProblem[] {
  return Array.isArray(part) || (typeof part === 'object' && part !== null && 'instead' in part);
}

/** A part of a rule that compiled. Undefined if it has problems. */
export function usable<T>(part: T | RuleProblem | readonly RuleProblem[] | undefined): T | undefined {
  return isInvalid(part) ? undefined : part;
}

/** The problems of a part of a rule. Empty if it compiled. */
export function problemsIn(part: unknown): readonly RuleProblem[] {
  if (!isInvalid(part)) return [];
  return 'what' in part ? [part] : part;
}

/** A field of a rule: its path, and its name in messages, like `order[1].on`. */
export interface FieldPlace {
  readonly path: Path;
  readonly name: string;
}

/** The problem that a template names a group that `match` does not define. */
export function unknownGroup(
  path: Path,
  where: string,
  name: string,
  { groups, template }: Pick<Pattern, 'groups' | 'template'>,
): RuleProblem {
  const meant = closestWord(name, groups);
  const [match, group] = template === undefined ? ['the regex', `(?<${name}>...)`] : ['match.key', `{${name}}`];
  return {
    path,
    what: `${where} names the group "${name}"`,
    why: groups.length === 0 ? `${match} has no named groups` : `${match} has the groups ${listed(groups)}`,
    instead: meant === undefined ? `add ${group} to ${match}, or name another group` : `write {${meant}}`,
  };
}

/** Joins the first 20 names for a message. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return '(none)';
  const shown = names.slice(0, MOST_LISTED).join(', ');
  return names.length > MOST_LISTED ? `${shown}, …` : shown;
}

const MOST_LISTED = 20;
