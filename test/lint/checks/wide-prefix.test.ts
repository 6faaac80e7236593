import { expect, test } from 'vitest';
import { findingsOf } from '../findings-of.ts';

test.each([
  ['', '^r/x/(?<v>[^/]+)$', 'warning', 'write prefix: r/x/'],
  ['', '^r-(?<v>[^/]+)$', 'warning', 'put the keys of the rule below one prefix'],
  ['', '(?<v>[^/]+)$', 'warning', 'put the keys of the rule below one prefix'],
  ['', '^(?:a|b)/(?<v>[^/]+)$', 'warning', 'put the keys of the rule below one prefix'],
  ['r/', '^r/x/(?<v>[^/]+)$', 'note', 'write prefix: r/x/'],
  ['r', '^r/(?<v>[^/]+)$', 'note', 'write prefix: r/'],
])('prefix %j for %s: %s', (prefix, regex, severity, instead) => {
  const findings = findingsOf('prefix', [{ prefix, regex, aliases: ['l/x'] }]);
  expect(findings.map((finding) => [finding.severity, finding.instead])).toEqual([[severity, instead]]);
});

test.each([
  ['r/', '^r/(?<v>[^/]+)$'],
  ['r/', '^r/v(?<v>[^/]+)$'],
  ['r/', '^r/x?/(?<v>[^/]+)$'],
  ['r/', '^r/a/(?<v>[^/]+)$|^r/b/'],
  ['r/v', '^r/v(?<v>[^/]+)$'],
  ['r/', '(?<v>[^/]+)$'],
])('no finding: prefix %j for %s', (prefix, regex) => {
  expect(findingsOf('prefix', [{ prefix, regex, aliases: ['l/x'] }])).toEqual([]);
});
