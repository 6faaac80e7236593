import { expect, test } from 'vitest';
import { patternShape } from '../../src/rules/pattern-shape.ts';
import { regexStart } from '../../src/rules/regex-start.ts';

test.each([
  ['^r/(?<a>x)', 'r/'],
  ['^r\\.x$', 'r.x'],
  ['^r*x', ''],
  ['^rx?', 'r'],
  ['^', ''],
  ['r/', ''],
  ['^r/|^x/', ''],
  ['(?i)^r/', ''],
  ['^(?:r)/', ''],
])('every match of %s begins with %j', (source, start) => {
  expect(regexStart(patternShape(source) ?? [])).toBe(start);
});
