import { expect, test } from 'vitest';
import { AutoaliasError } from '../../src/autoalias-error.ts';
import { formatProblem, RulesInvalid } from '../../src/rules/rules-problem.ts';

const problem = { line: 3, column: 7, what: 'this', why: 'for a reason', instead: 'write that' };

test('a problem is one line, as editors follow it', () => {
  expect(formatProblem('a.yaml', problem)).toBe('a.yaml:3:7: this: for a reason; write that');
});

test('the error holds every problem, its file, its code and what led to it', () => {
  const cause = new Error('first');
  const error = new RulesInvalid('a.yaml', [problem, { ...problem, line: 9 }], cause);
  expect(error).toBeInstanceOf(AutoaliasError);
  expect(error).toMatchObject({ code: 'rules-invalid', name: 'RulesInvalid', file: 'a.yaml', cause });
  expect(error.message).toBe('a.yaml:3:7: this: for a reason; write that\na.yaml:9:7: this: for a reason; write that');
  expect(error.problems).toHaveLength(2);
});
