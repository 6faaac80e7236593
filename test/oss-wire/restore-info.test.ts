import { expect, test } from 'vitest';
import { readRestoreText, restoreText } from '../../src/oss-wire/restore-info.ts';

const EXPIRES = Date.UTC(2026, 10, 27, 23, 30);

test.each([
  ['ongoing-request="true"', { ongoing: true }],
  ['ongoing-request="false", expiry-date="Fri, 27 Nov 2026 23:30:00 GMT"', { ongoing: false, expires: EXPIRES }],
  ['ongoing-request="false"', { ongoing: false }],
])('%s', (text, state) => {
  expect(readRestoreText(text)).toEqual(state);
  expect(restoreText(state)).toBe(text);
});

test.each([
  '',
  'true',
  'ongoing-request=true',
  'expiry-date="Fri, 27 Nov 2026 23:30:00 GMT"',
  'x ongoing-request="false"',
])('not a state: %j', (text) => {
  expect(readRestoreText(text)).toBeUndefined();
});

test('a date that cannot be read is left out', () => {
  expect(readRestoreText('ongoing-request="false", expiry-date="soon"')).toEqual({ ongoing: false });
});
