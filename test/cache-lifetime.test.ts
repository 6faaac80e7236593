import { describe, expect, test } from 'vitest';
import { isLongLived, longLivedHeader, readCacheControl, usesExpires } from '../src/cache-lifetime.ts';

describe('readCacheControl', () => {
  test.each([
    ['no-cache', { 'no-cache': '' }],
    ['public, max-age=31536000, immutable', { public: '', 'max-age': '31536000', immutable: '' }],
    [' Max-Age=60 ,S-MAXAGE="30"', { 'max-age': '60', 's-maxage': '30' }],
    ['private="a, b", max-age=1', { private: 'a, b', 'max-age': '1' }],
  ])('%j', (text, directives) => {
    expect(Object.fromEntries(readCacheControl(text) ?? [])).toEqual(directives);
  });

  test.each(['', ' ', ',', 'max-age=', 'max-age = 60', 'max age=60', 'a="b', 'a"', 'a=b=c', 'a;b', 'é'])(
    'not a list of directives: %j',
    (text) => {
      expect(readCacheControl(text)).toBeUndefined();
    },
  );

  test('a long header without a quote at its end is read in linear time', () => {
    expect(readCacheControl('a="'.repeat(20_000))).toBeUndefined();
  });
});

describe('isLongLived', () => {
  test.each([
    'max-age=31536000, immutable',
    'immutable',
    'public, immutable',
    'max-age=86401',
    's-maxage=604800, max-age=60',
    'private, max-age=604800',
    'MAX-AGE="604800"',
  ])('caches may keep it for more than a day: %j', (text) => {
    expect(isLongLived(text)).toBe(true);
  });

  test.each([
    '',
    'public',
    'no-cache',
    'no-store',
    'max-age=0',
    'max-age=86400',
    's-maxage=86400',
    'max-age=60, immutable',
    'no-cache, max-age=31536000, immutable',
    'no-store, max-age=31536000',
    'max-age=soon',
    'max-age=604800; immutable',
  ])('caches ask within a day: %j', (text) => {
    expect(isLongLived(text)).toBe(false);
  });
});

describe('usesExpires', () => {
  test.each([undefined, 'public', 's-maxage=60', 'immutable', 'must-revalidate'])('Expires decides: %j', (text) => {
    expect(usesExpires(text)).toBe(true);
  });

  test.each(['max-age=60', 's-maxage=60, max-age=60', 'no-cache', 'no-store', 'public, no-cache'])(
    'Cache-Control decides: %j',
    (text) => {
      expect(usesExpires(text)).toBe(false);
    },
  );
});

describe('longLivedHeader', () => {
  const SINCE = Date.UTC(2026, 10, 27);
  const YEARS = 'Fri, 01 Jan 2100 00:00:00 GMT';
  const HOURS = 'Fri, 27 Nov 2026 12:00:00 GMT';

  test.each([
    [{ cacheControl: 'max-age=604800' }, 'Cache-Control'],
    [{ cacheControl: 's-maxage=604800', expires: HOURS }, 'Cache-Control'],
    [{ expires: YEARS }, 'Expires'],
    [{ cacheControl: 'public', expires: YEARS }, 'Expires'],
    [{ cacheControl: 's-maxage=60', expires: YEARS }, 'Expires'],
  ])('%j: %s', (headers, name) => {
    expect(longLivedHeader(headers, SINCE)).toMatchObject({ name });
  });

  test.each([
    {},
    { cacheControl: 'no-cache', expires: YEARS },
    { cacheControl: 'max-age=60', expires: YEARS },
    { cacheControl: 'public', expires: HOURS },
    { expires: '0' },
  ])('none: %j', (headers) => {
    expect(longLivedHeader(headers, SINCE)).toBeUndefined();
  });
});
