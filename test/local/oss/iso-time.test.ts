import { expect, test } from 'vitest';
import { isoTime } from '../../../src/local/oss/iso-time.ts';
import { seededRandom } from '../../rules/seeded-random.ts';

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
