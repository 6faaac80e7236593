import { expect, test } from 'vitest';
import { httpDate, readHttpDate } from '../../../src/local/oss/http-date.ts';

test.each([
  ['Wed, 01 Jan 2025 00:00:00 GMT', Date.UTC(2025, 0, 1)],
  ['Fri, 24 Feb 2012 06:07:48 GMT', Date.UTC(2012, 1, 24, 6, 7, 48)],
])('%s', (text, milliseconds) => {
  expect(readHttpDate(text)).toBe(milliseconds);
  expect(httpDate(milliseconds)).toBe(text);
});

test.each([
  ['Wednesday, 01-Jan-25 00:00:00 GMT', Date.UTC(2025, 0, 1)],
  ['Wed, 1 Jan 2025 00:00:00 +0000', Date.UTC(2025, 0, 1)],
  ['Sat, 29 Feb 2020 23:59:59 UTC', Date.UTC(2020, 1, 29, 23, 59, 59)],
])('%s, as other clients write it', (text, milliseconds) => {
  expect(readHttpDate(text)).toBe(milliseconds);
});

test.each([
  ...['', 'yesterday', '20250101T000000Z', '2025-01-01T00:00:00Z', '0', 'Wed, 99 Jan 2025 00:00:00 GMT'],
  ...['Mon, 31 Feb 2025 00:00:00 GMT', 'Fri, 29 Feb 2019 00:00:00 GMT', 'Wed, 00 Jan 2025 00:00:00 GMT'],
  ...['Wed, 01 Jan 125 00:00:00 GMT', 'Wed, 01 Jan 2025 24:00:00 GMT', 'Wed, 01 Foo 2025 00:00:00 GMT'],
])('%j is not an HTTP date', (text) => {
  expect(readHttpDate(text)).toBeUndefined();
});
