import { describe, expect } from 'vitest';
import type { Suite, VersioningStatus } from './store-suite.ts';
import { casesOn } from './with-store.ts';

export function describeDeletes(versioning: VersioningStatus, { open, capabilities, traits }: Suite): void {
  describe('DeleteObject', () => {
    const on = casesOn(versioning, open);
    /** The answer about a key that was deleted. It has no version id if links have no versions. */
    const hidden = (versionId: string | undefined) =>
      versioning === 'Never' || !traits.showsMarkers
        ? { found: 'none', deleteMarker: false }
        : { found: 'none', deleteMarker: true, ...(capabilities.versionsLinks && { versionId }) };

    on('deletes an object', async ({ put, remove, send }) => {
      await put('a');
      const deleted = await remove('a');
      const found = await send({ operation: 'HeadObject', key: 'a' });
      if (versioning === 'Never') {
        expect(deleted).toEqual({ deleteMarker: false });
        expect(found).toEqual({ found: 'none', deleteMarker: false });
        return;
      }
      expect(deleted).toEqual({ deleteMarker: traits.showsMarkers, versionId: expect.any(String) });
      expect(found).toEqual(hidden(deleted.versionId));
      if (versioning === 'Suspended') expect(deleted.versionId).toBe('null');
    });

    on('reports a deleted link as missing', async ({ link, remove, send }) => {
      await link('a', 'b');
      const deleted = await remove('a');
      expect(await send({ operation: 'GetSymlink', key: 'a' })).toEqual(hidden(deleted.versionId));
    });

    on('keeps the target of a deleted link', async ({ put, link, remove, send }) => {
      await put('target');
      await link('alias', 'target');
      await remove('alias');
      expect((await send({ operation: 'HeadObject', key: 'target' })).found).toBe('object');
    });

    on('succeeds for a missing key', async ({ remove }) => {
      expect((await remove('absent')).deleteMarker).toBe(versioning !== 'Never' && traits.showsMarkers);
    });

    on('deletes odd keys', async ({ put, remove, send }) => {
      for (const key of traits.keys.odd) await put(key);
      for (const key of traits.keys.odd) await remove(key);
      expect(await send({ operation: 'ListObjects' })).toEqual({ objects: [], prefixes: [], date: expect.any(Number) });
    });

    if (versioning === 'Enabled') return;
    on('deletes the null version permanently', async ({ put, remove, send }) => {
      await put('a');
      const deleted = await remove('a', 'null');
      expect(deleted.deleteMarker).toBe(false);
      expect(await send({ operation: 'HeadObject', key: 'a' })).toEqual({ found: 'none', deleteMarker: false });
      expect((await send({ operation: 'ListObjectVersions' })).versions).toEqual([]);
    });
  });

  describe('DeleteObjects', () => {
    const on = casesOn(versioning, open);

    on('deletes objects and links, with a result for each', async ({ put, link, send }) => {
      await put('a b');
      await put('target');
      await link('alias', 'target');
      const keys = ['a b', 'alias', 'absent'];
      const deleted = await send({ operation: 'DeleteObjects', objects: keys.map((key) => ({ key })) });
      expect(deleted).toEqual({ results: keys.map((key) => ({ key, deleted: true })) });
      const { objects } = await send({ operation: 'ListObjects' });
      expect(objects.map(({ key }) => key)).toEqual(['target']);
    });

    on('deletes keys that need an encoding', async ({ put, send }) => {
      for (const key of traits.keys.odd) await put(key);
      const deleted = await send({ operation: 'DeleteObjects', objects: traits.keys.odd.map((key) => ({ key })) });
      expect(deleted.results).toEqual(traits.keys.odd.map((key) => ({ key, deleted: true })));
      expect((await send({ operation: 'ListObjects' })).objects).toEqual([]);
    });

    on('deletes a version and keeps the others', async ({ put, send }) => {
      const first = (await put('a', 'first')) ?? 'null';
      await put('a', 'second');
      const objects = [{ key: 'a', versionId: first }];
      expect(await send({ operation: 'DeleteObjects', objects })).toEqual({
        results: [{ key: 'a', versionId: first, deleted: true }],
      });
      const { versions } = await send({ operation: 'ListObjectVersions' });
      expect(versions).toHaveLength(versioning === 'Enabled' ? 1 : 0);
    });
  });
}
