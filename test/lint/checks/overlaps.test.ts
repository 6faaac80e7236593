import { expect, test } from 'vitest';
import { APP, findingsOf, inShort, type TestRule } from '../findings-of.ts';

function app(...aliases: TestRule['aliases']): TestRule {
  return { prefix: 'r/', regex: APP, aliases };
}

test.each<[name: string, rules: readonly TestRule[], found: readonly string[], witnesses: readonly unknown[]]>([
  [
    'a group that takes the literal text of another',
    [
      {
        prefix: 'c/',
        regex: '^c/(?<app>[^/]+)/(?<channel>[a-z]+)/(?<v>[^/]+)$',
        aliases: ['c/{app}/beta', 'c/{app}/{channel}'],
      },
    ],
    ['warning r1 c/{app}/{channel}: the alias "c/{app}/{channel}" shares keys with "c/{app}/beta" of rule r1'],
    [{ key: 'c/a/beta/1.2.3', alias: 'c/a/beta' }],
  ],
  [
    'two rules that write to one place',
    [
      { ...app('latest/{app}/{file}'), name: 'one' },
      {
        name: 'two',
        prefix: 'n/',
        regex: '^n/(?<d>\\d{8})/x-(?<file>[^/]+)$',
        by: 'number',
        on: 'd',
        aliases: ['latest/x/{file}'],
      },
    ],
    ['warning two latest/x/{file}: the alias "latest/x/{file}" is never written'],
    [{ key: 'n/20261120/x-a', alias: 'latest/x/a' }],
  ],
  [
    'a major that only some values have',
    [app('r/{app}/v1/{file}', 'r/{app}/v{v.major}/{file}')],
    [
      'warning r1 r/{app}/v{v.major}/{file}: the alias "r/{app}/v{v.major}/{file}" shares keys with "r/{app}/v1/{file}" of rule r1',
    ],
    [{ key: 'r/a/1.2.3/a', alias: 'r/a/v1/a' }],
  ],
  [
    'values that only limits let through',
    [app('r/{app}/v7/{file}', { key: 'r/{app}/v{v.major}/{file}', range: '^7.1' })],
    [
      'warning r1 r/{app}/v{v.major}/{file}: the alias "r/{app}/v{v.major}/{file}" shares keys with "r/{app}/v7/{file}" of rule r1',
    ],
    [{ key: 'r/a/7.1.0/a', alias: 'r/a/v7/a' }],
  ],
  [
    'values that were not found: it may be',
    [app('r/{app}/v777/{file}', 'r/{app}/v{v.major}/{file}')],
    [
      'note r1 r/{app}/v{v.major}/{file}: the alias "r/{app}/v{v.major}/{file}" may share keys with "r/{app}/v777/{file}" of rule r1',
    ],
    [{ alias: 'r/a/v777/a' }],
  ],
  [
    'two groups where one slash may move',
    [
      { prefix: 'd/', regex: '^d/(?<v>[^/]+)/(?<page>.+)$', aliases: ['d/latest/{page}'] },
      { prefix: 'e/', regex: '^e/(?<v>[^/]+)/(?<sub>[a-z]+)/(?<page>[^/]+)$', aliases: ['d/{sub}/{page}'] },
    ],
    ['warning r2 d/{sub}/{page}: the alias "d/{sub}/{page}" shares keys with "d/latest/{page}" of rule r1'],
    [{ key: 'e/1.2.3/latest/a', alias: 'd/latest/a' }],
  ],
])('overlapping or shadowed: %s', (_, rules, found, witnesses) => {
  const findings = [...findingsOf('overlap', rules), ...findingsOf('shadowed', rules)];
  expect(findings.map(inShort)).toEqual(found);
  expect(findings.map(({ witness }) => witness)).toEqual(witnesses);
});

test.each<[name: string, rules: readonly TestRule[], by: readonly string[]]>([
  [
    'the same template twice',
    [app('r/{app}/latest/{file}', 'r/{app}/latest/{file}')],
    ['"r/{app}/latest/{file}" of rule r1'],
  ],
  [
    'the same template twice, with a repeated group',
    [app('l/{app}/{app}', 'l/{app}/{app}')],
    ['"l/{app}/{app}" of rule r1'],
  ],
  ['a wider template before it', [app('l/{app}/{file}', 'l/{app}/{app}')], ['"l/{app}/{file}" of rule r1']],
  [
    'two that take all of it together',
    [
      { prefix: 'a/', regex: '^a/(?<x>[a-m])/(?<v>[^/]+)$', aliases: ['l/{x}'] },
      { prefix: 'b/', regex: '^b/(?<x>[n-z])/(?<v>[^/]+)$', aliases: ['l/{x}'] },
      { prefix: 'c/', regex: '^c/(?<x>[d-t])/(?<v>[^/]+)$', aliases: ['l/{x}'] },
    ],
    ['"l/{x}" of rule r1 or "l/{x}" of rule r2'],
  ],
])('never written: %s', (_, rules, by) => {
  const findings = findingsOf('shadowed', rules);
  expect(findings.map(({ severity }) => severity)).toEqual(by.map(() => 'warning'));
  for (const [i, names] of by.entries()) expect(findings[i]?.why).toContain(`belongs to ${names}`);
});

