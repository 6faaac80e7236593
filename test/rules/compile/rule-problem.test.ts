import { expect, test } from 'vitest';
import { compileMatch } from '../../../src/rules/compile/compile-match.ts';
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

const TEMPLATE = compileMatch({ key: '{app}/{v}' }).match?.pattern;

test.each([
  ['apps', { groups: ['app', 'v'] }, 'the regex has the groups app, v', 'write {app}'],
  [
    'x',
    { groups: ['app', 'v'] },
    'the regex has the groups app, v',
    'add (?<x>...) to the regex, or name another group',
  ],
  ['x', { groups: [] }, 'the regex has no named groups', 'add (?<x>...) to the regex, or name another group'],
  ['x', TEMPLATE, 'match.key has the groups app, v', 'add {x} to match.key, or name another group'],
  ['apps', TEMPLATE, 'match.key has the groups app, v', 'write {app}'],
])('{%s} is not a group of %j: %s; %s', (name, pattern, why, instead) => {
  expect(unknownGroup(['order', 'on'], 'it', name, pattern ?? { groups: [] })).toEqual({
    path: ['order', 'on'],
    what: `it names the group "${name}"`,
    why,
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
