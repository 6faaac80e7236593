import { expect, test } from 'vitest';
import { APP, findingsOf, inShort, type TestRule } from '../findings-of.ts';

function all(rules: readonly TestRule[]) {
  return [...findingsOf('unreachable', rules), ...findingsOf('exclude', rules)];
}

test.each<[name: string, rule: TestRule, found: string]>([
  [
    'no branch of the regex has the prefix',
    { prefix: 'r/', regex: '^(?:a|b)/(?<v>[^/]+)$', aliases: ['l'] },
    'warning r1: the rule never matches a key',
  ],
  ['a regex against itself', { prefix: 'r/', regex: '^r/(?<v>[0-9]+)$[a]?x', aliases: ['l'] }, ''],
  [
    'exclude excludes all keys',
    { prefix: 'r/', regex: APP, exclude: '/', aliases: ['l'] },
    'warning r1: exclude excludes every key',
  ],
  [
    'exclude excludes all keys with another regex',
    { prefix: 'r/', regex: '^r/(?<v>[0-9]+)$', exclude: '^r/[0-9a-f]*$', aliases: ['l'] },
    'warning r1: exclude excludes every key',
  ],
  [
    'exclude has no effect',
    { prefix: 'r/', regex: APP, exclude: '^q/', aliases: ['l'] },
    'note r1: exclude has no effect',
  ],
  [
    'a number is not a version',
    { prefix: 'r/', regex: '^r/(?<v>[0-9]+)$', aliases: ['l'] },
    'warning r1: the rule never has a candidate',
  ],
  [
    'the second value is never a number',
    {
      prefix: 'r/',
      regex: '^r/(?<v>[^/]+)/(?<n>[a-z]+)$',
      order: [
        { by: 'semver', on: 'v' },
        { by: 'number', on: 'n' },
      ],
      aliases: ['l'],
    },
    'warning r1: the rule never has a candidate',
  ],
  [
    'none of the list fits',
    { prefix: 'r/', regex: '^r/(?<v>[0-9]+)$', by: 'list', values: ['a', 'b'], aliases: ['l'] },
    'warning r1: the rule never has a candidate',
  ],
  [
    'groups of two branches',
    { prefix: 'r/', regex: '^r/(?:(?<a>x)|(?<b>y))/(?<v>[^/]+)$', aliases: ['l/{a}/{b}'] },
    'warning r1 l/{a}/{b}: the alias "l/{a}/{b}" is never produced',
  ],
])('%s', (_, rule, found) => {
  expect(all([rule]).map(inShort)).toEqual(found === '' ? [] : [found]);
});

test.each<[name: string, rule: TestRule]>([
  ['the usual', { prefix: 'r/', regex: APP, aliases: ['l/{app}'] }],
  [
    'two values',
    {
      prefix: 'r/',
      regex: '^r/(?<v>[^/]+)/(?<n>[0-9]+)$',
      order: [
        { by: 'semver', on: 'v' },
        { by: 'number', on: 'n', desc: true },
      ],
      aliases: ['l'],
    },
  ],
  ['not anchored', { prefix: 'r/', regex: '(?<v>[^/]+)$', aliases: ['l'] }],
  ['exclude leaves some', { prefix: 'r/', regex: APP, exclude: '-debug', aliases: ['l'] }],
  ['exclude is not followed', { prefix: 'r/', regex: APP, exclude: '(?i)DEBUG', aliases: ['l'] }],
  ['a branch that has both', { prefix: 'r/', regex: '^r/(?:(?<a>x)|y)/(?<b>z)?(?<v>[^/]+)$', aliases: ['l/{a}/{b}'] }],
  ['a date of digits only', { prefix: 'r/', regex: '^r/(?<v>\\d{8})$', by: 'date', aliases: ['l'] }],
  ['one of the list fits', { prefix: 'r/', regex: '^r/(?<v>[a-m]+)$', by: 'list', values: ['z', 'a'], aliases: ['l'] }],
])('no finding: %s', (_, rule) => {
  expect(all([rule])).toEqual([]);
});

test.each([
  ['\\d+\\.\\d+', 'order by version'],
  ['20\\d\\d\\.1[0-2]', 'order by version, or by calver if the version is a date'],
  ['\\d+\\.\\d+\\.\\d+\\.\\d+', 'order by version'],
  ['[a-z]+', 'widen the group, or choose another order'],
])('semver never reads %s: %s', (version, instead) => {
  const [finding] = all([{ prefix: 'r/', regex: `^r/(?<v>${version})$`, aliases: ['l'] }]);
  expect(finding).toMatchObject({ code: 'unreachable', instead });
});
