import { expect, test } from 'vitest';
import { findingsOf, inShort, type TestRule } from '../findings-of.ts';

const UPLOADS: TestRule = {
  prefix: 'uploads/',
  regex: '^uploads/(?<path>.+)/(?<v>[^/]+)/(?<file>[^/]+)$',
  aliases: ['{path}/latest/{file}'],
};
const OWN: TestRule = { regex: '^(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$', aliases: ['{app}/latest/{file}'] };

const CHOOSE = 'uploaders choose the folder of the alias';
const REPLACE = 'uploaders can replace objects anywhere with the alias';

test.each<[rule: TestRule, found: string, witness: { key: string; alias: string } | undefined]>([
  [
    UPLOADS,
    `warning r1 {path}/latest/{file}: ${CHOOSE} "{path}/latest/{file}"`,
    { key: 'uploads/private/1.2.3/a', alias: 'private/latest/a' },
  ],
  [
    { ...UPLOADS, aliases: ['{path}/{file}'], onConflict: 'replace' },
    `warning r1 {path}/{file}: ${REPLACE} "{path}/{file}"`,
    { key: 'uploads/private/1.2.3/a', alias: 'private/a' },
  ],
  [
    { ...UPLOADS, regex: '^uploads/(?<path>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$' },
    `warning r1 {path}/latest/{file}: ${CHOOSE} "{path}/latest/{file}"`,
    { key: 'uploads/private/1.2.3/a', alias: 'private/latest/a' },
  ],
  [{ ...UPLOADS, aliases: ['{file}'] }, `warning r1 {file}: ${CHOOSE} "{file}"`, undefined],
  [
    OWN,
    `note r1 {app}/latest/{file}: ${CHOOSE} "{app}/latest/{file}"`,
    { key: 'private/1.2.3/a', alias: 'private/latest/a' },
  ],
  [
    { ...OWN, onConflict: 'replace' },
    `warning r1 {app}/latest/{file}: ${REPLACE} "{app}/latest/{file}"`,
    { key: 'private/1.2.3/a', alias: 'private/latest/a' },
  ],
])('%j', (rule, found, witness) => {
  const findings = findingsOf('open-alias', [rule]);
  expect(findings.map(inShort)).toEqual([found]);
  expect(findings[0]?.witness).toEqual(witness);
});

test.each<[why: string, rule: TestRule]>([
  ['fixed text comes first', { ...UPLOADS, aliases: ['latest/{path}/{file}', 'uploads/{path}/latest/{file}'] }],
  ['the group takes few texts', { ...OWN, regex: '^(?<app>stable|beta)/(?<v>[^/]+)/(?<file>[^/]+)$' }],
  ['a number comes first', { ...UPLOADS, aliases: ['{v.major}/{file}'] }],
])('no finding if %s', (_, rule) => {
  expect(findingsOf('open-alias', [rule])).toEqual([]);
});
