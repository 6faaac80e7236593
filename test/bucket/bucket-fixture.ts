import type { BucketEngine, VersionEntry } from '../../src/bucket/bucket-engine.ts';
import type { BucketEvent } from '../../src/bucket/bucket-event.ts';
import { BucketFault } from '../../src/bucket/bucket-fault.ts';
import { createBucketEngine } from '../../src/bucket/create-bucket-engine.ts';
import type { BucketDialect } from '../../src/bucket/dialects/bucket-dialect.ts';
import { createMemoryTable, type MemoryTable } from '../../src/bucket/records/memory-table.ts';
import type { BlobRef, VersioningStatus } from '../../src/bucket/records/object-record.ts';
import type { Table } from '../../src/bucket/records/table.ts';
import type { UnverifiedChoices } from '../../src/bucket/unverified-choices.ts';

export const BUCKET = 'demo';
export const REQUEST = 'A'.repeat(24);

export interface Fixture {
  readonly engine: BucketEngine;
  readonly table: MemoryTable;
  readonly events: BucketEvent[];
  readonly released: string[];
  readonly clock: { now: number };
  /** Puts an object. Its blob id takes the place of a body. Returns the version id. */
  put(key: string, blobId?: string): string | undefined;
  link(key: string, target: string): string | undefined;
}

export const START = Date.UTC(2026, 10, 20, 12, 0, 0, 250);

export function blobOf(id: string): BlobRef {
  return {
    id,
    size: id.length,
    etag: id.toUpperCase().padStart(32, '0'),
    crc64: String(id.length * 7),
  };
}

/** A bucket in one of its three versioning states. The test moves the clock; ids are counted up. */
export function bucketFixture(
  versioning: VersioningStatus = 'Never',
  options: { choices?: Partial<UnverifiedChoices>; wrap?: (table: Table) => Table; dialect?: BucketDialect } = {},
): Fixture {
  const table = createMemoryTable();
  const events: BucketEvent[] = [];
  const released: string[] = [];
  const clock = { now: START };
  let ids = 0;
  const engine = createBucketEngine({
    table: options.wrap?.(table) ?? table,
    now: () => clock.now,
    newId: () => (++ids).toString(16).padStart(32, '0'),
    emit: (event) => events.push(event),
    release: (blobId) => released.push(blobId),
    ...(options.choices && { choices: options.choices }),
    ...(options.dialect && { dialect: options.dialect }),
  });
  engine.createBucket({ bucket: BUCKET });
  if (versioning !== 'Never') engine.putBucketVersioning({ bucket: BUCKET, status: versioning });
  const at = { bucket: BUCKET, requestId: REQUEST };
  return {
    engine,
    table,
    events,
    released,
    clock,
    put: (key, blobId = `blob-${key}`) => engine.putObject({ ...at, key, blob: blobOf(blobId) }).versionId,
    link: (key, target) => engine.putSymlink({ ...at, key, target }).versionId,
  };
}

/** The kind of a listed version. */
export function kindOf({ type, deleteMarker }: VersionEntry): 'object' | 'symlink' | 'marker' {
  if (deleteMarker) return 'marker';
  return type === 'Symlink' ? 'symlink' : 'object';
}

/** Returns the fault that a call throws. The test fails if the call throws nothing. */
export function faultOf(call: () => unknown): BucketFault {
  try {
    call();
  } catch (error) {
    if (error instanceof BucketFault) return error;
    throw error;
  }
  throw new Error('The call threw nothing.');
}
