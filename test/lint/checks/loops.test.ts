import { expect, test } from 'vitest';
import { traceLoops } from '../../../src/lint/lint-rules.ts';
import { findingsOf, inShort, type TestRule } from '../findings-of.ts';

/** Aliases of the channel `rc` are candidates of the rule again, those of other channels are not. */
const rare: TestRule = {
  prefix: 'r/',
  regex: '^r/(?<channel>[a-z0-9.]+)/(?<v>[^/]+)$',
  by: 'list',
  values: ['alpha', 'rc'],
  aliases: ['r/all/{channel}'],
};

test.each<[name: string, rules: readonly TestRule[], found: string, chain: string]>([
  [
    'only for a channel that is named like a version',
    [rare],
    'warning r1 r/all/{channel}: the alias "r/all/{channel}" leads into rule r1 again',
    'r/rc/alpha -> r/all/rc (a candidate of r1) -> r/all/all',
  ],
  [
    'through another rule, and on from there',
    [
      { name: 'a', prefix: 'a/', regex: '^a/(?<app>[^/]+)/(?<v>[^/]+)$', aliases: ['b/{app}/latest'] },
      { name: 'b', prefix: 'b/', regex: '^b/(?<v>zz-[0-9]+)/latest$', by: 'natural', aliases: ['c/{v}'] },
    ],
    'warning a b/{app}/latest: the alias "b/{app}/latest" leads into rule b',
    'a/zz-1/1.2.3 -> b/zz-1/latest (a candidate of b) -> c/zz-1',
  ],
])('%s', (_, rules, found, chain) => {
  const findings = findingsOf('loop', rules);
  expect(findings.map(inShort)).toEqual([found]);
  expect(findings[0]?.why).toContain(`${chain}; `);
});

test.each<[name: string, rules: readonly TestRule[]]>([
  [
    'latest is not a version',
    [{ prefix: 'r/', regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)$', aliases: ['r/{app}/latest', 'r/{app}/v{v.major}'] }],
  ],
  ['exclude leaves it out', [{ ...rare, exclude: '^r/all/' }]],
  ['another folder', [{ ...rare, aliases: ['r/all/x/{channel}'] }]],
  [
    'a rule that takes other text',
    [
      { name: 'a', prefix: 'a/', regex: '^a/(?<app>[a-z]+)/(?<v>[^/]+)$', aliases: ['b/{app}'] },
      { name: 'b', prefix: 'b/', regex: '^b/(?<v>[0-9]+)$', by: 'number', aliases: ['c/{v}'] },
    ],
  ],
  [
    'an alias that belongs to another',
    [
      {
        name: 'c',
        prefix: 'c/',
        regex: '^c/(?<channel>[a-z]+)/(?<v>[^/]+)$',
        aliases: ['r/all/{channel}'],
        exclude: '^c/(?:rc|alpha)/',
      },
    ],
  ],
])('no loop: %s', (_, rules) => {
  expect(findingsOf('loop', rules)).toEqual([]);
});

test('traceLoops follows the loops of a file that is rejected because of them', () => {
  const rule = (name: string, to: string) => ({
    name,
    match: { prefix: `${name}/`, regex: `^${name}/(?<v>[^/]+)$` },
    order: { by: 'number', on: 'v' },
    aliases: [`${to}/{v}`],
  });
  const text = JSON.stringify({ version: 1, rules: [rule('a', 'b'), rule('b', 'c'), rule('c', 'a')] });
  const [first] = traceLoops(text, 'rules.json');
  expect(first?.why).toContain(
    'a/7 -> b/7 (a candidate of b) -> c/7 (a candidate of c) -> a/7 (a candidate of a) -> b/7, and so on forever; ',
  );
});

test.each([['version: ['], ['version: 2'], ['{ "version": 1, "rules": [] }']])(
  'nothing of a file with other problems: %s',
  (text) => {
    expect(traceLoops(text, 'rules.yaml')).toEqual([]);
  },
);
