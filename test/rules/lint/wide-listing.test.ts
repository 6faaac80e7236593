import { expect, test } from 'vitest';
import { findingsOf, type TestRule } from './findings-of.ts';

test.each<[regex: string, aliases: TestRule['aliases'], about: readonly string[], instead: RegExp]>([
  [
    '^r/(?<v>[^/]+)/(?<file>[^/]+)$',
    ['l/{file}'],
    ['one alias of "l/{file}" from the listing reads all of "r/"'],
    /^put \{file\} further/,
  ],
  [
    '^r/(?<v>[^/]+)/(?<file>[^/]+)$',
    ['l/{file}', 'v{v.major}/{file}', 'one'],
    ['one alias of "l/{file}" or "v{v.major}/{file}" from the listing reads all of "r/"'],
    /^put \{file\}/,
  ],
  [
    'r/(?<app>[^/]+)/(?<v>[^/]+)$',
    ['l/{app}'],
    ['one alias of "l/{app}" from the listing reads all of "r/"'],
    /^begin the regex with \^$/,
  ],
])('%s to %j', (regex, aliases, about, instead) => {
  const findings = findingsOf('listing', [{ prefix: 'r/', regex, aliases }]);
  expect(findings.map(({ severity, what }) => [severity, what])).toEqual(
    about.map((one) => ['note', `deciding ${one}`]),
  );
  expect(findings[0]?.instead).toMatch(instead);
});

test.each<[name: string, regex: string, aliases: TestRule['aliases']]>([
  ['what tells them apart stands first', '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$', ['l/{app}/{file}', 'l/{app}']],
  ['one alias for all', '^r/(?<v>[^/]+)$', ['l']],
  ['majors are in no key as they are', '^r/(?<v>[^/]+)$', ['v{v.major}']],
])('nothing: %s', (_, regex, aliases) => {
  expect(findingsOf('listing', [{ prefix: 'r/', regex, aliases }])).toEqual([]);
});
