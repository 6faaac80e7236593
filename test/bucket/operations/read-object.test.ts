import { describe, expect, test } from 'vitest';
import { BUCKET, blobOf, bucketFixture, faultOf, REQUEST, START } from '../bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST };

function second(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

const targetOptions = {
  headers: { contentType: 'application/gzip', cacheControl: 'max-age=1' },
  metadata: { of: 'target' },
  tags: [
    ['of', 'target'],
    ['two', '2'],
  ] as const,
  acl: 'public-read',
  storageClass: 'IA',
};
const linkOptions = {
  headers: { contentDisposition: 'inline' },
  metadata: { of: 'link' },
  tags: [['of', 'link']] as const,
  acl: 'private',
  storageClass: 'Standard',
};

/** A link and a target with different options. By default the link is newer. */
function linked(options: Parameters<typeof bucketFixture>[1] = {}, linkFirst = false) {
  const fixture = bucketFixture('Enabled', options);
  const { engine, clock } = fixture;
  const steps = [
    () => engine.putObject({ ...at, key: 'target', blob: blobOf('0123456789'), ...targetOptions }),
    () => engine.putSymlink({ ...at, key: 'link', target: 'target', ...linkOptions }),
  ];
  for (const step of linkFirst ? steps.reverse() : steps) {
    step();
    clock.now += 5000;
  }
  return fixture;
}

describe('readObject of an object', () => {
  test('returns what was written', () => {
    const { engine } = linked();
    expect(engine.readObject({ bucket: BUCKET, key: 'target' })).toEqual({
      type: 'Normal',
      versionId: expect.stringMatching(/^.{64}$/),
      etag: blobOf('0123456789').etag,
      size: 10,
      lastModified: second(START),
      headers: targetOptions.headers,
      metadata: targetOptions.metadata,
      storageClass: 'IA',
      isFrozen: false,
      crc64: '70',
      tagCount: 2,
      acls: ['public-read'],
      blob: blobOf('0123456789'),
    });
  });
});

describe('readObject through a link', () => {
  test('takes body, size and ETag from the target, everything else from the link', () => {
    const { engine } = linked();
    const { versionId } = engine.getSymlink({ bucket: BUCKET, key: 'link' });
    expect(engine.readObject({ bucket: BUCKET, key: 'link' })).toEqual({
      type: 'Symlink',
      versionId,
      etag: blobOf('0123456789').etag,
      size: 10,
      lastModified: second(START + 5000),
      headers: linkOptions.headers,
      metadata: linkOptions.metadata,
      storageClass: 'Standard',
      isFrozen: false,
      crc64: '70',
      tagCount: 1,
      acls: ['private', 'public-read'],
      blob: blobOf('0123456789'),
    });
  });

  test('takes the later Last-Modified of the two', () => {
    const { engine } = linked({}, true);
    expect(engine.getSymlink({ bucket: BUCKET, key: 'link' }).lastModified).toBe(second(START));
    expect(engine.readObject({ bucket: BUCKET, key: 'link' }).lastModified).toBe(second(START + 5000));
  });

  test('a version id selects a version of the link, which is read through to the current target', () => {
    const { engine, put, link } = bucketFixture('Enabled');
    put('one', 'one-old');
    put('two', 'two-body');
    const first = link('link', 'one') ?? '';
    link('link', 'two');
    put('one', 'one-newer');
    expect(engine.readObject({ bucket: BUCKET, key: 'link', versionId: first })).toMatchObject({
      versionId: first,
      blob: { id: 'one-newer' },
    });
    expect(engine.readObject({ bucket: BUCKET, key: 'link' })).toMatchObject({ blob: { id: 'two-body' } });
  });

  const choices = [
    [{ crc64ThroughLink: 'absent' }, { crc64: undefined }],
    [{ tagCountThroughLink: 'absent' }, { tagCount: undefined }],
    [{ storageClassThroughLink: 'target' }, { storageClass: 'IA' }],
    [{ targetHeaderThroughLink: 'present' }, { symlinkTarget: 'target' }],
  ] as const;
  for (const [choice, expected] of choices) {
    test(`follows ${JSON.stringify(choice)}`, () => {
      const { engine } = linked({ choices: choice });
      expect({
        crc64: undefined,
        tagCount: undefined,
        ...engine.readObject({ bucket: BUCKET, key: 'link' }),
      }).toMatchObject(expected);
    });
  }
});

describe('readObject refuses', () => {
  const world = () => {
    const fixture = bucketFixture('Enabled');
    const { put, link, engine } = fixture;
    const old = put('object') ?? '';
    put('deleted');
    const { versionId: marker = '' } = engine.deleteObject({ ...at, key: 'deleted' });
    link('dangling', 'nowhere');
    link('to-deleted', 'deleted');
    link('to-link', 'dangling');
    link('to-itself', 'to-itself');
    return { ...fixture, old, marker };
  };
  const { marker, old } = world();

  const cases: readonly [title: string, args: { key: string; versionId?: string }, expected: object][] = [
    ['nothing', { key: 'absent' }, { ossCode: 'NoSuchKey', status: 404, ec: '0026-00000001', marker: undefined }],
    ['a deleted object', { key: 'deleted' }, { ossCode: 'NoSuchKey', status: 404, marker: { versionId: marker } }],
    [
      'a marker by its id',
      { key: 'deleted', versionId: marker },
      {
        ossCode: 'MethodNotAllowed',
        status: 405,
        marker: { versionId: marker },
        elements: { Method: 'GET', ResourceType: 'DeleteMarker' },
      },
    ],
    ['an unknown version', { key: 'object', versionId: 'unknown' }, { ossCode: 'NoSuchVersion', status: 404 }],
    ['another key’s version', { key: 'deleted', versionId: old }, { ossCode: 'NoSuchVersion', status: 404 }],
    ['a missing null version', { key: 'object', versionId: 'null' }, { ossCode: 'NoSuchVersion' }],
    ['a dangling link', { key: 'dangling' }, { ossCode: 'SymlinkTargetNotExist', status: 404, ec: '0026-00000012' }],
    ['a link to a deleted object', { key: 'to-deleted' }, { ossCode: 'SymlinkTargetNotExist', status: 404 }],
    ['a link to a link', { key: 'to-link' }, { ossCode: 'InvalidTargetType', status: 400, ec: '0026-00000011' }],
    ['a link to itself', { key: 'to-itself' }, { ossCode: 'InvalidTargetType', status: 400 }],
  ];
  for (const [title, args, expected] of cases) {
    test(title, () => {
      const { engine } = world();
      expect(faultOf(() => engine.readObject({ bucket: BUCKET, ...args }))).toMatchObject(expected);
    });
  }

  test('every read in a missing bucket', () => {
    const { engine } = world();
    expect(faultOf(() => engine.readObject({ bucket: 'other', key: 'object' }))).toMatchObject({
      ossCode: 'NoSuchBucket',
      status: 404,
      elements: { BucketName: 'other' },
    });
  });

  test('a link to a deleted object with NoSuchKey, depending on the choice', () => {
    const { engine, put, link } = bucketFixture('Enabled', { choices: { readThroughToMarker: 'NoSuchKey' } });
    put('deleted');
    engine.deleteObject({ ...at, key: 'deleted' });
    link('to-deleted', 'deleted');
    link('dangling', 'nowhere');
    const code = (key: string) => faultOf(() => engine.readObject({ bucket: BUCKET, key })).ossCode;
    expect([code('to-deleted'), code('dangling')]).toEqual(['NoSuchKey', 'SymlinkTargetNotExist']);
  });
});

describe('getObjectMeta', () => {
  for (const [linkMetaSize, size] of [
    ['zero', 0],
    ['target-name-length', 3],
  ] as const) {
    test(`describes the link itself, with size ${linkMetaSize}`, () => {
      const { engine, put, link } = bucketFixture('Never', { choices: { linkMetaSize } });
      put('object', '12345');
      link('link', '版');
      expect(engine.getObjectMeta({ bucket: BUCKET, key: 'object' })).toMatchObject({ type: 'Normal', size: 5 });
      const { etag } = engine.getSymlink({ bucket: BUCKET, key: 'link' });
      expect(engine.getObjectMeta({ bucket: BUCKET, key: 'link' })).toMatchObject({ type: 'Symlink', size, etag });
    });
  }

  test('throws NoSuchKey for a missing key', () => {
    const { engine } = bucketFixture();
    expect(faultOf(() => engine.getObjectMeta({ bucket: BUCKET, key: 'absent' })).ossCode).toBe('NoSuchKey');
  });
});
