import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import type { BucketRecord, ObjectVersion } from '../../../src/bucket/records/object-record.ts';
import { bucketKey, currentKey, versionKey } from '../../../src/bucket/records/table-layout.ts';
import { createMemoryStore, type MemoryStore } from '../../../src/stores/memory/memory-store.ts';

const NOW = Date.UTC(2026, 10, 20);

/**
 * Creates a bucket with versioning enabled, and `count` objects from before versioning. The objects are written
 * directly into the table, because a million uploads would take longer than the test itself.
 */
export function crowdedBucket(count: number, keyOf: (n: number) => string): MemoryStore {
  const table = createMemoryTable();
  const now = (): number => NOW + 60_000;
  const store = createMemoryStore({ table, now, versioning: 'Enabled' });
  const { bucket } = store;
  const etag = 'A'.repeat(32);
  const shared: Omit<ObjectVersion, 'key' | 'sequence'> = {
    kind: 'object',
    versionId: 'null',
    lastModified: NOW,
    etag,
    blob: { id: 'b', size: 1, etag, crc64: '0' },
    headers: {},
    metadata: {},
    tags: [],
    acl: 'default',
    storageClass: 'Standard',
  };
  for (let n = 0; n < count; n++) {
    const key = keyOf(n);
    const sequence = n + 1;
    table.put(currentKey(bucket, key), {
      sequence,
      type: 'Normal',
      etag,
      size: 1,
      lastModified: NOW,
      storageClass: 'Standard',
    });
    table.put(versionKey(bucket, key, sequence), { ...shared, key, sequence } satisfies ObjectVersion);
  }
  const record = store.engine.getBucket({ bucket });
  table.put(bucketKey(bucket), { ...record, sequence: count + 1 } satisfies BucketRecord);
  return store;
}
