import { describe, expect } from 'vitest';
import { BAD_KEYS, ODD_KEYS } from './odd-keys.ts';
import type { OpenStore, VersioningStatus } from './store-suite.ts';
import { casesOn } from './with-store.ts';

export function describeLinks(versioning: VersioningStatus, open: OpenStore): void {
  describe('PutSymlink and GetSymlink', () => {
    const on = casesOn(versioning, open);

    on('returns the link that was written', async ({ put, send }) => {
      await put('app/1.0.0', 'one');
      const headers = { contentType: 'text/plain', cacheControl: 'no-cache', contentDisposition: 'inline' };
      const metadata = { 'autoalias-base': 'none', 'autoalias-cause': 'upload 50% "x"' };
      const written = await send({
        operation: 'PutSymlink',
        key: 'app/latest',
        target: 'app/1.0.0',
        headers,
        metadata,
        tags: { 'autoalias-rule': 'app' },
        acl: 'private',
        storageClass: 'Standard',
      });
      const found = await send({ operation: 'GetSymlink', key: 'app/latest' });
      expect(found).toMatchObject({ found: 'symlink', target: 'app/1.0.0', headers, metadata });
      if (found.found !== 'symlink' || !written.written) throw new Error('no link');
      expect(found.etag).toBe(written.etag);
      expect(found.versionId).toBe(written.versionId);
      expect((found.lastModified ?? 1) % 1000).toBe(0);
    });

    on('returns version ids as the versioning state requires', async ({ link }) => {
      const id = await link('a', 'b');
      if (versioning === 'Never') expect(id).toBeUndefined();
      if (versioning === 'Suspended') expect(id).toBe('null');
      if (versioning === 'Enabled') expect(id).toMatch(/^[A-Za-z0-9._-]{8,}$/);
    });

    on('keeps odd targets as they are', async ({ link, send }) => {
      for (const target of ODD_KEYS) {
        await link('alias', target);
        expect(await send({ operation: 'GetSymlink', key: 'alias' })).toMatchObject({ found: 'symlink', target });
      }
    });

    on('accepts odd keys', async ({ link, send }) => {
      for (const key of ODD_KEYS) await link(key, `target of ${key}`.slice(0, 250));
      for (const key of ODD_KEYS) {
        const found = await send({ operation: 'GetSymlink', key });
        expect([key, found]).toMatchObject([key, { target: `target of ${key}`.slice(0, 250) }]);
      }
    });

    on('shows the new target right after an overwrite', async ({ link, send }) => {
      await link('alias', 'one');
      await link('alias', 'two');
      expect(await send({ operation: 'GetSymlink', key: 'alias' })).toMatchObject({ target: 'two' });
    });

    on('is reported as a link by HeadObject, even if it is broken', async ({ put, link, send }) => {
      await put('real');
      await link('whole', 'real');
      await link('dangling', 'nowhere');
      await link('to-link', 'whole');
      await link('to-itself', 'to-itself');
      for (const key of ['whole', 'dangling', 'to-link', 'to-itself']) {
        expect([key, await send({ operation: 'HeadObject', key })]).toEqual([key, { found: 'symlink' }]);
      }
    });

    on('is distinguished from an object and from a missing key', async ({ put, send }) => {
      await put('real');
      expect(await send({ operation: 'GetSymlink', key: 'real' })).toEqual({ found: 'object' });
      expect(await send({ operation: 'GetSymlink', key: 'absent' })).toEqual({ found: 'none', deleteMarker: false });
      expect(await send({ operation: 'GetSymlink', key: 'absent', versionId: 'null' })).toEqual({
        found: 'none',
        deleteMarker: false,
      });
    });

    on('replaces an object, and is replaced by one', async ({ put, link, send }) => {
      await put('a');
      await link('a', 'b');
      expect(await send({ operation: 'GetSymlink', key: 'a' })).toMatchObject({ target: 'b' });
      await put('a');
      expect(await send({ operation: 'GetSymlink', key: 'a' })).toEqual({ found: 'object' });
    });

    on('forbids overwriting only in buckets that never had versions', async ({ put, send }) => {
      await put('a');
      const forbidding = { operation: 'PutSymlink', key: 'a', target: 'b', forbidOverwrite: true } as const;
      expect((await send(forbidding)).written).toBe(versioning !== 'Never');
      expect((await send({ operation: 'GetSymlink', key: 'a' })).found).toBe(
        versioning === 'Never' ? 'object' : 'symlink',
      );
      expect((await send({ ...forbidding, key: 'free' })).written).toBe(true);
    });

    on("keeps a link's own storage class, independent of its target's", async ({ put, send }) => {
      await put('target');
      for (const storageClass of ['IA', 'Archive', 'ColdArchive', 'DeepColdArchive', 'Standard'] as const) {
        await send({ operation: 'PutSymlink', key: 'alias', target: 'target', storageClass });
        const { objects } = await send({ operation: 'ListObjects' });
        expect(objects).toMatchObject([
          { key: 'alias', type: 'Symlink', storageClass },
          { key: 'target', type: 'Normal', storageClass: 'Standard' },
        ]);
      }
    });

    on('refuses targets that no object can have', async ({ refusal, send }) => {
      for (const target of BAD_KEYS) {
        const error = await refusal({ operation: 'PutSymlink', key: 'alias', target });
        expect(error.details).toMatchObject({ status: 400, storeCode: 'InvalidObjectName' });
      }
      expect(await send({ operation: 'GetSymlink', key: 'alias' })).toMatchObject({ found: 'none' });
    });
  });
}
