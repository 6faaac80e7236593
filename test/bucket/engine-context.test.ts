import { expect, test } from 'vitest';
import { wholeSecond } from '../../src/bucket/engine-context.ts';

test.each([
  [0, 0],
  [999, 0],
  [1000, 1000],
  [1_700_000_000_999, 1_700_000_000_000],
  [1000.5, 1000],
])('%d ms are reported as %d', (now, reported) => {
  expect(wholeSecond(now)).toBe(reported);
});
