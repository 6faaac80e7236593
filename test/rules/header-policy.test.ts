import { describe, expect, test } from 'vitest';
import type { WrittenRule } from '../../src/rules/file/rules-schema.ts';
import { compileHeaderPolicy, headerPolicyDigest, LINK_HEADERS } from '../../src/rules/header-policy.ts';
import { contentHeaderNames } from '../../src/stores/object-attributes.ts';

type Headers = WrittenRule['headers'];

function policyOf(ofRule: Headers, ofAlias?: Headers) {
  return compileHeaderPolicy({ headers: ofRule }, ofAlias, 0);
}

test('the headers that a rule can set are those that the store keeps for a link', () => {
  expect(LINK_HEADERS.map((name) => name.toLowerCase()).sort()).toEqual(Object.values(contentHeaderNames).sort());
});

describe('the headers that replace those of the target', () => {
  const noCache = { 'Cache-Control': 'no-cache' };
  test.each<[string, Headers, Headers, object]>([
    ['neither says anything', undefined, undefined, noCache],
    ['the rule inherits', 'inherit', undefined, {}],
    ['the alias inherits', { 'Cache-Control': 'max-age=60' }, 'inherit', {}],
    ['the rule sets a lifetime', { 'Cache-Control': 'max-age=60' }, undefined, { 'Cache-Control': 'max-age=60' }],
    [
      'another header keeps the default lifetime',
      { 'Content-Type': 'text/plain' },
      undefined,
      { ...noCache, 'Content-Type': 'text/plain' },
    ],
    [
      'the headers of the alias replace all of the rule',
      { 'Content-Type': 'text/plain' },
      { 'Content-Language': 'de' },
      { ...noCache, 'Content-Language': 'de' },
    ],
    ['the alias sets what the rule inherits', 'inherit', { Expires: '0' }, { ...noCache, Expires: '0' }],
  ])('%s', (_, ofRule, ofAlias, headers) => {
    expect(policyOf(ofRule, ofAlias)).toEqual({ headers });
  });
});

describe('values', () => {
  test.each<[keyof Exclude<Headers, 'inherit' | undefined>, string]>([
    ['Cache-Control', 'public, s-maxage=60, stale-while-revalidate=30, community="UCI"'],
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Content-Type', 'application/vnd.oci.image.manifest.v1+json'],
    ['Content-Disposition', 'attachment; filename="app 1.tgz"; filename*=UTF-8\'\'app.tgz'],
    ['Content-Disposition', 'inline'],
    ['Content-Encoding', 'gzip'],
    ['Content-Language', 'de, en-US'],
    ['Expires', '0'],
    ['Expires', 'Fri, 27 Nov 2026 23:30:00 GMT'],
  ])('accepted: %s: %s', (name, value) => {
    expect(policyOf({ [name]: value })).toMatchObject({ headers: { [name]: value } });
  });

  test.each<[keyof Exclude<Headers, 'inherit' | undefined>, string, string]>([
    ['Cache-Control', 'max-age: 60', 'max-age=60'],
    ['Cache-Control', 'max-age=1h', 'max-age=60'],
    ['Cache-Control', 'max-age', 'max-age=60'],
    ['Cache-Control', 'max-age=-1', 'max-age=60'],
    ['Content-Type', 'html', 'text/html; charset=utf-8'],
    ['Content-Type', 'text/html;charset', 'text/html; charset=utf-8'],
    ['Content-Disposition', 'attachment; filename=a b', 'attachment; filename="app.tgz"'],
    ['Content-Encoding', 'gzip;q=1', 'gzip'],
    ['Content-Language', 'en us', 'en'],
    ['Expires', 'tomorrow', 'Fri, 27 Nov 2026 23:30:00 GMT'],
    ['Expires', '2026-11-27T23:30:00Z', 'Fri, 27 Nov 2026 23:30:00 GMT'],
    ['Expires', 'Mon, 27 Nov 2026 23:30:00 GMT', 'Fri, 27 Nov 2026 23:30:00 GMT'],
  ])('refused: %s: %s', (name, value, example) => {
    const problem = { what: `headers.${name} cannot be used`, instead: `write it like ${example}` };
    expect(policyOf({ [name]: value })).toMatchObject({ ...problem, path: ['headers', name] });
    expect(policyOf(undefined, { [name]: value })).toMatchObject({ ...problem, path: ['aliases', 0, 'headers', name] });
  });
});

test('the digest differs for each value of each header', () => {
  const policies = [{}, ...LINK_HEADERS.flatMap((name) => [{ [name]: 'a' }, { [name]: 'b' }])];
  expect(new Set(policies.map(headerPolicyDigest)).size).toBe(policies.length);
});
