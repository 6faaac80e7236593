import { expect, test } from 'vitest';
import { memoize } from '../src/memoize.ts';

test('each input is computed once, also if the result is undefined', () => {
  const seen: string[] = [];
  const sizeOf = memoize((text) => {
    seen.push(text);
    return text === '' ? undefined : { size: text.length };
  });
  expect([sizeOf('ab'), sizeOf(''), sizeOf('ab'), sizeOf('')]).toEqual([
    { size: 2 },
    undefined,
    { size: 2 },
    undefined,
  ]);
  expect(sizeOf('ab')).toBe(sizeOf('ab'));
  expect(seen).toEqual(['ab', '']);
});

test('it forgets all results if there are too many', () => {
  const seen: string[] = [];
  const same = memoize((text) => {
    seen.push(text);
    return { text };
  }, 2);
  for (const text of ['a', 'b', 'a', 'c', 'a', 'c']) same(text);
  expect(seen).toEqual(['a', 'b', 'c', 'a']);
});
