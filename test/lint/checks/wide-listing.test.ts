import { expect, test } from 'vitest';
import { findingsOf, type TestRule } from '../findings-of.ts';

test.each<[regex: string, aliases: TestRule['aliases'], about: readonly string[], instead: RegExp]>([
  [
    '^r/(?<v>[^/]+)/(?<file>[^/]+)$',
    ['l/{file}'],
    ['"l/{file}" reads every object under "r/"'],
    /^put \{file\} before/,
  ],
  [
    '^r/(?<v>[^/]+)/(?<file>[^/]+)$',
    ['l/{file}', 'v{v.major}/{file}', 'one'],
    ['"l/{file}" or "v{v.major}/{file}" reads every object under "r/"'],
    /^put \{file\}/,
  ],
  [
    'r/(?<app>[^/]+)/(?<v>[^/]+)$',
    ['l/{app}'],
    ['"l/{app}" reads every object under "r/"'],
    /^begin the regex with \^$/,
  ],
])('%s for the aliases %j', (regex, aliases, about, instead) => {
  const findings = findingsOf('listing', [{ prefix: 'r/', regex, aliases }]);
  expect(findings.map(({ severity, what }) => [severity, what])).toEqual(
    about.map((one) => ['note', `the listing for one alias of ${one}`]),
  );
  expect(findings[0]?.instead).toMatch(instead);
  expect(findings[0]?.why).toMatch(
    /; an alias needs the listing when its target is deleted, and always without versioning$/,
  );
});

test.each<[name: string, regex: string, aliases: TestRule['aliases']]>([
  ['the identifying groups come first', '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$', ['l/{app}/{file}', 'l/{app}']],
  ['one alias for all', '^r/(?<v>[^/]+)$', ['l']],
  ['majors are in no key as they are', '^r/(?<v>[^/]+)$', ['v{v.major}']],
])('no finding: %s', (_, regex, aliases) => {
  expect(findingsOf('listing', [{ prefix: 'r/', regex, aliases }])).toEqual([]);
});
