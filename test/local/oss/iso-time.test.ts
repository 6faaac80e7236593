import { expect, test } from 'vitest';
import { isoTime } from '../../../src/local/oss/iso-time.ts';

test('has milliseconds, as the documents of OSS have', () => {
  expect(isoTime(Date.UTC(2025, 0, 1, 2, 3, 4))).toBe('2025-01-01T02:03:04.000Z');
});
