import { expect, test } from 'vitest';
import { count } from '../../../src/cli/terminal/count.ts';

test.each([
  [0, 'rule', undefined, '0 rules'],
  [1, 'rule', undefined, '1 rule'],
  [2, 'rule', undefined, '2 rules'],
  [1, 'alias', 'aliases', '1 alias'],
  [11, 'alias', 'aliases', '11 aliases'],
])('%i %s', (n, one, many, text) => {
  expect(count(n, one, many)).toBe(text);
});
