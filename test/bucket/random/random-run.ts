import { expect } from 'vitest';
import type { OnObject } from '../../../src/bucket/bucket-engine.ts';
import { BucketFault } from '../../../src/bucket/bucket-fault.ts';
import type { Table } from '../../../src/bucket/records/table.ts';
import { BUCKET, kindOf, REQUEST } from '../bucket-fixture.ts';
import type { Reading } from './naive-bucket.ts';
import { EVERYTHING, RANDOM_ACTIONS } from './random-actions.ts';
import { KEYS, type RandomWorld, randomWorld } from './random-world.ts';

/** Applies random operations to an engine and to the naive bucket, and compares the two after each. */
export function randomRun(table: Table, seed: number, steps: number): void {
  const world = randomWorld(table, seed);
  for (let step = 0; step < steps; step++) {
    world.pick(RANDOM_ACTIONS)(world);
    compareRead(world);
    compareListing(world);
    compareVersions(world);
  }
  compareBlobs(world);
  expectNothingLeft(world);
}

function compareRead(world: RandomWorld): void {
  const object = world.someObject();
  expect(read(world, object)).toEqual(world.naive.read(object.key, object.versionId));
}

function read({ engine }: RandomWorld, object: OnObject): Reading {
  try {
    return { blob: engine.readObject(object).blob.id };
  } catch (error) {
    if (error instanceof BucketFault) return { fault: error.ossCode };
    throw error;
  }
}

function compareListing({ engine, naive, pick }: RandomWorld): void {
  const prefix = pick(['', 'a', 'a/', 'a/b', '😀', 'zz']);
  const delimiter = pick(['', '/', 'b', '\u0000']);
  const after = pick(['', ...KEYS]);
  const maxKeys = pick([1, 2, 3, 100]);
  const expected = naive.items(prefix, delimiter, after);
  const page = engine.listObjects({ bucket: BUCKET, prefix, delimiter, startAfter: after, maxKeys });
  const shown = expected.slice(0, maxKeys);
  expect(page.objects.map(({ key }) => key)).toEqual(shown.flatMap((item) => ('key' in item ? [item.key] : [])));
  expect(page.prefixes).toEqual(shown.flatMap((item) => ('prefix' in item ? [item.prefix] : [])));
  expect(page.nextToken === undefined).toBe(expected.length <= maxKeys);
}

function compareVersions({ engine, naive, pick }: RandomWorld): void {
  const maxKeys = pick([1, 2, 5, 1000]);
  const listed: unknown[] = [];
  let next: { keyMarker?: string; versionIdMarker?: string } | undefined = {};
  while (next) {
    const page = engine.listObjectVersions({ bucket: BUCKET, maxKeys, ...next });
    listed.push(...page.versions.map((version) => [version.key, version.versionId, kindOf(version), version.isLatest]));
    const { nextKeyMarker: keyMarker, nextVersionIdMarker: versionIdMarker } = page;
    next = keyMarker === undefined ? undefined : { keyMarker, ...(versionIdMarker && { versionIdMarker }) };
  }
  const expected = naive.all();
  const isLatest = (i: number) => expected[i]?.key !== expected[i - 1]?.key;
  expect(listed).toEqual(expected.map(({ key, id, kind }, i) => [key, id, kind, isLatest(i)]));
}

function compareBlobs({ engine, naive, given, released }: RandomWorld): void {
  const used = naive.blobs();
  expect(new Set([...given].filter((blob) => engine.isBlobReferenced(blob)))).toEqual(used);
  expect(released).toEqual(new Set([...given].filter((blob) => !used.has(blob))));
}

/** An entry that is left in the table would appear in the next bucket with this name. */
function expectNothingLeft({ engine, naive, table }: RandomWorld): void {
  for (const { key, id } of naive.all()) {
    engine.deleteObject({ bucket: BUCKET, key, versionId: id, requestId: REQUEST });
  }
  engine.deleteBucket({ bucket: BUCKET });
  expect(table.range(EVERYTHING)).toEqual([]);
}
