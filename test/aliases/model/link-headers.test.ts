import { describe, expect, test } from 'vitest';
import { linkHeaders, longLifetime, unwantedLifetime } from '../../../src/aliases/model/link-headers.ts';
import type { ContentHeaders } from '../../../src/stores/object-attributes.ts';

const DEFAULT = { 'Cache-Control': 'no-cache' };
const INHERIT = {};
const FOREVER = 'max-age=31536000, immutable';
const EXPIRES = 'Fri, 01 Jan 2100 00:00:00 GMT';

describe('linkHeaders', () => {
  const target: ContentHeaders = {
    contentType: 'text/html',
    cacheControl: FOREVER,
    contentDisposition: 'inline',
    contentEncoding: 'gzip',
    contentLanguage: 'en',
    expires: EXPIRES,
  };
  const copied = {
    contentType: 'text/html',
    contentDisposition: 'inline',
    contentEncoding: 'gzip',
    contentLanguage: 'en',
  };

  test.each<[string, Readonly<Record<string, string>>, ContentHeaders]>([
    ['by default, caches must ask', DEFAULT, { ...copied, cacheControl: 'no-cache' }],
    ['inherit copies Cache-Control, and never Expires', INHERIT, { ...copied, cacheControl: FOREVER }],
    ['a lifetime of the rule', { 'Cache-Control': 'max-age=60' }, { ...copied, cacheControl: 'max-age=60' }],
    [
      'other headers of the rule replace those of the target',
      { ...DEFAULT, 'Content-Type': 'text/plain', 'Content-Language': 'de' },
      { ...copied, contentType: 'text/plain', contentLanguage: 'de', cacheControl: 'no-cache' },
    ],
    ['Expires of the rule', { ...DEFAULT, Expires: '0' }, { ...copied, cacheControl: 'no-cache', expires: '0' }],
  ])('%s', (_, policy, headers) => {
    expect(linkHeaders(policy, target)).toEqual(headers);
    // A link that is written again from its own headers keeps them.
    expect(linkHeaders(policy, linkHeaders(policy, target))).toEqual(headers);
  });

  test('headers that neither the target nor the rule has stay absent', () => {
    expect(linkHeaders(DEFAULT, {})).toEqual({ cacheControl: 'no-cache' });
    expect(linkHeaders(INHERIT, {})).toEqual({});
  });
});

describe('unwantedLifetime', () => {
  const NOW = Date.UTC(2026, 10, 27);
  const of = (policy: Readonly<Record<string, string>>, headers: ContentHeaders) =>
    unwantedLifetime(policy, { found: 'symlink', target: 'k', headers, metadata: {}, lastModified: NOW });

  test.each<[string, Readonly<Record<string, string>>, ContentHeaders, string]>([
    ['copied from the target', DEFAULT, { cacheControl: FOREVER }, `Cache-Control: ${FOREVER}`],
    [
      'longer than the rule says',
      { 'Cache-Control': 'max-age=60' },
      { cacheControl: 'max-age=99999' },
      'Cache-Control: max-age=99999',
    ],
    ['a copied date', DEFAULT, { expires: EXPIRES }, `Expires: ${EXPIRES}`],
    ['a copied date, under inherit', INHERIT, { expires: EXPIRES }, `Expires: ${EXPIRES}`],
    [
      'a date that Cache-Control leaves in effect',
      DEFAULT,
      { cacheControl: 'public', expires: EXPIRES },
      `Expires: ${EXPIRES}`,
    ],
  ])('%s', (_, policy, headers, shown) => {
    expect(of(policy, headers)).toBe(shown);
  });

  test.each<[string, Readonly<Record<string, string>>, ContentHeaders]>([
    ['nothing', DEFAULT, {}],
    ['the default', DEFAULT, { cacheControl: 'no-cache' }],
    ['a short lifetime that the rule does not ask for', DEFAULT, { cacheControl: 'max-age=60' }],
    ['inherited', INHERIT, { cacheControl: FOREVER }],
    ['what the rule asks for', { 'Cache-Control': FOREVER }, { cacheControl: FOREVER }],
    ['Cache-Control outranks the date', DEFAULT, { cacheControl: 'no-cache', expires: EXPIRES }],
    ['the date that the rule sets', { ...DEFAULT, Expires: EXPIRES }, { expires: EXPIRES }],
    ['a date within a day', DEFAULT, { expires: 'Fri, 27 Nov 2026 12:00:00 GMT' }],
    ['a date that cannot be read', DEFAULT, { expires: 'soon' }],
  ])('not: %s', (_, policy, headers) => {
    expect(of(policy, headers)).toBeUndefined();
  });
});

describe('longLifetime', () => {
  const of = (policy: Readonly<Record<string, string>>, headers: ContentHeaders) =>
    longLifetime(policy, { headers, lastModified: Date.UTC(2026, 10, 27) });

  test.each<[string, Readonly<Record<string, string>>, ContentHeaders, string]>([
    ['inherited from the target', INHERIT, { cacheControl: FOREVER }, `Cache-Control: ${FOREVER}`],
    ['a year', { 'Cache-Control': FOREVER }, { cacheControl: FOREVER }, `Cache-Control: ${FOREVER}`],
    [
      'a week in shared caches',
      { 'Cache-Control': 's-maxage=604800' },
      { cacheControl: 's-maxage=604800' },
      'Cache-Control: s-maxage=604800',
    ],
    [
      'a date',
      { 'Cache-Control': 'public', Expires: EXPIRES },
      { cacheControl: 'public', expires: EXPIRES },
      `Expires: ${EXPIRES}`,
    ],
  ])('the rule asks for it: %s', (_, policy, headers, header) => {
    expect(of(policy, headers)).toEqual({ header, isWanted: true });
  });

  test.each<[string, Readonly<Record<string, string>>, ContentHeaders]>([
    ['the default', DEFAULT, { cacheControl: 'no-cache' }],
    ['inherited, and short', INHERIT, { cacheControl: 'max-age=60' }],
    ['a date without effect', { ...DEFAULT, Expires: EXPIRES }, { cacheControl: 'no-cache', expires: EXPIRES }],
  ])('none: %s', (_, policy, headers) => {
    expect(of(policy, headers)).toBeUndefined();
  });
});
