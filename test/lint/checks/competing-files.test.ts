import { expect, test } from 'vitest';
import { APP, findingsOf, inShort, type TestRule } from '../findings-of.ts';

const NIGHTLY: TestRule = {
  prefix: 'nightly/',
  regex: '^nightly/(?<v>[^/]+)/(?<file>[^/]+)$',
  by: 'date',
  aliases: ['nightly/latest.zip'],
};

function found(alias: string) {
  return `warning r1 ${alias}: files with different names compete for one alias of "${alias}"`;
}

test.each<[rule: TestRule, alias: string, why: string]>([
  [NIGHTLY, 'nightly/latest.zip', 'the regex has {file} and the alias does not'],
  [{ regex: APP, aliases: ['l/{app}'] }, 'l/{app}', 'the regex has {file} and the alias does not'],
  [
    { regex: '^r/(?<v>[^/]+)/(?<arch>[^/]+)/(?<file>[^/]+)$', aliases: ['l/{file}'] },
    'l/{file}',
    'the regex has {arch} and the alias does not',
  ],
  [
    { regex: '^r/(?<name>[a-z]+)-(?<v>[^/]+)\\.tgz$', aliases: ['l/latest.tgz'] },
    'l/latest.tgz',
    'the regex has {name} and the alias does not',
  ],
])('%j', (rule, alias, why) => {
  const findings = findingsOf('files', [rule]);
  expect(findings.map(inShort)).toEqual([found(alias)]);
  expect(findings[0]?.why).toContain(why);
  expect(findings[0]?.witness?.key).toBeDefined();
});

test.each<[why: string, rule: TestRule]>([
  ['the alias has the group', { regex: APP, aliases: ['l/{app}/{file}'] }],
  ['the file is ordered', { regex: '^r/(?<v>[^/]+)$', by: 'natural', aliases: ['l/x'] }],
  [
    'the file is ordered with others',
    { regex: '^r/(?<y>\\d{4})/(?<m>\\d\\d)$', by: 'date', on: '{y}-{m}', aliases: ['l/x'] },
  ],
  ['the last upload wins', { regex: '^r/(?<app>[^/]+)/(?<file>[^/]+)$', by: 'uploaded', aliases: ['l/{app}'] }],
  ['the group is one text', { regex: '^r/(?<v>[^/]+)/(?<file>app\\.zip)$', aliases: ['l/x'] }],
  ['what differs comes before the version', { regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/app\\.zip$', aliases: ['l/x'] }],
])('no finding if %s', (_, rule) => {
  expect(findingsOf('files', [rule])).toEqual([]);
});
