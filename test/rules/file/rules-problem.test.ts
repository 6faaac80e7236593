import { expect, test } from 'vitest';
import { AutoaliasError } from '../../../src/autoalias-error.ts';
import { formatProblem, MOST_PROBLEMS, RulesInvalid } from '../../../src/rules/file/rules-problem.ts';

const problem = { line: 3, column: 7, what: 'this', why: 'for a reason', instead: 'write that' };

test('a problem is formatted as one line that editors recognize', () => {
  expect(formatProblem('a.yaml', problem)).toBe('a.yaml:3:7: this: for a reason; write that');
});

test('the error has the problems, the file, the code and the cause', () => {
  const cause = new Error('first');
  const error = new RulesInvalid('a.yaml', [() => problem, () => ({ ...problem, line: 9 })], cause);
  expect(error).toBeInstanceOf(AutoaliasError);
  expect(error).toMatchObject({ code: 'rules-invalid', name: 'RulesInvalid', file: 'a.yaml', cause });
  expect(error.message).toBe('a.yaml:3:7: this: for a reason; write that\na.yaml:9:7: this: for a reason; write that');
  expect(error.problems).toHaveLength(2);
});

test('only the first of very many problems are computed, and the others are counted', () => {
  let worked = 0;
  const found = Array.from({ length: 100_000 }, (_, i) => () => {
    worked++;
    return { ...problem, line: i + 1 };
  });
  const error = new RulesInvalid('a.yaml', found);
  expect(worked).toBe(MOST_PROBLEMS);
  expect(error.problems).toHaveLength(50);
  expect(error.more).toBe(99_950);
  expect(error.message.split('\n')).toHaveLength(51);
  expect(error.message.split('\n').at(-1)).toBe('a.yaml: and 99950 more');
});

test.each([
  ['`y`', '`y`'],
  [`"${'x'.repeat(100)}"`, `"${'x'.repeat(100)}"`],
  [`"${'x'.repeat(101)}"`, `"${'x'.repeat(100)}…"`],
  [`\`${'x'.repeat(300)}\` and "${'y'.repeat(300)}"`, `\`${'x'.repeat(100)}…\` and "${'y'.repeat(100)}…"`],
  [`{${'x'.repeat(1000)}}`, `{${'x'.repeat(499)}…`],
])('quoted values are cut: %s', (text, cut) => {
  const [shown] = new RulesInvalid('a', [() => ({ ...problem, what: text, why: text, instead: text })]).problems;
  expect(shown).toMatchObject({ what: cut, why: cut, instead: cut });
});
