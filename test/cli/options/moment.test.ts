import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { moment } from '../../../src/cli/options/moment.ts';

test('a moment in the past', () => {
  expect(moment('2026-01-01')).toBe(Date.UTC(2026, 0, 1));
});

test('another text is refused with a reason', () => {
  expect(() => moment('soon')).toThrow(InvalidArgumentError);
  expect(() => moment('soon')).toThrow('soon is not a time; write 2026-10-01');
});
