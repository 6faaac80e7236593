import { expect } from 'vitest';
import { BUCKET, blobOf, faultOf, REQUEST } from '../bucket-fixture.ts';
import { KEYS, type RandomWorld } from './random-world.ts';

const at = { bucket: BUCKET, requestId: REQUEST };
export const EVERYTHING = { from: '\u0000', to: '\u{10ffff}' };

function idOf(versionId: string | undefined): string {
  return versionId ?? 'null';
}

/** Expects a fault that leaves the table unchanged. */
function expectRefusal({ table }: RandomWorld, work: () => unknown, code?: string): void {
  const before = table.range(EVERYTHING);
  const fault = faultOf(work);
  if (code !== undefined) expect(fault.ossCode).toBe(code);
  expect(table.range(EVERYTHING)).toEqual(before);
}

/** Operations that each change the engine and the naive bucket. */
export const RANDOM_ACTIONS: readonly ((world: RandomWorld) => void)[] = [
  ({ engine, naive, pick, newBlob }) => {
    const [key, blob] = [pick(KEYS), newBlob()];
    const { versionId } = engine.putObject({ ...at, key, blob: blobOf(blob) });
    naive.write({ key, id: idOf(versionId), kind: 'object', blob });
  },
  ({ engine, naive, pick }) => {
    const [key, target] = [pick(KEYS), pick(KEYS)];
    const { versionId } = engine.putSymlink({ ...at, key, target });
    naive.write({ key, id: idOf(versionId), kind: 'symlink', target });
  },
  (world) => {
    const { engine, naive, pick, someObject } = world;
    const [key, source] = [pick(KEYS), someObject()];
    const copied = naive.find(source.key, source.versionId);
    const copy = () => engine.copyObject({ ...at, key, source });
    if (typeof copied === 'string') return expectRefusal(world, copy, copied);
    const { key: _key, id: _id, ...content } = copied;
    naive.write({ ...content, key, id: idOf(copy().versionId) });
  },
  ({ engine, naive, pick }) => {
    const key = pick(KEYS);
    const deleted = engine.deleteObject({ ...at, key });
    if (naive.versioning === 'Never') naive.remove(key, 'null');
    else naive.write({ key, id: idOf(deleted.versionId), kind: 'marker' });
  },
  ({ engine, naive, someObject }) => {
    const { key, versionId = 'null' } = someObject();
    engine.deleteObject({ ...at, key, versionId });
    naive.remove(key, versionId);
  },
  ({ engine, naive, pick, random }) => {
    if (random() > 0.1) return;
    const status = pick(['Enabled', 'Suspended'] as const);
    engine.putBucketVersioning({ bucket: BUCKET, status });
    naive.configure(status);
  },
  (world) => {
    const { engine, pick } = world;
    const refused = pick([
      () => engine.putObject({ ...at, key: '/', blob: blobOf('never') }),
      () => engine.putSymlink({ ...at, key: 'a', target: 'b', metadata: { 'a b': 'c' } }),
      () => engine.deleteObjects({ ...at, objects: [{ key: 'a' }, { key: '' }] }),
      () => engine.putObjectTagging({ ...at, key: 'a', tags: [['&', '']] }),
      () => engine.deleteBucket({ bucket: 'absent' }),
    ]);
    expectRefusal(world, refused);
  },
];
