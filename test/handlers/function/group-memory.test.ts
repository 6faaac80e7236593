import { expect, test } from 'vitest';
import { createGroupMemory } from '../../../src/handlers/function/group-memory.ts';

test('remembers the latest fingerprint of each group', () => {
  const memory = createGroupMemory();
  const [a, b] = [memory.of('a'), memory.of('b')];
  expect(a.recall()).toBeUndefined();
  a.keep('1');
  b.keep('2');
  a.keep('3');
  expect([a.recall(), b.recall(), memory.of('a').recall(), memory.of('c').recall()]).toEqual([
    '3',
    '2',
    '3',
    undefined,
  ]);
});

test('forgets the group that was kept longest ago', () => {
  const memory = createGroupMemory(2);
  for (const group of ['a', 'b', 'a', 'c']) memory.of(group).keep(group);
  expect(['a', 'b', 'c'].map((group) => memory.of(group).recall())).toEqual(['a', undefined, 'c']);
});
