import { expect, test } from 'vitest';
import { sweepCost } from '../../../src/aliases/split/sweep-cost.ts';

function shards(count: number, objects: number) {
  return Array.from({ length: count }, () => ({ objects }));
}

test('a hundred million objects in 200 tasks, 20 at a time', () => {
  const cost = sweepCost(shards(200, 500_000), 20);
  // 500 pages, one more to see the end, and 8 requests of the task.
  expect(cost.requests).toBe(200 * 509);
  expect(cost.objects).toBe(100_000_000);
  expect(cost.longestTask).toBe(51);
  expect(cost.seconds).toBe(509);
  // 101,800 requests cost 0.1018; 10,180 seconds cost 0.5 vCPU and 0.5 GB each.
  expect(cost.cost).toBeCloseTo(0.1018 + (10_180 * 0.575 + 200 * 0.0075) * 0.00012, 5);
});

test.each([
  [1, 50.9 * 4],
  [2, 50.9 * 2],
  [3, 50.9 * 2],
  [4, 50.9],
  [9, 50.9],
])('four equal tasks, %d at a time, take %d seconds', (tasks, seconds) => {
  expect(sweepCost(shards(4, 500_000), tasks).seconds).toBe(Math.round(seconds));
});
