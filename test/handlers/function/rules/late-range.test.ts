import { expect, test } from 'vitest';
import { withLatePackages } from '../../../../src/handlers/function/rules/late-package.ts';
import { LateRange } from '../../../../src/handlers/function/rules/late-range.ts';

/** Callers use it as a class. */
const Range = LateRange as unknown as new (text: string, options: { includePrerelease: boolean }) => { range: string };

test('parses ranges after it is loaded', async () => {
  expect(() => new Range('^1.2', { includePrerelease: false })).toThrow(/loaded only for rules that use it/);
  const { range } = await withLatePackages(() => new Range('^1.2', { includePrerelease: false }));
  expect(range).toBe('>=1.2.0 <2.0.0-0');
  expect(() => new Range('nonsense', { includePrerelease: false })).toThrow(TypeError);
});