/** Two alias templates, and the alias that both produce. Each begins with `l/`. */
const EQUAL: readonly (readonly [earlier: string, later: string, alias: string])[] = [
  ['gems/{app}/{app}.gem', 'gems/pre/{file}', 'gems/pre/pre.gem'],
  ['gems/pre/{file}', 'gems/{app}/{app}.gem', 'gems/pre/pre.gem'],
  ['gems/{app}/{app}.gem', 'gems/{app}/pre.gem', 'gems/pre/pre.gem'],
  ['gems/{app}/{app}.gem', 'gems/pre-{app}/{file}', 'gems/pre-a/pre-a.gem'],
  ['l/{app}/{app}/{app}', 'l/{file}/x/{app}', 'l/x/x/x'],
  ['l/{app}/{file}/{app}/{file}', 'l/one/{app}/{file}/two', 'l/one/two/one/two'],
  ['l/{app}/{app}/{file}', 'l/{file}/x/{file}', 'l/x/x/x'],
  ['l/{v.major}/{v.major}', 'l/2/{file}', 'l/2/2'],
];

test.each(EQUAL)('equal texts of a repeated name: %s and %s share %s', (earlier, later, alias) => {
  const findings = findingsOf('overlap', [app(earlier), { ...app(later), name: 'later' }]);
  expect(findings).toMatchObject([{ severity: 'warning', rule: 'later', witness: { alias } }]);
});

test.each([
  ['gems/{app}/{app}.gem', 'gems/pre/{file}.zip'],
  ['gems/{app}/{app}.gem', 'gems/pre/post-{file}.gem'],
  ['gems/{app}/{app}.gem', 'gems/pre/post.gem'],
  ['l/{app}/{app}/{app}', 'l/x/{app}/y'],
  ['l/{app}/{file}/{app}/{file}', 'l/one/{app}/two/{file}'],
  ['l/{app}/{app}/{file}', 'l/x/y/{file}'],
])('no equal texts of a repeated name: %s and %s', (earlier, later) => {
  expect(findingsOf('overlap', [app(earlier), app(later)])).toEqual([]);
  expect(findingsOf('overlap', [app(later), app(earlier)])).toEqual([]);
});

test.each<[name: string, rules: readonly TestRule[]]>([
  [
    'latest, majors, next',
    [app('r/{app}/latest/{file}', 'r/{app}/v{v.major}/{file}', { key: 'r/{app}/next/{file}', prereleases: true })],
  ],
  ['digits and letters', [app('r/{app}/{v.major}/{file}', 'r/{app}/x/{file}')]],
  ['one has a folder more', [app('l/{app}', 'l/{app}/{file}')]],
  [
    'letters and letters that never meet',
    [
      { prefix: 'a/', regex: '^a/(?<x>[a-m]+)/(?<v>[^/]+)$', aliases: ['l/{x}'] },
      { prefix: 'b/', regex: '^b/(?<x>[n-z]+)/(?<v>[^/]+)$', aliases: ['l/{x}'] },
    ],
  ],
  [
    'a group with unsupported syntax',
    [{ prefix: 'r/', regex: '(?i)^r/(?<app>[^/]+)/(?<v>[^/]+)$', aliases: ['l/{app}/latest', 'l/{app}/v{v.major}'] }],
  ],
  [
    'literal text that is the text of the other name',
    [app('l/{app}/{app}.x/{v.major}/{v.major}', 'l/{app}/pre.x/1/2')],
  ],
  ['different text between two occurrences of a name', [app('l/{app}/{file}-0-{file}', 'l/{app}/{file}-1-{file}')]],
  ['the ordered group takes no channel', [app('l/{app}/latest/{file}', 'l/{app}/{v}/{file}')]],
])('no overlap: %s', (_, rules) => {
  expect([...findingsOf('overlap', rules), ...findingsOf('shadowed', rules)]).toEqual([]);
});

test.each<[first: TestRule, second: TestRule, key: string]>([
  [
    { prefix: 'x/', regex: '^x/(?<a>[^/]+)/(?<v>[^/]+)$', aliases: ['gems/{a}/{a}.gem'] },
    { prefix: 'gems/pre/', regex: '^gems/pre/(?<file>.+)-(?<v>[^/]+)$', aliases: ['gems/pre/{file}'] },
    'gems/pre/pre.gem-1.2.3',
  ],
  [
    { key: 'r/{a}/{a}-{v}.gem', aliases: ['gems/x{a}.gem'] },
    { key: 'gems/{v}/{a}/{b}/{a}', aliases: ['gems/{b}.gem'] },
    'gems/1.2.3/a/xa/a',
  ],
])('the key of the later template: %j, %j: %s', (first, second, key) => {
  expect(findingsOf('overlap', [first, second])).toMatchObject([{ rule: 'r2', witness: { key } }]);
});
