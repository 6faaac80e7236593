import { expect, test } from 'vitest';
import { sparingly } from '../../src/local/sparingly.ts';

test('the same words once a minute, others at once', () => {
  const told: unknown[] = [];
  let now = 0;
  const tell = sparingly(
    (error) => told.push(error),
    () => now,
  );
  const [full, again, other] = [new Error('full'), new Error('full'), new Error('other')];
  for (const error of [full, again, other, 'text', undefined]) tell(error);
  expect(told).toEqual([full, other, 'text', undefined]);
  now = 59_999;
  tell(again);
  now = 60_000;
  tell(again);
  tell(full);
  expect(told.slice(4)).toEqual([again]);
});

test('it forgets rather than grow', () => {
  let told = 0;
  const tell = sparingly(
    () => told++,
    () => 0,
  );
  for (let i = 0; i < 1000; i++) tell(i);
  expect(told).toBe(1000);
  tell(999);
  expect(told).toBe(1000);
});
