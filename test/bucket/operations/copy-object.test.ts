import { describe, expect, test } from 'vitest';
import { BucketFault } from '../../../src/bucket/bucket-fault.ts';
import { BUCKET, blobOf, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST };
const source = { bucket: BUCKET, key: 'source' };

function withSource(versioning: 'Never' | 'Enabled') {
  const fixture = bucketFixture(versioning);
  const options = { headers: { contentType: 'a/b' }, metadata: { m: '1' }, tags: [['t', '1']] as const };
  const kept = { acl: 'public-read', storageClass: 'IA' };
  fixture.engine.putObject({ ...at, key: 'source', blob: blobOf('body'), ...options, ...kept });
  return fixture;
}

describe('copyObject', () => {
  const given = { headers: { cacheControl: 'no-cache' }, metadata: { n: '2' }, tags: [['u', '2']] as const };
  const directives = [
    [{}, { contentType: 'a/b' }, { m: '1' }, [['t', '1']]],
    [{ metadataDirective: 'COPY', taggingDirective: 'Copy' }, { contentType: 'a/b' }, { m: '1' }, [['t', '1']]],
    [{ metadataDirective: 'REPLACE' }, given.headers, given.metadata, [['t', '1']]],
    [{ taggingDirective: 'Replace' }, { contentType: 'a/b' }, { m: '1' }, given.tags],
  ] as const;
  for (const [directive, headers, metadata, tags] of directives) {
    test(`with ${JSON.stringify(directive)}`, () => {
      const { engine } = withSource('Never');
      engine.copyObject({ ...at, key: 'copy', source, ...given, ...directive });
      expect(engine.readObject({ bucket: BUCKET, key: 'copy' })).toMatchObject({
        headers,
        metadata,
        blob: { id: 'body' },
        // Neither is copied.
        acls: ['default'],
        storageClass: 'Standard',
      });
      expect(engine.getObjectTagging({ bucket: BUCKET, key: 'copy' }).tags).toEqual(tags);
    });
  }

  test('copies a link as a link', () => {
    const { engine, link } = withSource('Enabled');
    link('link', 'source');
    const copied = engine.copyObject({ ...at, key: 'copy', source: { bucket: BUCKET, key: 'link' } });
    expect(engine.getSymlink({ bucket: BUCKET, key: 'copy' })).toMatchObject({ target: 'source', etag: copied.etag });
  });

  test('copies an old version and returns its id', () => {
    const { engine, put } = withSource('Enabled');
    const { versionId = '' } = engine.readObject(source);
    put('source', 'newer');
    const copied = engine.copyObject({ ...at, key: 'copy', source: { ...source, versionId } });
    expect(copied).toMatchObject({ sourceVersionId: versionId, etag: blobOf('body').etag });
    expect(engine.copyObject({ ...at, key: 'copy', source })).toMatchObject({ etag: blobOf('newer').etag });
  });

  test('returns no source version in a bucket that was never versioned', () => {
    expect(withSource('Never').engine.copyObject({ ...at, key: 'copy', source })).not.toHaveProperty('sourceVersionId');
  });

  test('shares the blob until both are deleted', () => {
    const { engine, released } = withSource('Never');
    engine.copyObject({ ...at, key: 'copy', source });
    engine.deleteObject({ ...at, key: 'source' });
    expect([released, engine.isBlobReferenced('body')]).toEqual([[], true]);
    engine.deleteObject({ ...at, key: 'copy' });
    expect([released, engine.isBlobReferenced('body')]).toEqual([['body'], false]);
  });

  test('keeps the blob if an object is copied onto itself', () => {
    const { engine, released } = withSource('Never');
    engine.copyObject({ ...at, key: 'source', source, metadataDirective: 'REPLACE', metadata: { x: 'y' } });
    expect(released).toEqual([]);
    expect(engine.readObject(source)).toMatchObject({ blob: { id: 'body' }, metadata: { x: 'y' } });
  });

  const refused: readonly [
    string,
    Partial<Parameters<ReturnType<typeof withSource>['engine']['copyObject']>[0]>,
    string,
  ][] = [
    ['a missing source', { source: { bucket: BUCKET, key: 'absent' } }, 'NoSuchKey'],
    ['a missing version', { source: { ...source, versionId: 'x' } }, 'NoSuchVersion'],
    ['a missing bucket', { source: { bucket: 'other', key: 'a' } }, 'NoSuchBucket'],
    ['a directive that does not exist', { metadataDirective: 'MERGE' }, 'InvalidArgument'],
    ['overwriting, where forbidden', { key: 'source', forbidOverwrite: true }, 'FileAlreadyExists'],
    [
      'what the caller’s check refuses',
      {
        check: ({ etag }) => {
          throw new BucketFault('PreconditionFailed', etag);
        },
      },
      'PreconditionFailed',
    ],
  ];
  for (const [title, args, code] of refused) {
    test(`refuses ${title}`, () => {
      const { engine } = withSource('Never');
      expect(faultOf(() => engine.copyObject({ ...at, key: 'copy', source, ...args })).ossCode).toBe(code);
      expect(engine.listObjects({ bucket: BUCKET }).objects).toHaveLength(1);
    });
  }
});
