import { expect, test } from 'vitest';
import { RulesInvalid } from '../../../src/rules/file/rules-problem.ts';
import { ruleSetOf, type ShortRule } from '../rule-set-of.ts';

const APP = '^releases/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$';

/** The messages about loops. */
function loopsOf(...rules: readonly ShortRule[]): readonly string[] {
  try {
    ruleSetOf(...rules);
    return [];
  } catch (error) {
    if (!(error instanceof RulesInvalid)) throw error;
    return error.problems.map(({ what, why }) => `${what}: ${why}`);
  }
}

test.each<[name: string, rules: readonly ShortRule[], loops: readonly string[]]>([
  [
    'lexical accepts every text',
    [{ name: 'r', prefix: 'r/', regex: '^r/(?<v>[^/]+)$', by: 'lexical', on: 'v', aliases: ['r/latest'] }],
    ['the alias "r/latest" is a loop: r/latest would itself be a candidate of rule "r"'],
  ],
  [
    'uploaded accepts every key',
    [{ name: 'r', regex: '^r/', by: 'uploaded', aliases: ['r/newest'] }],
    ['the alias "r/newest" is a loop: r/newest would itself be a candidate of rule "r"'],
  ],
  [
    'natural accepts latest',
    [{ name: 'r', regex: APP, by: 'natural', on: 'v', aliases: ['releases/{app}/latest/{file}'] }],
    ['the alias "releases/{app}/latest/{file}" is a loop: releases/x/latest/x would itself be a candidate of rule "r"'],
  ],
  [
    'the alias is a version itself',
    [{ name: 'r', regex: APP, on: 'v', aliases: ['releases/{app}/{v.major}.0.0/{file}'] }],
    [
      'the alias "releases/{app}/{v.major}.0.0/{file}" is a loop: releases/x/1.0.0/x would itself be a candidate of rule "r"',
    ],
  ],
  [
    'two rules with aliases that are candidates of each other',
    [
      { name: 'a', regex: '^a/(?<v>[^/]+)$', by: 'number', on: 'v', aliases: ['b/{v}'] },
      { name: 'b', regex: '^b/(?<v>[^/]+)$', by: 'number', on: 'v', aliases: ['a/{v}'] },
    ],
    [
      'the alias "b/{v}" is a loop: b/7 would itself be a candidate of rule "b"',
      'the alias "a/{v}" is a loop: a/7 would itself be a candidate of rule "a"',
    ],
  ],
  [
    'a date in several groups',
    [{ name: 'd', regex: '^d/(?<y>\\d{4})/(?<m>\\d{2})$', by: 'date', on: '{y}-{m}', aliases: ['d/{order.year}/01'] }],
    ['the alias "d/{order.year}/01" is a loop: d/2026/01 would itself be a candidate of rule "d"'],
  ],
  [
    'a date in another format',
    [
      {
        name: 'd',
        regex: '^d/(?<d>[^/]+)$',
        by: 'date',
        on: 'd',
        format: 'DD.MM.YYYY',
        aliases: ['d/01.{d.month}.{d.year}'],
      },
    ],
    ['the alias "d/01.{d.month}.{d.year}" is a loop: d/01.11.2026 would itself be a candidate of rule "d"'],
  ],
  [
    'two values, each with its usual texts',
    [
      {
        name: 'b',
        regex: '^b/(?<v>[^/]+)/(?<day>[^/]+)$',
        order: [
          { by: 'semver', on: 'v' },
          { by: 'date', on: 'day' },
        ],
        aliases: ['b/{v}/{day.year}-01'],
      },
    ],
    ['the alias "b/{v}/{day.year}-01" is a loop: b/1.2.3/2026-01 would itself be a candidate of rule "b"'],
  ],
  [
    'the rule of the candidates differs from another one only in an option',
    [
      { name: 'a', regex: '^a/(?<v>[^/]+)$', order: { by: 'pep440', on: 'v', bare: false }, aliases: ['x/{v}'] },
      { name: 'b', regex: '^a/(?<v>[^/]+)$', order: { by: 'pep440', on: 'v' }, aliases: ['y/{v}'] },
      { name: 'c', regex: '^c/(?<n>[0-9]+)$', by: 'number', on: 'n', aliases: ['a/{n}'] },
    ],
    ['the alias "a/{n}" is a loop: a/7 would itself be a candidate of rule "b"'],
  ],
  [
    'a group that does not match any usual text',
    [{ name: 'z', regex: '^(?<area>zone-[a-z]{2}\\d?)/(?<v>[^/]+)$', on: 'v', aliases: ['{area}/{v.major}.0.0'] }],
    ['the alias "{area}/{v.major}.0.0" is a loop: zone-aa/1.0.0 would itself be a candidate of rule "z"'],
  ],
  [
    'groups named like inherited properties',
    [{ name: 'p', regex: '^p/(?<__proto__>[^/]+)$', by: 'lexical', on: '__proto__', aliases: ['p/{__proto__}'] }],
    ['the alias "p/{__proto__}" is a loop: p/x would itself be a candidate of rule "p"'],
  ],
])('a loop: %s', (_, rules, loops) => {
  expect(loopsOf(...rules)).toEqual(loops);
});

test.each<[name: string, rules: readonly ShortRule[]]>([
  ['latest is not a version', [{ regex: APP, on: 'v', aliases: ['releases/{app}/latest/{file}'] }]],
  [
    'v8 is not a version',
    [{ regex: APP, on: 'v', aliases: ['releases/{app}/v{v.major}/{file}', 'releases/{app}/v{v.major}.x/{file}'] }],
  ],
  [
    'the second value is not a number',
    [
      {
        regex: '^r/(?<v>[^/]+)/(?<n>[^/]+)$',
        order: [
          { by: 'semver', on: 'v' },
          { by: 'number', on: 'n' },
        ],
        aliases: ['r/{v}/latest'],
      },
    ],
  ],
  ['latest is not a number', [{ regex: '^r/(?<n>[^/]+)$', by: 'number', on: 'n', aliases: ['r/latest'] }]],
  ['latest is not a date', [{ regex: '^r/(?<n>[^/]+)$', by: 'date', on: 'n', aliases: ['r/latest', 'r/{n.year}'] }]],
  [
    'it has more folders than the regex',
    [{ regex: '^r/(?<n>[^/]+)$', by: 'lexical', on: 'n', aliases: ['r/latest/x'] }],
  ],
  [
    'it is outside the prefix',
    [{ prefix: 'r/', regex: '(?<n>[^/]+)$', by: 'lexical', on: 'n', aliases: ['latest/{n}'] }],
  ],
  [
    'the aliases of one rule are not candidates of the other',
    [
      { name: 'a', regex: '^a/(?<v>[^/]+)$', by: 'lexical', on: 'v', aliases: ['b/x/{v}'] },
      { name: 'b', regex: '^b/(?<v>[^/]+)$', by: 'lexical', on: 'v', aliases: ['c/{v}'] },
    ],
  ],
])('no loop: %s', (_, rules) => {
  expect(loopsOf(...rules)).toEqual([]);
});
