import { expect, test } from 'vitest';
import { clockOffset } from '../../../src/stores/oss/clock-offset.ts';

test.each([
  ['Wed, 01 Jan 2025 01:00:00 GMT', 1735689600_000, 3_600_000],
  ['Tue, 31 Dec 2024 23:00:00 GMT', 1735689600_000, -3_600_000],
  [undefined, 0, undefined],
  ['yesterday', 0, undefined],
])('%s at %d', (date, now, offset) => {
  expect(clockOffset(date, now)).toBe(offset);
});
