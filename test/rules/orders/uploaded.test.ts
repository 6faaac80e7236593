import { expect, test } from 'vitest';
import { uploaded } from '../../../src/rules/orders/uploaded.ts';
import { compared } from './sorted.ts';

test.each([
  ['a', 'b'],
  ['', '10'],
])('%j and %j have one place: the tie-break decides', (a, b) => {
  expect(compared(uploaded, a, b)).toBe(0);
});
