import { expect, test } from 'vitest';
import { allFindingsOf, inShort, type TestRule } from '../findings-of.ts';

const MAVEN = 'maven/{path:**}/{artifact}/{v}/{artifact}-{v}.jar';

function allFindings(rules: readonly TestRule[]): readonly string[] {
  return allFindingsOf(rules).map((one) => `${one.code}: ${inShort(one)}`);
}

test.each<[rules: readonly TestRule[]]>([
  [[{ key: 'r/{app}/{v}/{file}', aliases: ['r/{app}/latest/{file}', 'r/{app}/v{v.major}/{file}'] }]],
  [[{ key: MAVEN, by: 'maven', aliases: ['maven/{path}/{artifact}/RELEASE/{artifact}.jar'] }]],
  [[{ key: 'r/{app}/{v}/{app}.zip', aliases: ['l/{app}.zip'] }]],
  [
    [
      {
        key: 'r/{app}/{v}/{file:**}',
        release: { of: '{app}/{v}', complete: ['r/{app}/{v}/SHA256SUMS'] },
        aliases: ['r/{app}/latest/{file}'],
      },
    ],
  ],
])('nothing is found in %j', (rules) => {
  expect(allFindings(rules)).toEqual([]);
});

test.each<[code: string, rules: readonly TestRule[], found: readonly string[]]>([
  [
    'shadowed',
    [
      { key: 'r/{a}/{v}/{a}.zip', aliases: ['l/{a}.zip'] },
      { key: 's/{a}/{v}/{a}.zip', aliases: ['l/{a}.zip'] },
    ],
    ['shadowed: warning r2 l/{a}.zip: the alias "l/{a}.zip" is never written'],
  ],
  [
    'overlap',
    [
      { key: 'r/{a}/{v}/{a}.zip', aliases: ['l/x-{a}'] },
      { key: 's/{a}/{v}/{a}.zip', aliases: ['l/{a}'] },
    ],
    ['overlap: warning r2 l/{a}: the alias "l/{a}" shares keys with "l/x-{a}" of rule r1'],
  ],
  [
    'files',
    [{ key: 'r/{app}/{v}/{file}', aliases: ['l/{app}'] }],
    ['files: warning r1 l/{app}: files with different names compete for one alias of "l/{app}"'],
  ],
  [
    'exclude',
    [{ key: 'r/{a}/{v}/{a}', exclude: '^r/', aliases: ['l/{a}'] }],
    ['exclude: warning r1: exclude excludes every key'],
  ],
  [
    'exclude',
    [{ key: 'r/{a}/{v}/{a}.x', exclude: 'y$', aliases: ['l/{a}'] }],
    ['exclude: note r1: exclude has no effect'],
  ],
  [
    'release',
    [
      {
        key: 'r/{app}/{v}/{app}.zip',
        release: { of: '{app}/{v}', complete: ['r/{app}/{v}/*'] },
        aliases: ['l/{app}.zip'],
      },
    ],
    ['release: warning r1: a release is complete with its first file'],
  ],
  [
    'loop',
    [{ key: 'r/{app}/{v}/{app}', aliases: ['r/{app}/9.0.{v.patch}/q-{app}', 'r/q/9.{v.minor}.0/{app}'] }],
    ['loop: warning r1 r/q/9.{v.minor}.0/{app}: the alias "r/q/9.{v.minor}.0/{app}" leads into rule r1 again'],
  ],
  ['prefix', [{ key: '{app}/{v}/x', aliases: ['l/{app}'] }], ['prefix: warning r1: the rule has no prefix']],
])('%s: %j', (code, rules, found) => {
  expect(allFindings(rules).filter((one) => one.startsWith(code))).toEqual(found);
});
