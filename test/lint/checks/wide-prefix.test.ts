import { describe, expect, test } from 'vitest';
import { lintRules } from '../../../src/lint/lint-rules.ts';
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

describe('aliases among the candidates of their rule', () => {
  const RULES = (alias: string) => `version: 1
rules:
  - name: a
    match: { prefix: r/, regex: '^r/(?<v>[0-9]+)/x$' }
    order: { by: number, on: v }
    aliases: ['${alias}']
`;
  const textOf = ({ what }: { readonly what: string }): string => what;

  test.each([
    ['r/latest', false, ['the aliases of "r/latest" are under "r/", like the candidates of the rule']],
    ['current/r', false, []],
    ['r/latest', true, []],
  ])('%s, if listings show links: %s', (alias, listsLinks, expected) => {
    expect(lintRules(RULES(alias), 'test.yaml', { listsLinks }).map(textOf)).toEqual(expected);
  });
});
