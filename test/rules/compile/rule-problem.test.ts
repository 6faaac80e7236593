import { expect, test } from 'vitest';
import { listed, problemsIn, unknownGroup, usable } from '../../../src/rules/compile/rule-problem.ts';

function names(count: number) {
  return Array.from({ length: count }, (_, i) => `g${i}`);
}

test.each([
  [[], '(none)'],
  [['a', 'b'], 'a, b'],
  [names(20), names(20).join(', ')],
  [names(21), `${names(20).join(', ')}, …`],
])('%j is listed as %s', (given, text) => {
  expect(listed(given)).toBe(text);
});

test.each([
  ['apps', ['app', 'v'], 'write {app}'],
  ['x', ['app', 'v'], 'add (?<x>...) to the regex, or name another group'],
  ['x', [], 'add (?<x>...) to the regex, or name another group'],
])('{%s} with the groups %j: %s', (name, groups, instead) => {
  expect(unknownGroup(['order', 'on'], 'it', name, groups)).toMatchObject({
    path: ['order', 'on'],
    what: `it names the group "${name}"`,
    instead,
  });
});

const PROBLEM = { path: ['order'], what: 'order', why: 'it is wrong', instead: 'write another' };

test.each([
  ['a value', { prefix: 'r/' }, { prefix: 'r/' }, []],
  ['nothing', undefined, undefined, []],
  ['a problem', PROBLEM, undefined, [PROBLEM]],
  ['a list of problems', [PROBLEM, PROBLEM], undefined, [PROBLEM, PROBLEM]],
])('a part of a rule that is %s', (_, part, value, problems) => {
  expect(usable(part)).toEqual(value);
  expect(problemsIn(part)).toEqual(problems);
});
