import { describe, expect, test } from 'vitest';
import { answerRequest, type EngineRequest } from '../../../src/stores/memory/answer-request.ts';
import { BUCKET, blobOf, bucketFixture, faultOf, REQUEST } from '../../bucket/bucket-fixture.ts';

/** The engine's own answer fields, which no client sees over the wire: bodies, ACLs, and how a target was spelt. */
const hidden = ['blob', 'acls', 'crc64', 'targetAsSent', 'nextMarker', 'kind'];

function setUp() {
  const fixture = bucketFixture('Enabled');
  const ask = <R extends EngineRequest>(request: R) =>
    answerRequest(
      {
        engine: fixture.engine,
        bucket: BUCKET,
        requestId: REQUEST,
        now: () => fixture.clock.now,
        startOf: ({ id }) => Buffer.from(`text of ${id}`),
      },
      request,
    );
  return { ...fixture, ask };
}

describe('answers', () => {
  test('reads and writes answer as a client would', () => {
    const { ask, clock } = setUp();
    const lastModified = Math.floor(clock.now / 1000) * 1000;
    const blob = blobOf('body');
    const put = ask({ operation: 'PutObject', key: 'a', blob, metadata: { m: '1' }, tags: { t: '1' } });
    expect(put).toEqual({ written: true, etag: blob.etag, versionId: expect.any(String) });
    const versionId = put.written ? (put.versionId ?? '') : '';
    const link = ask({ operation: 'PutSymlink', key: 'l', target: 'a', headers: { cacheControl: 'no-cache' } });
    expect(link).toEqual({ written: true, etag: expect.any(String), versionId: expect.any(String) });
    expect(ask({ operation: 'HeadObject', key: 'a' })).toEqual({
      found: 'object',
      type: 'Normal',
      versionId,
      etag: blob.etag,
      size: 4,
      lastModified,
      storageClass: 'Standard',
      headers: { contentType: 'application/octet-stream' },
      metadata: { m: '1' },
      tagCount: 1,
    });
    expect(ask({ operation: 'GetObject', key: 'a', maxBytes: 99 })).toEqual({
      found: 'object',
      text: `text of ${blob.id}`,
      lastModified: expect.any(Number),
    });
    expect(ask({ operation: 'HeadObject', key: 'l' })).toEqual({ found: 'symlink' });
    expect(ask({ operation: 'GetObject', key: 'l', maxBytes: 99 })).toEqual({ found: 'symlink' });
    expect(ask({ operation: 'GetSymlink', key: 'l' })).toMatchObject({
      found: 'symlink',
      target: 'a',
      headers: { contentType: 'application/octet-stream', cacheControl: 'no-cache' },
    });
    expect(ask({ operation: 'GetObjectTagging', key: 'a' })).toEqual({ found: 'tags', tags: { t: '1' }, versionId });
    expect(ask({ operation: 'PutObjectTagging', key: 'a', tags: { u: '2' } })).toEqual({ versionId });
    expect(ask({ operation: 'DeleteObjectTagging', key: 'a' })).toEqual({ versionId });
    expect(ask({ operation: 'GetBucketVersioning' })).toEqual({ status: 'Enabled' });
    expect(ask({ operation: 'DeleteObject', key: 'l' })).toEqual({ versionId: expect.any(String), deleteMarker: true });
  });

  test('lists have one way on, and say of versions which are markers', () => {
    const { ask, put, link, engine, clock } = setUp();
    clock.now += 789;
    put('a');
    link('b', 'a');
    engine.deleteObject({ bucket: BUCKET, requestId: REQUEST, key: 'b' });
    put('c');
    const page = ask({ operation: 'ListObjects', maxKeys: 1 });
    expect(page).toEqual({
      objects: [expect.objectContaining({ key: 'a', type: 'Normal' })],
      prefixes: [],
      nextToken: expect.any(String),
      date: Math.floor(clock.now / 1000) * 1000,
    });
    const { versions } = ask({ operation: 'ListObjectVersions', prefix: 'b' });
    expect(versions.map(({ deleteMarker, type, isLatest }) => [deleteMarker, type, isLatest])).toEqual([
      [true, undefined, true],
      [false, 'Symlink', false],
    ]);
  });

  test.each<EngineRequest>([
    { operation: 'HeadObject', key: 'a' },
    { operation: 'GetSymlink', key: 'l' },
    { operation: 'PutSymlink', key: 'm', target: 'a' },
    { operation: 'ListObjects', maxKeys: 1 },
    { operation: 'ListObjectVersions' },
  ])('%j has no fields of the engine alone', (request) => {
    const { ask, put, engine } = setUp();
    put('a');
    engine.putSymlink({ bucket: BUCKET, requestId: REQUEST, key: 'l', target: 'a', targetAsSent: 'a' });
    const text = JSON.stringify(ask(request));
    for (const name of hidden) expect(text).not.toContain(`"${name}"`);
  });
});

test('what the engine refuses is thrown as its fault', () => {
  const { ask } = setUp();
  expect(faultOf(() => ask({ operation: 'HeadObject', key: 'absent' })).ossCode).toBe('NoSuchKey');
  expect(faultOf(() => ask({ operation: 'PutSymlink', key: 'a', target: '' })).status).toBe(400);
});
