import { expect, test } from 'vitest';
import { cutPattern } from '../../../src/rules/pattern/cut-pattern.ts';

test.each([
  ['^team-1/(?<app>[^/]+)$', 'team-1/', '^(?<app>[^/]+)$'],
  ['^r\\.x\\_/.$', 'r.x_/', '^.$'],
  ['^a\\\\b$', 'a\\b', '^$'],
  ['^ab*$', 'a', '^b*$'],
  ['^a\\\\\\-+$', 'a\\', '^\\-+$'],
  ['^ab{2}$', 'a', '^b{2}$'],
  ['^a(?:b|c)$', 'a', '^(?:b|c)$'],
  ['^aé$', 'a', '^é$'],
  ['^a[|]$', 'a', '^[|]$'],
  ['^a\\d$', 'a', '^\\d$'],
])('%s is cut behind %s', (source, start, rest) => {
  expect(cutPattern(source)).toEqual({ start, rest });
});

test.each(['abc', '^(?<a>b)', '^a*', '^a|b', '^ab|(?i)c', '(?i)^abc', '^', '^\\d', '^é', '\\Aabc'])(
  '%s is not cut',
  (source) => {
    expect(cutPattern(source)).toEqual({ start: '', rest: source });
  },
);
