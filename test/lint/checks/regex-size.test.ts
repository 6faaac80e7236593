import { expect, test } from 'vitest';
import { APP, findingsOf } from '../findings-of.ts';

test.each([
  ['^r/[^/]{1,1000}/(?<v>[^/]+)$', 'regex', /^write \* or \+/],
  [`^r/(?<v>${Array.from({ length: 120 }, (_, i) => `${i}abcdefgh`).join('|')})$`, 'regex', /^split/],
])('large: %s', (regex, word, instead) => {
  const findings = findingsOf('regex-size', [{ prefix: 'r/', regex, by: 'natural', aliases: ['l'] }]);
  expect(findings.map(({ severity, what }) => [severity, what.split(' ')[0]])).toEqual([['warning', word]]);
  expect(findings[0]?.instead).toMatch(instead);
});

test('exclude is counted separately', () => {
  const findings = findingsOf('regex-size', [
    { prefix: 'r/', regex: APP, exclude: '[0-9]x[a-z]{1000}', aliases: ['l'] },
  ]);
  expect(findings.map(({ what }) => what.split(' ')[0])).toEqual(['exclude']);
});

test.each([[APP], ['^r/(?<v>\\d{4}-\\d{2}-\\d{2})/[^/]{1,100}$'], ['^r/(?<v>[^/]+)/.+$'], ['(?:[^/]*/)*(?<v>[^/]+)']])(
  'nothing: %s',
  (regex) => {
    expect(findingsOf('regex-size', [{ prefix: 'r/', regex, by: 'natural', aliases: ['l/x'] }])).toEqual([]);
  },
);
