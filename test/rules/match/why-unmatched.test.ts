import { expect, test } from 'vitest';
import { readKey } from '../../../src/rules/match/read-key.ts';
import { whyUnmatched } from '../../../src/rules/match/why-unmatched.ts';
import { onlyTemplate, ruleSetOf } from '../rule-set-of.ts';

const TEMPLATE = { key: 'r/{a}/{a}-{version}.tgz' };
const REGEX = { prefix: 'r/', regex: '^r/(?<a>[a-z]+)/(?<version>[0-9.]+)/f$', exclude: '^r/old/' };

test.each([
  [TEMPLATE, 'x/foo/foo-1.0.0.tgz', 'the key does not begin with r/'],
  [TEMPLATE, 'r/foo/foo-1.0.0.zip', 'the key template r/{a}/{a}-{version}.tgz does not match'],
  [
    TEMPLATE,
    'r/foo/bar-1.0.0.tgz',
    'the key template r/{a}/{a}-{version}.tgz does not match: {a} is "foo" and "bar", and must be the same text each time',
  ],
  [
    TEMPLATE,
    'r/foo/bar-1.0.0-rc.tgz',
    'the key template r/{a}/{a}-{version}.tgz does not match: {a} is not the same text in "foo" and in "bar-1.0.0-rc.tgz"',
  ],
  [REGEX, 'r/foo/x/f', 'the regex ^r/(?<a>[a-z]+)/(?<version>[0-9.]+)/f$ does not match'],
  [REGEX, 'r/old/1.0.0/f', 'exclude ^r/old/ matches'],
  [REGEX, 'r/foo/1.0.0/.withdrawn', 'it is a marker, which withdraws objects'],
])('%j does not read %s: %s', (match, key, why) => {
  const { rule } = onlyTemplate(ruleSetOf({ ...match, on: 'version', aliases: ['r/{a}/latest'] }));
  expect(readKey(rule, key)).toBeUndefined();
  expect(whyUnmatched(rule, key)).toBe(why);
});
