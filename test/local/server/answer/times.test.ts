import { describe, expect, test } from 'vitest';
import { httpDate, isoTime, readHttpDate } from '../../../../src/local/server/answer/times.ts';
import { seededRandom } from '../../../rules/seeded-random.ts';

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

describe('iso time', () => {
  test('has milliseconds, as the documents of OSS have', () => {
    expect(isoTime(Date.UTC(2025, 0, 1, 2, 3, 4))).toBe('2025-01-01T02:03:04.000Z');
  });

  test.each([
    0,
    1,
    999,
    1000,
    59_999,
    86_399_999,
    86_400_000,
    Date.UTC(2024, 1, 29, 23, 59, 59, 9),
    -1,
    253_402_300_800_000,
  ])('%d is written as the language does', (milliseconds) => {
    expect(isoTime(milliseconds)).toBe(new Date(milliseconds).toISOString());
  });

  test('so are any others, in any order', () => {
    const random = seededRandom(1);
    for (let i = 0; i < 2000; i++) {
      const milliseconds = random.below(3) * 86_400_000 + random.below(86_400_000) + Date.UTC(2026, 11, 30);
      expect(isoTime(milliseconds)).toBe(new Date(milliseconds).toISOString());
    }
  });
});
