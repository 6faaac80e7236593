import type { BucketEngine, OnObject } from '../../../src/bucket/bucket-engine.ts';
import { createBucketEngine } from '../../../src/bucket/create-bucket-engine.ts';
import type { Table } from '../../../src/bucket/records/table.ts';
import { BUCKET } from '../bucket-fixture.ts';
import { naiveBucket } from './naive-bucket.ts';

/** Keys that begin with one another, and whose order is not that of UTF-16. */
export const KEYS = ['a', 'a/', 'a/b', 'a/b/c', 'a\u0000', 'a0', 'b', '\uffee', '😀', '😀/x'];

/** An engine, the naive bucket that must agree with it, and one random generator for both. */
export interface RandomWorld {
  readonly table: Table;
  readonly engine: BucketEngine;
  readonly naive: ReturnType<typeof naiveBucket>;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** A random key and an existing, former or missing version id of this or another key. */
  readonly someObject: () => OnObject;
  readonly newBlob: () => string;
  /** All blob ids in use at some time, and those that the engine released. */
  readonly given: Set<string>;
  readonly released: Set<string>;
}

/** Random numbers that depend only on the seed (a linear congruential generator). */
function chance(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

export function randomWorld(table: Table, seed: number): RandomWorld {
  const random = chance(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const naive = naiveBucket();
  const released = new Set<string>();
  const given = new Set<string>();
  let ids = 0;
  const engine = createBucketEngine({
    table,
    now: () => Math.floor(random() * 1e12),
    newId: () => (++ids).toString(16).padStart(32, '0'),
    release: (blob) => released.add(blob),
  });
  engine.createBucket({ bucket: BUCKET });
  const someObject = (): OnObject => {
    const versionId = pick([undefined, 'null', 'unknown', ...naive.all().map(({ id }) => id)]);
    return { bucket: BUCKET, key: pick(KEYS), ...(versionId !== undefined && { versionId }) };
  };
  const newBlob = (): string => {
    const blob = `blob-${++ids}`;
    given.add(blob);
    return blob;
  };
  return { table, engine, naive, random, pick, someObject, newBlob, given, released };
}
