import { expect, test } from 'vitest';
import { EXIT } from '../../src/cli/exit-code.ts';

test('scripts rely on the numbers', () => {
  expect(EXIT).toEqual({ done: 0, failed: 1, usage: 2, differences: 3, interrupted: 130 });
});
