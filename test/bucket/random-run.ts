import { expect } from 'vitest';
import { BucketFault } from '../../src/bucket/bucket-fault.ts';
import { createBucketEngine } from '../../src/bucket/create-bucket-engine.ts';
import type { Table } from '../../src/bucket/table.ts';
import { BUCKET, blobOf, REQUEST } from './bucket-fixture.ts';
import { naiveBucket } from './naive-bucket.ts';

const at = { bucket: BUCKET, requestId: REQUEST };
const KEYS = ['a', 'a/', 'a/b', 'a/b/c', 'a\u0000', 'a0', 'b', '\uffee', '😀', '😀/x'];
const EVERYTHING = { from: '\u0000', to: '\u{10ffff}' };

/** Numbers from 0 up to 1, the same for the same seed (a linear congruential generator). */
const chance = (seed: number): (() => number) => {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
};

/** Does the same random things to an engine and to the naive bucket, and expects them to agree after each. */
export const randomRun = (table: Table, seed: number, steps: number): void => {
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

  const idOf = (versionId: string | undefined) => versionId ?? 'null';
  /** Some version that there is or was, of this key or another. */
  const someId = () => pick([undefined, 'null', 'unknown', ...naive.all().map(({ id }) => id)]);
  const actions: readonly (() => void)[] = [
    () => {
      const key = pick(KEYS);
      const blob = `blob-${++ids}`;
      given.add(blob);
      const { versionId } = engine.putObject({ ...at, key, blob: blobOf(blob) });
      naive.write({ key, id: idOf(versionId), kind: 'object', blob });
    },
    () => {
      const [key, target] = [pick(KEYS), pick(KEYS)];
      const { versionId } = engine.putSymlink({ ...at, key, target });
      naive.write({ key, id: idOf(versionId), kind: 'symlink', target });
    },
    () => {
      const [key, from, versionId] = [pick(KEYS), pick(KEYS), someId()];
      const source = naive.find(from, versionId);
      const copy = () =>
        engine.copyObject({ ...at, key, source: { ...at, key: from, ...(versionId !== undefined && { versionId }) } });
      if (typeof source === 'string') return expectRefusal(copy, source);
      const { key: _key, id: _id, ...content } = source;
      naive.write({ ...content, key, id: idOf(copy().versionId) });
    },
    () => {
      const key = pick(KEYS);
      const deleted = engine.deleteObject({ ...at, key });
      if (naive.versioning === 'Never') naive.remove(key, 'null');
      else naive.write({ key, id: idOf(deleted.versionId), kind: 'marker' });
    },
    () => {
      const [key, versionId] = [pick(KEYS), someId() ?? 'null'];
      engine.deleteObject({ ...at, key, versionId });
      naive.remove(key, versionId);
    },
    () => {
      if (random() > 0.1) return;
      const status = pick(['Enabled', 'Suspended'] as const);
      engine.putBucketVersioning({ bucket: BUCKET, status });
      naive.configure(status);
    },
    () => {
      const refused = pick([
        () => engine.putObject({ ...at, key: '/', blob: blobOf('never') }),
        () => engine.putSymlink({ ...at, key: 'a', target: 'b', metadata: { 'a b': 'c' } }),
        () => engine.deleteObjects({ ...at, objects: [{ key: 'a' }, { key: '' }] }),
        () => engine.putObjectTagging({ ...at, key: 'a', tags: [['&', '']] }),
        () => engine.deleteBucket({ bucket: 'absent' }),
      ]);
      expectRefusal(refused);
    },
  ];

  const expectRefusal = (work: () => unknown, code?: string): void => {
    const before = table.range(EVERYTHING);
    try {
      work();
    } catch (error) {
      if (!(error instanceof BucketFault)) throw error;
      if (code !== undefined) expect(error.ossCode).toBe(code);
      expect(table.range(EVERYTHING)).toEqual(before);
      return;
    }
    throw new Error('nothing was refused');
  };

  const compare = (): void => {
    const key = pick(KEYS);
    const versionId = someId();
    expect(readOf(key, versionId)).toEqual(naive.read(key, versionId));
    compareListing();
    compareVersions();
  };

  const readOf = (key: string, versionId: string | undefined) => {
    try {
      return { blob: engine.readObject({ ...at, key, ...(versionId !== undefined && { versionId }) }).blob.id };
    } catch (error) {
      if (error instanceof BucketFault) return { fault: error.ossCode };
      throw error;
    }
  };

  const compareListing = (): void => {
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
  };

  const compareVersions = (): void => {
    const maxKeys = pick([1, 2, 5, 1000]);
    const listed: [string, string, string, boolean][] = [];
    let next = {};
    do {
      const page = engine.listObjectVersions({ bucket: BUCKET, maxKeys, ...next });
      listed.push(
        ...page.versions.map((v): [string, string, string, boolean] => [v.key, v.versionId, v.kind, v.isLatest]),
      );
      const { nextKeyMarker, nextVersionIdMarker } = page;
      next = nextKeyMarker === undefined ? {} : { keyMarker: nextKeyMarker, versionIdMarker: nextVersionIdMarker };
    } while (Object.keys(next).length > 0);
    const expected = naive.all();
    const isLatest = (i: number) => expected[i]?.key !== expected[i - 1]?.key;
    expect(listed).toEqual(expected.map(({ key, id, kind }, i) => [key, id, kind, isLatest(i)]));
  };

  for (let step = 0; step < steps; step++) {
    pick(actions)();
    compare();
  }
  const used = naive.blobs();
  expect(new Set([...given].filter((blob) => engine.isBlobReferenced(blob)))).toEqual(used);
  expect(released).toEqual(new Set([...given].filter((blob) => !used.has(blob))));

  for (const { key, id } of naive.all()) engine.deleteObject({ ...at, key, versionId: id });
  engine.deleteBucket({ bucket: BUCKET });
  // Whatever stayed would come back to life in the next bucket of that name.
  expect(table.range(EVERYTHING)).toEqual([]);
};
