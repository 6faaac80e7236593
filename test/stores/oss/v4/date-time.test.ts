import { expect, test } from 'vitest';
import { dateTime } from '../../../../src/stores/oss/v4/date-time.ts';

test.each([
  [1702743657_000, '20231216T162057Z'],
  [1735689600_999, '20250101T000000Z'],
  [0, '19700101T000000Z'],
])('%d ms is %s', (now, text) => {
  expect(dateTime(now)).toBe(text);
});
