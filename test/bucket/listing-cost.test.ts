import { describe, expect, test } from 'vitest';
import type { Table } from '../../src/bucket/records/table.ts';
import { BUCKET, bucketFixture, REQUEST } from './bucket-fixture.ts';

/** A bucket that counts the table entries that ranges return. */
function counted() {
  const read = { entries: 0, ranges: 0 };
  const wrap = (table: Table): Table => ({
    ...table,
    range: (range) => {
      const entries = table.range(range);
      read.entries += entries.length;
      read.ranges += 1;
      return entries;
    },
  });
  const fixture = bucketFixture('Enabled', { wrap });
  const costOf = (work: () => void): { entries: number; ranges: number } => {
    Object.assign(read, { entries: 0, ranges: 0 });
    work();
    return { ...read };
  };
  return { ...fixture, costOf };
}

describe('the number of entries that a listing reads', () => {
  test('does not grow with the versions of its keys', () => {
    const { engine, link, costOf } = counted();
    for (let version = 0; version < 2000; version++) link('alias', `target-${version}`);
    link('beside', 'x');
    const cost = costOf(() => expect(engine.listObjects({ bucket: BUCKET }).objects).toHaveLength(2));
    expect(cost.entries).toBe(2);
  });

  test('is small for the newest of thousands of versions', () => {
    const { engine, link, costOf } = counted();
    for (let version = 0; version < 2000; version++) link('alias', `target-${version}`);
    const cost = costOf(() => {
      expect(engine.listObjectVersions({ bucket: BUCKET, prefix: 'alias', maxKeys: 3 }).versions).toHaveLength(3);
    });
    expect(cost.entries).toBeLessThanOrEqual(4);
  });

  test('does not grow with the keys of a common prefix', () => {
    const { engine, put, costOf } = counted();
    for (const folder of ['a', 'b', 'c']) for (let i = 0; i < 1000; i++) put(`${folder}/${i}`, 'x');
    const list = () => engine.listObjects({ bucket: BUCKET, delimiter: '/', maxKeys: 1000 });
    const cost = costOf(() => expect(list().prefixes).toEqual(['a/', 'b/', 'c/']));
    expect(cost.entries).toBeLessThan(100);
    const versions = costOf(() => {
      expect(engine.listObjectVersions({ bucket: BUCKET, delimiter: '/' }).prefixes).toEqual(['a/', 'b/', 'c/']);
    });
    expect(versions.entries).toBeLessThan(100);
  });

  test('does not grow with the versions for a write or a read either', () => {
    const { engine, link, put, costOf } = counted();
    put('target');
    for (let version = 0; version < 2000; version++) link('alias', 'target');
    const cost = costOf(() => {
      const { versionId = '' } = engine.getSymlink({ bucket: BUCKET, key: 'alias' });
      engine.readObject({ bucket: BUCKET, key: 'alias' });
      link('alias', 'target');
      engine.getSymlink({ bucket: BUCKET, key: 'alias', versionId });
      engine.deleteObject({ bucket: BUCKET, key: 'alias', versionId, requestId: REQUEST });
    });
    expect(cost.entries).toBeLessThanOrEqual(1);
  });
});
