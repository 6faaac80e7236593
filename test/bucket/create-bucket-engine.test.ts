import { describe, test } from 'vitest';
import { createMemoryTable } from '../../src/bucket/records/memory-table.ts';
import { randomRun } from './random/random-run.ts';

describe('the engine agrees with the naive model of a bucket', () => {
  for (let seed = 1; seed <= 24; seed++) {
    test(`seed ${seed}`, () => {
      randomRun(createMemoryTable(), seed, 150);
    });
  }
});
