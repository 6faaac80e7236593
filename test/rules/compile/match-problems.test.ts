import { expect, test } from 'vitest';
import { matchProblems } from '../../../src/rules/compile/match-problems.ts';
import { patternShape } from '../../../src/rules/pattern/pattern-shape.ts';

function problems(prefix: string, regex: string) {
  return matchProblems(prefix, patternShape(regex));
}

test.each([
  ['r/', '^r/(.*)$'],
  ['r', '^r/(.*)$'],
  ['r/a/', '^r/(.*)$'],
  ['', '^r/(.*)$'],
  ['', '(.*)/'],
  ['x/', 'r/(.*)$'],
  ['x/', '^r?x/'],
  ['x/', '^r*'],
  ['x/', '^r+/'],
  ['x/', '^r|^x/'],
  ['x/', '^(?:r|x)/'],
  ['x/', '^[rx]/'],
  ['R/', '(?i)^r/'],
  ['a.b/', '^a\\.b/'],
])('prefix %j and regex %j can match', (prefix, regex) => {
  expect(problems(prefix, regex)).toEqual([]);
});

test.each([
  [
    'x/',
    '^r/(.*)$',
    'match.prefix "x/" does not match any key: the regex only matches keys that begin with "r/"; write "r/"',
  ],
  [
    'a-b/',
    '^a\\.b/',
    'match.prefix "a-b/" does not match any key: the regex only matches keys that begin with "a.b/"; write "a.b/"',
  ],
  ['/r/', '^r/', 'match.prefix "/r/" does not match any key: no object key begins with / or \\; write "r/"'],
  ['\\r', '^r/', 'match.prefix "\\r" does not match any key: no object key begins with / or \\; write "r"'],
  ['r/', '^/r/', 'match.regex does not match any key: no object key begins with / or \\; remove the first character'],
])('prefix %j and regex %j: %s', (prefix, regex, expected) => {
  const lines = problems(prefix, regex).map(({ what, why, instead }) => `${what}: ${why}; ${instead}`);
  expect(lines.join('\n')).toBe(expected);
});

test('problems of the prefix and the regex are reported together', () => {
  expect(problems('/r/', '^/r/').map(({ part }) => part)).toEqual(['prefix', 'regex']);
});
