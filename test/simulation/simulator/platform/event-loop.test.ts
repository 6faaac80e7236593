import { expect, test } from 'vitest';
import { seededRandom } from '../../../rules/seeded-random.ts';
import { createEventLoop } from './event-loop.ts';

test('runs work by due time, and in the order of posting at equal times', () => {
  const loop = createEventLoop(1000);
  const random = seededRandom(1);
  const done: [number, number][] = [];
  for (let i = 0; i < 500; i++) {
    const after = random.below(50);
    loop.post(after, () => done.push([loop.now(), i]));
  }
  while (loop.step());
  expect(done).toHaveLength(500);
  expect(done).toEqual([...done].sort(([a, i], [b, j]) => a - b || i - j));
});

test('runs work that other work posts when it is due', () => {
  const loop = createEventLoop(0);
  const done: string[] = [];
  loop.post(5, () => {
    done.push('first');
    loop.post(2, () => done.push('second'));
  });
  loop.post(9, () => done.push('third'));
  while (loop.step());
  expect(done).toEqual(['first', 'second', 'third']);
  expect(loop.now()).toBe(9);
});

test('does not wait for background work, but runs it when it is due while other work is left', () => {
  const loop = createEventLoop(0);
  const done: string[] = [];
  loop.post(1, () => done.push('early'), 'background');
  loop.post(2, () => done.push('work'));
  loop.post(3, () => done.push('late'), 'background');
  while (loop.step());
  expect(done).toEqual(['early', 'work']);
  expect([loop.stepAnything(), loop.stepAnything()]).toEqual([true, false]);
  expect(done).toEqual(['early', 'work', 'late']);
});
