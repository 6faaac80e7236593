import { expect, test } from 'vitest';
import { lintRules } from '../../../src/lint/lint-rules.ts';
import { APP, findingsOf, inShort } from '../findings-of.ts';

const LATEST = 'l/{app}/{file}';

function found(ofRule: unknown, ...aliases: readonly (string | Readonly<Record<string, unknown>>)[]) {
  const headers = ofRule === undefined ? {} : { headers: ofRule };
  return findingsOf('cache', [
    { prefix: 'r/', regex: APP, aliases: aliases.length > 0 ? aliases : [LATEST], ...headers },
  ]).map(inShort);
}

const FOREVER = { 'Cache-Control': 'max-age=31536000, immutable' };
const EXPIRES = 'Fri, 01 Jan 2100 00:00:00 GMT';
const INHERITED = `note r1 ${LATEST}: the alias inherits Cache-Control from its target`;

test.each<[string, unknown, readonly (string | Readonly<Record<string, unknown>>)[], string]>([
  ['a rule that inherits', 'inherit', [], INHERITED],
  ['an alias that inherits', FOREVER, [{ key: LATEST, headers: 'inherit' }], INHERITED],
  [
    'a year',
    FOREVER,
    [],
    `warning r1 ${LATEST}: caches may serve the alias for more than a day (Cache-Control: max-age=31536000, immutable)`,
  ],
  [
    'a week in shared caches',
    { 'Cache-Control': 's-maxage=604800' },
    [],
    `warning r1 ${LATEST}: caches may serve the alias for more than a day (Cache-Control: s-maxage=604800)`,
  ],
  [
    'immutable alone',
    { 'Cache-Control': 'immutable' },
    [],
    `warning r1 ${LATEST}: caches may serve the alias for more than a day (Cache-Control: immutable)`,
  ],
  [
    'a date, without a lifetime in Cache-Control',
    { 'Cache-Control': 'public', Expires: EXPIRES },
    [],
    `warning r1 ${LATEST}: caches may serve the alias until a fixed date (Expires: ${EXPIRES})`,
  ],
])('%s', (_, ofRule, aliases, expected) => {
  expect(found(ofRule, ...aliases)).toEqual([expected]);
});

test.each<[string, unknown, readonly (string | Readonly<Record<string, unknown>>)[]]>([
  ['no headers', undefined, []],
  ['a minute', { 'Cache-Control': 'max-age=60' }, []],
  ['a day', { 'Cache-Control': 'max-age=86400' }, []],
  ['caches must ask first', { 'Cache-Control': 'no-cache, max-age=31536000' }, []],
  ['a date without effect, because no-cache stays', { Expires: EXPIRES }, []],
  ['a date that max-age outranks', { 'Cache-Control': 'max-age=60', Expires: EXPIRES }, []],
  ['a date in the past', { 'Cache-Control': 'public', Expires: '0' }, []],
  ['another header', { 'Content-Type': 'text/html' }, []],
  ['a short lifetime of the alias', 'inherit', [{ key: LATEST, headers: { 'Cache-Control': 'max-age=60' } }]],
])('no finding: %s', (_, ofRule, aliases) => {
  expect(found(ofRule, ...aliases)).toEqual([]);
});

test('points at the field that says it', () => {
  const rules = `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '${APP}' }
    order: { by: semver, on: v }
    headers: inherit
    aliases:
      - ${LATEST}
      - key: m/{app}/{file}
        headers: { Cache-Control: 'max-age=604800' }
`;
  const places = lintRules(rules, 'rules.yaml').flatMap(({ code, line }) => (code === 'cache' ? [line] : []));
  expect(places).toEqual([6, 10]);
});
