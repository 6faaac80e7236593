import { expect, it } from 'vitest';
import { shuffled } from '../../../src/local/queue/shuffled.ts';

it('keeps every item, in another order, and leaves the input alone', () => {
  const items = ['a', 'b', 'c', 'd'];
  expect(shuffled(items, () => 0)).toEqual(['b', 'c', 'd', 'a']);
  expect(shuffled(items, () => 0.999)).toEqual(items);
  expect(items).toEqual(['a', 'b', 'c', 'd']);
  expect(shuffled([], () => 0)).toEqual([]);
});
