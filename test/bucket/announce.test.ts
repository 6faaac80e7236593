import { describe, expect, test } from 'vitest';
import type { UnverifiedChoices } from '../../src/bucket/unverified-choices.ts';
import { BUCKET, blobOf, bucketFixture, type Fixture, REQUEST, START } from './bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST };

function told({ events }: Fixture) {
  return events.map(({ name, key, size, deltaSize }) => [name, key, size, deltaSize]);
}

describe('events', () => {
  test('contain everything that the payload needs', () => {
    const { engine, events } = bucketFixture();
    engine.putObject({ ...at, key: '版/a b', blob: blobOf('12345'), headers: { contentType: 'text/plain' } });
    expect(events).toEqual([
      {
        name: 'ObjectCreated:PutObject',
        bucket: BUCKET,
        key: '版/a b',
        etag: blobOf('12345').etag,
        size: 5,
        deltaSize: 5,
        contentType: 'text/plain',
        time: Math.floor(START / 1000) * 1000,
        requestId: REQUEST,
      },
    ]);
  });

  test('of a bucket that was never versioned', () => {
    const fixture = bucketFixture();
    fixture.put('a', '12345');
    fixture.put('a', '123');
    fixture.link('l', 'a');
    fixture.engine.copyObject({ ...at, key: 'c', source: { bucket: BUCKET, key: 'a' } });
    fixture.engine.deleteObject({ ...at, key: 'a' });
    fixture.engine.deleteObject({ ...at, key: 'a' });
    fixture.engine.deleteObjects({ ...at, objects: [{ key: 'c' }, { key: 'l' }, { key: 'absent' }] });
    expect(told(fixture)).toEqual([
      ['ObjectCreated:PutObject', 'a', 5, 5],
      ['ObjectCreated:PutObject', 'a', 3, -2],
      ['ObjectCreated:PutSymlink', 'l', 0, 0],
      ['ObjectCreated:CopyObject', 'c', 3, 3],
      ['ObjectRemoved:DeleteObject', 'a', 3, -3],
      ['ObjectRemoved:DeleteObjects', 'c', 3, -3],
      ['ObjectRemoved:DeleteObjects', 'l', 0, 0],
    ]);
  });

  test('of deletes by version id, including the removal of a marker', () => {
    const fixture = bucketFixture('Enabled', { choices: { markerDeleteEvent: 'none' } });
    const old = fixture.put('a', '12345') ?? '';
    fixture.put('a', '123');
    const { versionId: marker = '' } = fixture.engine.deleteObject({ ...at, key: 'a' });
    fixture.events.length = 0;
    for (const versionId of [marker, old, 'unknown']) fixture.engine.deleteObject({ ...at, key: 'a', versionId });
    expect(told(fixture)).toEqual([
      ['ObjectRemoved:DeleteObject', 'a', 0, 3],
      ['ObjectRemoved:DeleteObject', 'a', 5, 0],
    ]);
  });

  const markers: readonly [UnverifiedChoices['markerDeleteEvent'], string[]][] = [
    ['none', []],
    ['DeleteObject', ['ObjectRemoved:DeleteObject']],
    ['all', ['ObjectRemoved:DeleteObject', 'ObjectRemoved:DeleteObjects']],
  ];
  for (const versioning of ['Enabled', 'Suspended'] as const) {
    for (const [markerDeleteEvent, expected] of markers) {
      test(`of deletes that leave a marker (${versioning}): ${markerDeleteEvent}`, () => {
        const { engine, put, events } = bucketFixture(versioning, { choices: { markerDeleteEvent } });
        put('a');
        put('b');
        events.length = 0;
        engine.deleteObject({ ...at, key: 'a' });
        engine.deleteObject({ ...at, key: 'a' });
        engine.deleteObjects({ ...at, objects: [{ key: 'b' }, { key: 'absent' }] });
        expect(events.map(({ name }) => name)).toEqual(expected);
      });
    }
  }

  test('of a link contain the size of its target, depending on the choice', () => {
    const fixture = bucketFixture('Never', { choices: { linkEventObject: 'target' } });
    fixture.put('a', '12345');
    fixture.link('l', 'a');
    fixture.link('dangling', 'nowhere');
    expect(told(fixture).slice(1)).toEqual([
      ['ObjectCreated:PutSymlink', 'l', 5, 0],
      ['ObjectCreated:PutSymlink', 'dangling', 0, 0],
    ]);
  });

  test('are not emitted for tags, ACLs or versioning', () => {
    const { engine, put, events } = bucketFixture();
    put('a');
    events.length = 0;
    const key = 'a';
    engine.putObjectTagging({ bucket: BUCKET, key, tags: [['x', 'y']] });
    engine.deleteObjectTagging({ bucket: BUCKET, key });
    engine.putObjectAcl({ bucket: BUCKET, key, acl: 'private' });
    engine.putBucketVersioning({ bucket: BUCKET, status: 'Enabled' });
    expect(events).toEqual([]);
  });
});
