import { describe, expect } from 'vitest';
import type { Suite, VersioningStatus } from './store-suite.ts';
import { casesOn } from './with-store.ts';

export function describeLinks(versioning: VersioningStatus, { open, capabilities, traits }: Suite): void {
  describe('PutSymlink and GetSymlink', () => {
    const on = casesOn(versioning, open);

    on('returns the link that was written', async ({ put, send }) => {
      await put('app/1.0.0', 'one');
      const headers = { contentType: 'application/gzip', cacheControl: 'no-cache', contentDisposition: 'inline' };
      const metadata = { 'autoalias-base': 'none', 'autoalias-cause': 'upload 50% "x"' };
      const written = await send({
        operation: 'PutSymlink',
        key: 'app/latest',
        target: 'app/1.0.0',
        headers,
        metadata,
        ...(capabilities.tagsLinks && { tags: { 'autoalias-rule': 'app' } }),
        acl: 'private',
        storageClass: 'Standard',
      });
      const found = await send({ operation: 'GetSymlink', key: 'app/latest' });
      expect(found).toMatchObject({
        found: 'symlink',
        target: 'app/1.0.0',
        metadata,
        ...(traits.showsLinkHeaders && { headers }),
      });
      if (found.found !== 'symlink' || !written.written) throw new Error('no link');
      expect(found.etag).toBe(traits.showsLinkHeaders ? written.etag : undefined);
      expect(found.versionId).toBe(written.versionId);
      expect(found.lastModified === undefined ? undefined : found.lastModified % 1000).toBe(
        traits.showsLinkHeaders ? 0 : undefined,
      );
    });

    on('returns version ids as the versioning state requires', async ({ link, send }) => {
      const id = await link('a', 'b');
      if (!capabilities.versionsLinks) {
        expect(id).toBeUndefined();
        expect((await send({ operation: 'GetSymlink', key: 'a' })).found).toBe('symlink');
        return;
      }
      if (versioning === 'Never') expect(id).toBeUndefined();
      if (versioning === 'Suspended') expect(id).toBe('null');
      if (versioning === 'Enabled') expect(id).toMatch(/^[A-Za-z0-9._-]{8,}$/);
    });

    on('keeps odd targets as they are', async ({ link, send }) => {
      for (const target of traits.keys.odd) {
        await link('alias', target);
        expect(await send({ operation: 'GetSymlink', key: 'alias' })).toMatchObject({ found: 'symlink', target });
      }
    });

    on('accepts odd keys', async ({ link, send }) => {
      for (const key of traits.keys.odd) await link(key, `target of ${key}`.slice(0, 250));
      for (const key of traits.keys.odd) {
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

    on('forbids overwriting where the guard counts', async ({ put, send }) => {
      await put('a');
      const forbidding = { operation: 'PutSymlink', key: 'a', target: 'b', forbidOverwrite: true } as const;
      const isGuarded = versioning === 'Never' || capabilities.createOnly === 'always';
      expect((await send(forbidding)).written).toBe(!isGuarded);
      expect((await send({ operation: 'GetSymlink', key: 'a' })).found).toBe(isGuarded ? 'object' : 'symlink');
      expect((await send({ ...forbidding, key: 'free' })).written).toBe(true);
    });

    on("keeps a link's own storage class, independent of its target's", async ({ put, send }) => {
      await put('target');
      for (const storageClass of capabilities.linkClasses) {
        await send({ operation: 'PutSymlink', key: 'alias', target: 'target', storageClass });
        const { objects } = await send({ operation: 'ListObjects' });
        expect(objects).toMatchObject([
          { key: 'alias', ...(capabilities.listsLinks && { type: 'Symlink' }), storageClass },
          { key: 'target', ...(capabilities.listsLinks && { type: 'Normal' }), storageClass: 'Standard' },
        ]);
      }
    });

    on('refuses targets that no object can have', async ({ refusal, send }) => {
      for (const target of traits.keys.bad) {
        const error = await refusal({ operation: 'PutSymlink', key: 'alias', target });
        expect(error.details).toMatchObject({ status: 400, storeCode: traits.codeOf('InvalidObjectName') });
      }
      expect(await send({ operation: 'GetSymlink', key: 'alias' })).toMatchObject({ found: 'none' });
    });

    on('points into another bucket only if the store can', async ({ refusal, send }) => {
      const across = { operation: 'PutSymlink', key: 'alias', target: 'b', targetBucket: 'other' } as const;
      if (!capabilities.linksAcrossBuckets) {
        await refusal(across).catch((error: unknown) => expect(String(error)).toContain('bucket'));
        expect(await send({ operation: 'GetSymlink', key: 'alias' })).toMatchObject({ found: 'none' });
        return;
      }
      await send(across);
      expect(await send({ operation: 'GetSymlink', key: 'alias' })).toMatchObject({
        target: 'b',
        targetBucket: 'other',
      });
    });
  });
}
