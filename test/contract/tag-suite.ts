import { describe, expect } from 'vitest';
import type { Suite, VersioningStatus } from './store-suite.ts';
import { bytesOf, casesOn } from './with-store.ts';

function numbered(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag-${i}`, `${i}`]));
}

export function describeTags(versioning: VersioningStatus, { open, capabilities, traits }: Suite): void {
  describe('object tagging', () => {
    const on = casesOn(versioning, open);
    const odd = { 'with space': 'a b', 'plus+minus-': 'x=y', 'dot._:/': '', UPPER: 'a.b:c/d_e' };

    on('returns the tags that were written with an object', async ({ send }) => {
      await send({ operation: 'PutObject', key: 'a', body: bytesOf('x'), tags: odd });
      expect(await send({ operation: 'GetObjectTagging', key: 'a' })).toMatchObject({ found: 'tags', tags: odd });
    });

    on('returns the tags of the link, never those of its target', async ({ send, link }) => {
      await send({ operation: 'PutObject', key: 'target', body: bytesOf('x'), tags: { of: 'target' } });
      await link('bare', 'target');
      await link('tagged', 'target', capabilities.tagsLinks ? odd : undefined);
      if (!capabilities.tagsLinks) await send({ operation: 'PutObjectTagging', key: 'tagged', tags: odd });
      expect(await send({ operation: 'GetObjectTagging', key: 'bare' })).toMatchObject({ tags: {} });
      expect(await send({ operation: 'GetObjectTagging', key: 'tagged' })).toMatchObject({ tags: odd });
    });

    on('replaces the whole set, and removes it', async ({ send, put }) => {
      const versionId = await put('a');
      const touched = versionId === undefined ? {} : { versionId };
      const target = { key: 'a' };
      const before = await send({ operation: 'HeadObject', ...target });
      expect(await send({ operation: 'PutObjectTagging', ...target, tags: { one: '1' } })).toEqual(touched);
      expect(await send({ operation: 'PutObjectTagging', ...target, tags: odd })).toEqual(touched);
      expect(await send({ operation: 'GetObjectTagging', ...target })).toEqual({
        found: 'tags',
        tags: odd,
        ...touched,
      });
      expect(await send({ operation: 'DeleteObjectTagging', ...target })).toEqual(touched);
      expect(await send({ operation: 'GetObjectTagging', ...target })).toEqual({ found: 'tags', tags: {}, ...touched });
      const after = await send({ operation: 'HeadObject', ...target });
      expect(after).toMatchObject({ lastModified: 'lastModified' in before ? before.lastModified : Number.NaN });
    });

    on('reports a missing object on reads, and refuses to write its tags', async ({ send, refusal }) => {
      expect(await send({ operation: 'GetObjectTagging', key: 'absent' })).toEqual({
        found: 'none',
        deleteMarker: false,
      });
      for (const request of [
        { operation: 'PutObjectTagging', key: 'absent', tags: { a: '1' } },
        { operation: 'DeleteObjectTagging', key: 'absent' },
      ] as const) {
        expect((await refusal(request)).details).toMatchObject({
          status: 404,
          storeCode: traits.codeOf('NoSuchKey'),
          key: 'absent',
        });
      }
    });

    on('reports a deleted object as missing', async ({ put, remove, send, refusal }) => {
      await put('a');
      await remove('a');
      expect((await send({ operation: 'GetObjectTagging', key: 'a' })).found).toBe('none');
      expect((await refusal({ operation: 'PutObjectTagging', key: 'a', tags: {} })).details.status).toBe(404);
    });

    on('accepts ten tags with the longest names and values', async ({ send, put }) => {
      await put('a');
      const tags = { ...numbered(9), ['k'.repeat(128)]: 'v'.repeat(256) };
      await send({ operation: 'PutObjectTagging', key: 'a', tags });
      expect(await send({ operation: 'GetObjectTagging', key: 'a' })).toMatchObject({ tags });
    });

    const refused: readonly [title: string, tags: Record<string, string>, code: string][] = [
      ['eleven', numbered(11), 'BadRequest'],
      ['an ampersand in a name', { 'a&b': 'x' }, 'InvalidTag'],
      ['a character that tags must not contain', { a: '版' }, 'InvalidTag'],
      ['a name of 129 characters', { ['k'.repeat(129)]: 'x' }, 'InvalidTag'],
      ['a value of 257 characters', { a: 'v'.repeat(257) }, 'InvalidTag'],
    ];
    on('refuses what exceeds the limits, and writes nothing', async ({ send, put, refusal }) => {
      await put('kept');
      for (const [title, tags, storeCode] of refused) {
        const requests = [
          { operation: 'PutObject', key: 'new', body: bytesOf('x'), tags },
          ...(capabilities.tagsLinks ? [{ operation: 'PutSymlink', key: 'new', target: 'kept', tags } as const] : []),
          { operation: 'PutObjectTagging', key: 'kept', tags },
        ] as const;
        for (const request of requests) {
          const { details } = await refusal(request);
          expect([title, request.operation, details]).toMatchObject([
            title,
            request.operation,
            { storeCode: traits.codeOf(storeCode), status: 400 },
          ]);
        }
      }
      expect((await send({ operation: 'GetSymlink', key: 'new' })).found).toBe('none');
      expect(await send({ operation: 'GetObjectTagging', key: 'kept' })).toMatchObject({ tags: {} });
    });
  });
}
