import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { Suite, VersioningStatus } from './store-suite.ts';
import { bytesOf, casesOn } from './with-store.ts';

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex').toUpperCase();
}

/** The same answer with its ETag in upper case: vendors write an MD5 in either case. */
function upper<A extends object>(answer: A): A {
  return 'etag' in answer && typeof answer.etag === 'string' ? { ...answer, etag: answer.etag.toUpperCase() } : answer;
}

export function describeObjects(versioning: VersioningStatus, { open, capabilities, traits }: Suite): void {
  describe('PutObject and HeadObject', () => {
    const on = casesOn(versioning, open);

    on('returns what was written', async ({ send }) => {
      const headers = {
        contentType: 'application/gzip',
        cacheControl: 'max-age=60',
        contentDisposition: 'attachment; filename="a.tgz"',
        contentEncoding: 'identity',
        contentLanguage: 'zh-CN',
        expires: 'Fri, 20 Nov 2026 12:00:00 GMT',
      };
      const metadata = { build: '42', 'with-hyphen': 'a b=c%20;"q"' };
      const before = Math.floor(Date.now() / 1000) * 1000;
      const written = await send({
        operation: 'PutObject',
        key: 'a.tgz',
        body: bytesOf('hello'),
        headers,
        metadata,
        tags: { team: 'web', 'a b': 'x=y' },
        storageClass: 'IA',
      });
      const found = await send({ operation: 'HeadObject', key: 'a.tgz' });
      expect(upper(written)).toMatchObject({ written: true, etag: md5('hello') });
      expect(upper(found)).toMatchObject({
        found: 'object',
        etag: md5('hello'),
        size: 5,
        headers,
        metadata,
        storageClass: 'IA',
        ...(capabilities.listsLinks && { type: 'Normal' }),
        tagCount: 2,
      });
      if (found.found !== 'object') throw new Error('not an object');
      expect(found.lastModified % 1000).toBe(0);
      expect(found.lastModified).toBeGreaterThanOrEqual(before);
      expect(found.versionId).toBe(written.written ? written.versionId : 'not written');
    });

    on('returns version ids as the versioning state requires', async ({ put, send }) => {
      const id = await put('a');
      if (versioning === 'Never') expect(id).toBeUndefined();
      if (versioning === 'Suspended') expect(id).toBe('null');
      if (versioning === 'Enabled') expect(id).toMatch(/^[A-Za-z0-9._-]{8,}$/);
      const found = await send({ operation: 'HeadObject', key: 'a' });
      expect('versionId' in found ? found.versionId : undefined).toBe(id);
    });

    on('replaces what was there, headers and metadata included', async ({ send, put }) => {
      await send({ operation: 'PutObject', key: 'a', body: bytesOf('1'), metadata: { old: 'x' }, tags: { t: '1' } });
      await put('a', 'second');
      const found = await send({ operation: 'HeadObject', key: 'a' });
      expect(upper(found)).toMatchObject({ found: 'object', etag: md5('second'), size: 6, metadata: {} });
    });

    on('accepts an empty body', async ({ send, put }) => {
      await put('empty', '');
      expect(upper(await send({ operation: 'HeadObject', key: 'empty' }))).toMatchObject({ size: 0, etag: md5('') });
    });

    on('reads the text of an object, and of an older version', async ({ put, remove, send }) => {
      const older = await put('a', 'one');
      await put('a', 'zwei, 二');
      expect(await send({ operation: 'GetObject', key: 'a', maxBytes: 1000 })).toEqual({
        found: 'object',
        text: 'zwei, 二',
        lastModified: expect.any(Number),
      });
      const first = { operation: 'GetObject', key: 'a', maxBytes: 1000, versionId: older ?? 'null' } as const;
      expect(await send(first)).toMatchObject({ text: versioning === 'Enabled' ? 'one' : 'zwei, 二' });
      await remove('a');
      expect(await send({ operation: 'GetObject', key: 'a', maxBytes: 1000 })).toMatchObject({ found: 'none' });
    });

    on('reads only the start of a long object', async ({ put, send }) => {
      await put('long', 'x'.repeat(1001));
      await put('exact', 'y'.repeat(1000));
      await put('empty', '');
      const lengths: number[] = [];
      for (const key of ['long', 'exact', 'empty']) {
        const found = await send({ operation: 'GetObject', key, maxBytes: 1000 });
        lengths.push(found.found === 'object' ? found.text.length : -1);
      }
      expect(lengths).toEqual([1000, 1000, 0]);
    });

    on('never reads the content through a symlink', async ({ put, link, send }) => {
      await put('a', 'text');
      await link('l', 'a');
      await link('dangling', 'nowhere');
      expect(await send({ operation: 'GetObject', key: 'l', maxBytes: 1000 })).toEqual({ found: 'symlink' });
      expect(await send({ operation: 'GetObject', key: 'dangling', maxBytes: 1000 })).toEqual({ found: 'symlink' });
    });

    on('accepts a streamed body', async ({ send }) => {
      const parts = ['first ', 'second ', 'third'];
      const open = async function* (): AsyncGenerator<Uint8Array> {
        for (const part of parts) yield bytesOf(part);
      };
      const text = parts.join('');
      await send({ operation: 'PutObject', key: 'streamed', body: { size: text.length, open } });
      expect(upper(await send({ operation: 'HeadObject', key: 'streamed' }))).toMatchObject({
        size: text.length,
        etag: md5(text),
      });
    });

    on('reports a missing key', async ({ send }) => {
      expect(await send({ operation: 'HeadObject', key: 'absent' })).toEqual({ found: 'none', deleteMarker: false });
      expect(await send({ operation: 'GetObject', key: 'absent', maxBytes: 1000 })).toEqual({
        found: 'none',
        deleteMarker: false,
      });
      expect(await send({ operation: 'HeadObject', key: 'absent', versionId: 'null' })).toEqual({
        found: 'none',
        deleteMarker: false,
      });
    });

    on('keeps odd keys as they are', async ({ put, send }) => {
      for (const key of traits.keys.odd) await put(key, key);
      for (const key of traits.keys.odd) {
        const found = await send({ operation: 'HeadObject', key });
        expect([key, upper(found)]).toMatchObject([key, { found: 'object', etag: md5(key) }]);
      }
    });

    on('refuses names that no object can have', async ({ refusal }) => {
      for (const key of traits.keys.bad) {
        const error = await refusal({ operation: 'PutObject', key, body: bytesOf('x') });
        expect(error.details).toMatchObject({
          status: 400,
          storeCode: traits.codeOf('InvalidObjectName'),
          operation: 'PutObject',
        });
        expect(error.message).toContain('PutObject');
      }
    });

    on('forbids overwriting where the guard counts', async ({ put, send }) => {
      await put('a', 'first');
      const again = await send({
        operation: 'PutObject',
        key: 'a',
        body: bytesOf('second'),
        forbidOverwrite: true,
      });
      const found = await send({ operation: 'HeadObject', key: 'a' });
      const isGuarded = versioning === 'Never' || capabilities.createOnly === 'always';
      expect(again.written).toBe(!isGuarded);
      expect(upper(found)).toMatchObject({ etag: md5(isGuarded ? 'first' : 'second') });
    });

    on('accepts the first write that forbids overwriting', async ({ send }) => {
      const first = await send({ operation: 'PutObject', key: 'a', body: bytesOf('x'), forbidOverwrite: true });
      expect(first.written).toBe(true);
    });

    on('reports its state', async ({ send }) => {
      expect(await send({ operation: 'GetBucketVersioning' })).toEqual({ status: versioning });
    });
  });
}
