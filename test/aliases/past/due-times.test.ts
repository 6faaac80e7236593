import { expect, test } from 'vitest';
import { createDueTimes } from '../../../src/aliases/past/due-times.ts';

test('items come in the order of their times, for each delay', () => {
  const due = createDueTimes<string>();
  expect(due.next()).toBeUndefined();
  expect(due.take(100)).toEqual([]);
  due.add(10, 11, 'a');
  due.add(5, 7, 'b');
  due.add(10, 12, 'c');
  due.add(5, 12, 'd');
  expect(due.next()).toBe(7);
  expect(due.take(6)).toEqual([]);
  expect(due.take(11)).toEqual(['a', 'b']);
  expect(due.next()).toBe(12);
  expect(due.take(12)).toEqual(['c', 'd']);
  expect(due.next()).toBeUndefined();
});

test('a time before the last one of its delay counts as that one', () => {
  const due = createDueTimes<string>();
  due.add(5, 10, 'a');
  due.add(5, 8, 'b');
  expect(due.take(9)).toEqual([]);
  expect(due.take(10)).toEqual(['a', 'b']);
});

test('many items', () => {
  const due = createDueTimes<number>();
  for (let i = 0; i < 10_000; i++) due.add(5, i, i);
  const taken: number[] = [];
  for (let next = due.next(); next !== undefined; next = due.next()) taken.push(...due.take(next));
  expect(taken).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
});
