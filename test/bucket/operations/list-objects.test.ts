import { describe, expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf } from '../bucket-fixture.ts';

function filled(keys: readonly string[], ...options: Parameters<typeof bucketFixture>) {
  const fixture = bucketFixture(...options);
  for (const key of keys) fixture.put(key);
  return fixture.engine;
}

describe('listObjects', () => {
  test('returns a marker and a token for the next page', () => {
    const engine = filled(['a', 'b', 'c']);
    const page = engine.listObjects({ bucket: BUCKET, maxKeys: 2 });
    expect(page).toMatchObject({ nextMarker: 'b', nextToken: expect.any(String) });
    const rest = [{ marker: page.nextMarker ?? '' }, { continuationToken: page.nextToken ?? '' }, { startAfter: 'b' }];
    for (const from of rest) {
      const last = engine.listObjects({ bucket: BUCKET, ...from });
      expect(last.objects.map(({ key }) => key)).toEqual(['c']);
      expect(last).not.toHaveProperty('nextMarker');
      expect(last).not.toHaveProperty('nextToken');
    }
  });

  test('uses the token rather than start-after', () => {
    const engine = filled(['a', 'b', 'c']);
    const { nextToken = '' } = engine.listObjects({ bucket: BUCKET, maxKeys: 1 });
    const page = engine.listObjects({ bucket: BUCKET, startAfter: 'b', continuationToken: nextToken });
    expect(page.objects.map(({ key }) => key)).toEqual(['b', 'c']);
  });

  test('returns a common prefix again for a start in the middle of it', () => {
    const engine = filled(['a/1', 'a/2', 'b']);
    expect(engine.listObjects({ bucket: BUCKET, delimiter: '/', marker: 'a/1' }).prefixes).toEqual(['a/']);
    expect(engine.listObjects({ bucket: BUCKET, delimiter: '/', marker: 'a/2' }).prefixes).toEqual([]);
    expect(engine.listObjects({ bucket: BUCKET, delimiter: '/', marker: 'a/' }).prefixes).toEqual([]);
  });

  test('groups keys by the greatest character', () => {
    const last = '\u{10ffff}';
    const engine = filled([`${last}/1`, `${last}/2`, `${last}${last}`, 'a']);
    const page = engine.listObjects({ bucket: BUCKET, prefix: last, delimiter: '/' });
    expect([page.prefixes, page.objects.map(({ key }) => key)]).toEqual([[`${last}/`], [`${last}${last}`]]);
    expect(engine.listObjects({ bucket: BUCKET, delimiter: last }).prefixes).toEqual([last]);
  });

  test('returns only objects of its own bucket', () => {
    const engine = filled(['a']);
    for (const bucket of ['demo-1', 'demo0', 'dem']) engine.createBucket({ bucket });
    for (const bucket of ['demo-1', 'demo0', 'dem']) expect(engine.listObjects({ bucket }).objects).toEqual([]);
    expect(engine.listObjects({ bucket: BUCKET }).objects).toHaveLength(1);
  });

  for (const [linkListedSize, size] of [
    ['zero', 0],
    ['target-name-length', 4],
  ] as const) {
    test(`shows the size of a link as ${linkListedSize} in both listings`, () => {
      const { engine, link } = bucketFixture('Never', { choices: { linkListedSize } });
      link('l', 'é/x');
      expect(engine.listObjects({ bucket: BUCKET }).objects[0]?.size).toBe(size);
      expect(engine.listObjectVersions({ bucket: BUCKET }).versions[0]?.size).toBe(size);
    });
  }

  for (const name of ['prefix', 'delimiter', 'marker', 'startAfter'] as const) {
    test(`refuses a ${name} longer than a key can be`, () => {
      const engine = filled(['a']);
      expect(faultOf(() => engine.listObjects({ bucket: BUCKET, [name]: 'x'.repeat(1024) })).ossCode).toBe(
        'InvalidArgument',
      );
      expect(engine.listObjects({ bucket: BUCKET, [name]: 'x'.repeat(1023) })).toBeDefined();
    });
  }
});
