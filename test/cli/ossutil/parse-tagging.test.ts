import { expect, test } from 'vitest';
import { parseTagging } from '../../../src/cli/ossutil/parse-tagging.ts';

test.each<[text: string, tags: Record<string, string>]>([
  ['a=b', { a: 'b' }],
  ['a=b&c=d', { a: 'b', c: 'd' }],
  ['a', { a: '' }],
  ['a=', { a: '' }],
  ['a=b=c', { a: 'b=c' }],
  ['of+team=the%20team', { 'of team': 'the team' }],
  ['1%2B1=2', { '1+1': '2' }],
  ['%E7%89%88=%E6%9C%AC', { 版: '本' }],
])('%s', (text, tags) => {
  expect(parseTagging(text)).toEqual(tags);
});

test.each<[text: string, message: string]>([
  ['', '--tagging "": a tag has no name; write k1=v1&k2=v2'],
  ['=b', '--tagging "=b": a tag has no name; write k1=v1&k2=v2'],
  ['a=b&', '--tagging "a=b&": a tag has no name; write k1=v1&k2=v2'],
  ['a=b&&c=d', '--tagging "a=b&&c=d": a tag has no name; write k1=v1&k2=v2'],
  ['a=1&b=2&a=3', '--tagging "a=1&b=2&a=3": the tag "a" is given twice; write k1=v1&k2=v2'],
  [
    'a=100%',
    '--tagging "a=100%": "100%" is not percent-encoded UTF-8; write %25 for a percent sign; write k1=v1&k2=v2',
  ],
  ['%ff=b', '--tagging "%ff=b": "%ff" is not percent-encoded UTF-8; write %25 for a percent sign; write k1=v1&k2=v2'],
])('%j is malformed', (text, message) => {
  expect(() => parseTagging(text)).toThrow(expect.objectContaining({ code: 'usage', message }));
});
