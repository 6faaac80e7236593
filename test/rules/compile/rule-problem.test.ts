import { expect, test } from 'vitest';
import { listed, unknownGroup } from '../../../src/rules/compile/rule-problem.ts';

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
