import { describe, expect, test } from 'vitest';
import { BUCKET, blobOf, bucketFixture, faultOf, REQUEST, START } from '../bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST, key: 'a' };
const writes = [
  [
    'PutObject',
    ({ engine }: ReturnType<typeof bucketFixture>) =>
      engine.putObject({ ...at, blob: blobOf('new'), forbidOverwrite: true }),
  ],
  [
    'PutSymlink',
    ({ engine }: ReturnType<typeof bucketFixture>) => engine.putSymlink({ ...at, target: 't', forbidOverwrite: true }),
  ],
] as const;

describe.each(writes)('forbid-overwrite with %s', (_, write) => {
  test.each(['object', 'link'])('refuses to overwrite an %s in a bucket that was never versioned', (kind) => {
    const fixture = bucketFixture();
    if (kind === 'object') fixture.put('a');
    else fixture.link('a', 't');
    expect(faultOf(() => write(fixture))).toMatchObject({
      ossCode: 'FileAlreadyExists',
      status: 409,
      elements: { Key: 'a' },
    });
    expect(fixture.events).toHaveLength(1);
  });

  test('allows a missing and a deleted key', () => {
    const fixture = bucketFixture();
    expect(write(fixture)).toHaveProperty('etag');
    fixture.engine.deleteObject(at);
    expect(write(fixture)).toHaveProperty('etag');
  });

  test.each(['Enabled', 'Suspended'] as const)('has no effect while versioning is %s', (versioning) => {
    const fixture = bucketFixture(versioning);
    fixture.put('a');
    expect(write(fixture)).toHaveProperty('versionId');
  });
});

describe('the answer to a creation', () => {
  test.each([
    ['Never', undefined],
    ['Enabled', expect.stringMatching(/^[\w.]{64}$/)],
    ['Suspended', 'null'],
  ] as const)('%s: version id %s', (versioning, versionId) => {
    const { engine } = bucketFixture(versioning);
    const blob = blobOf('body');
    const lastModified = Math.floor(START / 1000) * 1000;
    const version = versionId === undefined ? {} : { versionId };
    expect(engine.putObject({ ...at, blob })).toEqual({ etag: blob.etag, crc64: blob.crc64, lastModified, ...version });
    expect(engine.putSymlink({ ...at, target: 't' })).toMatchObject({ crc64: '0', lastModified, ...version });
  });
});
