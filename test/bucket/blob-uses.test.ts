import { expect, test } from 'vitest';
import { blobUnused, blobUsed } from '../../src/bucket/blob-uses.ts';
import { readBlobUses } from '../../src/bucket/bucket-records.ts';
import type { EngineContext } from '../../src/bucket/engine-context.ts';
import { createMemoryTable } from '../../src/bucket/memory-table.ts';
import { bucketFixture } from './bucket-fixture.ts';

test('a blob is released when its last use ends, once, and others are left', () => {
  const released: string[] = [];
  const { choices } = bucketFixture().engine;
  const ctx: EngineContext = {
    table: createMemoryTable(),
    now: () => 0,
    newId: () => '',
    emit: () => {},
    release: (blobId) => released.push(blobId),
    choices,
  };
  const uses = () => ['a', 'b'].map((blobId) => readBlobUses(ctx.table, blobId));
  for (const blobId of ['a', 'a', 'b']) blobUsed(ctx, blobId);
  expect(uses()).toEqual([2, 1]);
  blobUnused(ctx, 'a');
  expect({ uses: uses(), released }).toEqual({ uses: [1, 1], released: [] });
  blobUnused(ctx, 'a');
  expect({ uses: uses(), released }).toEqual({ uses: [0, 1], released: ['a'] });
  // Nothing is left behind: the next blob of that name begins anew.
  expect(ctx.table.range({ from: 'r/', to: 'r0' })).toHaveLength(1);
});
