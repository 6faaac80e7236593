import { expect, test } from 'vitest';
import { untilAborted } from '../../src/handlers/until-aborted.ts';

test('gives everything where nobody says stop', () => {
  expect([...untilAborted([1, 2, 3], undefined)]).toEqual([1, 2, 3]);
  expect([...untilAborted([1, 2, 3], new AbortController().signal)]).toEqual([1, 2, 3]);
});

test('gives nothing more once somebody did', () => {
  const stop = new AbortController();
  const taken: number[] = [];
  for (const item of untilAborted([1, 2, 3], stop.signal)) {
    taken.push(item);
    if (item === 2) stop.abort();
  }
  expect(taken).toEqual([1, 2]);
  expect([...untilAborted([1, 2, 3], stop.signal)]).toEqual([]);
});
