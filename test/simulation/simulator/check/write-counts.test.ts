import { expect, test } from 'vitest';
import { createWriteCounts } from './write-counts.ts';

test('counts the writes and reasons of each alias until the next rest, including reasons for all aliases', () => {
  const counts = createWriteCounts();
  counts.reasonForAll();
  for (const alias of ['a', 'a', 'b']) counts.wrote(alias);
  for (const alias of ['a', 'a', 'c']) counts.reason(alias);
  expect(counts.rested()).toEqual([
    { alias: 'a', writes: 2, reasons: 3 },
    { alias: 'b', writes: 1, reasons: 1 },
  ]);
  counts.wrote('a');
  expect(counts.rested()).toEqual([{ alias: 'a', writes: 1, reasons: 0 }]);
});
