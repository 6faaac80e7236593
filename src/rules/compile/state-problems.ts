import { isStateKey, STATE_PREFIX } from '../../state-key.ts';
import { regexStart } from '../pattern/pattern-shape.ts';
import { literalStart, type Template } from '../pattern/template.ts';
import type { CompiledMatch } from './compile-match.ts';
import type { RuleProblem } from './rule-problem.ts';

const WHY = `autoalias keeps its own objects below ${STATE_PREFIX}, and no rule reads or writes there`;

/** The problem of a rule all of whose keys would be below the state prefix. */
export function matchInState({ prefix, shape, pattern }: CompiledMatch): readonly RuleProblem[] {
  const start = [prefix, regexStart(shape ?? [])].find(isStateKey);
  if (start === undefined) return [];
  const part = pattern.template === undefined ? 'prefix' : 'key';
  return [{ path: ['match', part], what: `match reads keys below "${start}"`, why: WHY, instead: 'use other keys' }];
}

/** The problem of an alias template all of whose aliases would be below the state prefix. */
export function aliasInState(path: RuleProblem['path'], template: Template): RuleProblem | undefined {
  const start = literalStart(template);
  if (!isStateKey(start)) return undefined;
  return { path, what: `the aliases would be below "${start}"`, why: WHY, instead: 'use another key' };
}
