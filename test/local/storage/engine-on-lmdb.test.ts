import { test } from 'vitest';
import { openLmdbTable } from '../../../src/local/storage/lmdb-table.ts';
import { randomRun } from '../../bucket/random/random-run.ts';
import { temporaryDirectory } from './temporary-directory.ts';

for (const seed of [101, 102, 103]) {
  test(`on lmdb, the engine agrees with a naive model of a bucket, seed ${seed}`, async () => {
    const table = openLmdbTable(await temporaryDirectory());
    table.transaction(() => randomRun(table, seed, 150));
    await table.close();
  });
}
