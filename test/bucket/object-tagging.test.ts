import { expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf, REQUEST } from './bucket-fixture.ts';

const on = { bucket: BUCKET, key: 'a' };

test('a set of tags replaces the one before it, whole', () => {
  const { engine, put } = bucketFixture();
  put('a');
  expect(engine.getObjectTagging(on)).toEqual({ tags: [] });
  engine.putObjectTagging({
    ...on,
    tags: [
      ['a', '1'],
      ['b', ''],
    ],
  });
  engine.putObjectTagging({ ...on, tags: [['c', '3']] });
  expect(engine.getObjectTagging(on)).toEqual({ tags: [['c', '3']] });
  engine.deleteObjectTagging(on);
  expect(engine.getObjectTagging(on)).toEqual({ tags: [] });
});

test('of a link they are its own, never its target’s', () => {
  const { engine, put, link } = bucketFixture('Enabled');
  put('t');
  const versionId = link('a', 't');
  engine.putObjectTagging({ bucket: BUCKET, key: 't', tags: [['of', 'target']] });
  expect(engine.getObjectTagging(on)).toEqual({ tags: [], versionId });
  engine.putObjectTagging({ ...on, tags: [['of', 'link']] });
  expect(engine.getObjectTagging({ bucket: BUCKET, key: 't' }).tags).toEqual([['of', 'target']]);
});

test('a name twice is refused, and nothing is changed', () => {
  const { engine, put } = bucketFixture();
  put('a');
  engine.putObjectTagging({ ...on, tags: [['kept', '1']] });
  const fault = faultOf(() =>
    engine.putObjectTagging({
      ...on,
      tags: [
        ['a', '1'],
        ['a', '2'],
      ],
    }),
  );
  expect(fault.status).toBe(400);
  expect(engine.getObjectTagging(on).tags).toEqual([['kept', '1']]);
});

test('a marker has none to read or to delete', () => {
  const { engine, put } = bucketFixture('Enabled');
  put('a');
  const { versionId = '' } = engine.deleteObject({ ...on, requestId: REQUEST });
  expect(faultOf(() => engine.getObjectTagging({ ...on, versionId }))).toMatchObject({ elements: { Method: 'GET' } });
  expect(faultOf(() => engine.deleteObjectTagging({ ...on, versionId }))).toMatchObject({
    elements: { Method: 'DELETE' },
  });
});
