import { describe, expect, test } from 'vitest';
import type { StorageClass } from '../../../src/stores/object-attributes.ts';
import { BUCKET, blobOf, bucketFixture, type Fixture, faultOf, REQUEST } from '../bucket-fixture.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const on = { bucket: BUCKET, key: 'a' };

function put({ engine }: Fixture, storageClass: StorageClass, key = 'a') {
  return engine.putObject({ bucket: BUCKET, key, requestId: REQUEST, blob: blobOf(key), storageClass });
}

function archived(storageClass: StorageClass, versioning: 'Never' | 'Enabled' = 'Never') {
  const fixture = bucketFixture(versioning);
  const { versionId } = put(fixture, storageClass);
  const { engine, clock } = fixture;
  const listed = () => engine.listObjects({ bucket: BUCKET }).objects[0]?.restore;
  return {
    ...fixture,
    versionId,
    listed,
    read: () => engine.readObject(on),
    pass: (time: number) => {
      clock.now += time;
    },
  };
}

test('an archived object is restored, stays readable for its days, and is archived again', () => {
  const { engine, read, listed, pass, clock, events } = archived('Archive');
  const { lastModified } = read();
  expect(read()).toMatchObject({ storageClass: 'Archive', isFrozen: true });
  expect(read()).not.toHaveProperty('restore');
  expect(engine.restoreObject({ ...on, days: 2 })).toEqual({ restored: false });
  expect(read()).toMatchObject({ isFrozen: true, restore: { ongoing: true } });
  expect(listed()).toEqual({ ongoing: true });
  expect(engine.listObjectVersions({ bucket: BUCKET }).versions[0]?.restore).toEqual({ ongoing: true });
  expect(faultOf(() => engine.restoreObject(on))).toMatchObject({ ossCode: 'RestoreAlreadyInProgress', status: 409 });
  pass(60_000);
  const expires = Math.floor((clock.now + 2 * DAY) / 1000) * 1000;
  expect(read()).toMatchObject({ isFrozen: false, restore: { ongoing: false, expires }, lastModified });
  expect(listed()).toEqual({ ongoing: false, expires });
  pass(2 * DAY);
  expect(read()).toMatchObject({ isFrozen: true });
  expect(read()).not.toHaveProperty('restore');
  expect(listed()).toBeUndefined();
  expect(events).toHaveLength(1);
});

test('a request for a restored object extends its time, and never shortens it', () => {
  const { engine, read, pass } = archived('Archive');
  engine.restoreObject({ ...on, days: 3 });
  pass(60_000);
  const { restore } = read();
  expect(engine.restoreObject({ ...on, days: 1 })).toEqual({ restored: true });
  expect(read().restore).toEqual(restore);
  pass(2 * DAY);
  expect(engine.restoreObject({ ...on, days: 3 })).toEqual({ restored: true });
  expect(read().restore?.expires).toBe((restore?.expires ?? 0) + 2 * DAY);
});

test.each([
  ['ColdArchive', undefined, 5],
  ['ColdArchive', 'Expedited', 1],
  ['ColdArchive', 'Standard', 5],
  ['ColdArchive', 'Bulk', 12],
  ['DeepColdArchive', 'Expedited', 12],
  ['DeepColdArchive', 'Standard', 48],
] as const)('%s with the tier %s takes %i hours', (storageClass, tier, hours) => {
  const { engine, read, pass } = archived(storageClass, 'Enabled');
  const { versionId } = read();
  const answer = engine.restoreObject({ ...on, ...(tier !== undefined && { tier }) });
  expect(answer).toEqual({ restored: false, priority: tier ?? 'Standard', versionId });
  pass(hours * HOUR - 1);
  expect(read().isFrozen).toBe(true);
  pass(1);
  expect(read().isFrozen).toBe(false);
});

test('a faster tier replaces a restoration in progress', () => {
  const { engine, read, pass } = archived('ColdArchive');
  engine.restoreObject({ ...on, tier: 'Bulk' });
  expect(faultOf(() => engine.restoreObject({ ...on, tier: 'Bulk' })).ossCode).toBe('RestoreAlreadyInProgress');
  expect(engine.restoreObject({ ...on, tier: 'Expedited' })).toMatchObject({ restored: false, priority: 'Expedited' });
  expect(faultOf(() => engine.restoreObject(on))).toMatchObject({ ossCode: 'InvalidArgument', ec: '0016-00000715' });
  pass(HOUR);
  expect(read().isFrozen).toBe(false);
});

test('with the choice at-once, no time passes', () => {
  const fixture = bucketFixture('Never', { choices: { restoreDuration: 'at-once' } });
  put(fixture, 'DeepColdArchive');
  expect(fixture.engine.restoreObject(on)).toMatchObject({ restored: false });
  expect(fixture.engine.readObject(on)).toMatchObject({ isFrozen: false });
});

describe('refused', () => {
  test.each(['Standard', 'IA'] as const)('class %s', (storageClass) => {
    const { engine } = archived(storageClass);
    expect(faultOf(() => engine.restoreObject(on))).toMatchObject({
      ossCode: 'OperationNotSupported',
      status: 400,
      ec: '0016-00000702',
    });
  });

  test('a link, whatever its target and its class are', () => {
    const { engine } = archived('Archive');
    engine.putSymlink({ bucket: BUCKET, key: 'l', target: 'a', requestId: REQUEST, storageClass: 'Archive' });
    const fault = faultOf(() => engine.restoreObject({ bucket: BUCKET, key: 'l' }));
    expect(fault.ossCode).toBe('OperationNotSupported');
  });

  test.each([
    ['Archive', { days: 0 }, 'InvalidArgument', '0016-00000708'],
    ['Archive', { days: 8 }, 'InvalidArgument', '0016-00000708'],
    ['Archive', { days: 1.5 }, 'InvalidArgument', '0016-00000708'],
    ['Archive', { tier: 'Standard' }, 'MalformedXML', undefined],
    ['ColdArchive', { days: 366 }, 'InvalidArgument', '0016-00000704'],
    ['ColdArchive', { tier: 'Fast' }, 'InvalidArgument', '0016-00000703'],
  ] as const)('%s: %j', (storageClass, args, ossCode, ec) => {
    const { engine, read } = archived(storageClass);
    expect(faultOf(() => engine.restoreObject({ ...on, ...args }))).toMatchObject({ ossCode, status: 400, ec });
    expect(read()).not.toHaveProperty('restore');
  });

  test('nothing, and a delete marker', () => {
    const { engine } = archived('Archive', 'Enabled');
    expect(faultOf(() => engine.restoreObject({ ...on, key: 'absent' })).ossCode).toBe('NoSuchKey');
    engine.deleteObject({ ...on, requestId: REQUEST });
    expect(faultOf(() => engine.restoreObject(on)).ossCode).toBe('NoSuchKey');
  });
});

test('a restoration belongs to one version, and is back when that version is', () => {
  const fixture = archived('Archive', 'Enabled');
  const { engine, versionId: first = '', listed, pass } = fixture;
  const { versionId: second = '' } = put(fixture, 'Archive');
  engine.restoreObject({ ...on, versionId: first });
  pass(60_000);
  expect(listed()).toBeUndefined();
  expect(engine.readObject(on).isFrozen).toBe(true);
  expect(engine.readObject({ ...on, versionId: first }).isFrozen).toBe(false);
  engine.deleteObject({ ...on, versionId: second, requestId: REQUEST });
  expect(listed()).toMatchObject({ ongoing: false });
  expect(engine.readObject(on).isFrozen).toBe(false);
});

test('an upload over an archived object is not restored', () => {
  const fixture = archived('Archive');
  fixture.engine.restoreObject(on);
  fixture.pass(60_000);
  put(fixture, 'Archive');
  expect(fixture.read()).toMatchObject({ isFrozen: true });
  put(fixture, 'Standard');
  expect(fixture.read()).toMatchObject({ isFrozen: false, storageClass: 'Standard' });
});

test('a link to an archived object has bytes only while the object is restored', () => {
  const { engine, link, pass } = archived('Archive');
  link('l', 'a');
  const through = () => engine.readObject({ bucket: BUCKET, key: 'l' });
  expect(through()).toMatchObject({ isFrozen: true, storageClass: 'Standard' });
  expect(through()).not.toHaveProperty('restore');
  engine.restoreObject(on);
  pass(60_000);
  expect(through()).toMatchObject({ isFrozen: false });
});

test('with the choice target, a link shows class and restoration of its target', () => {
  const fixture = bucketFixture('Never', { choices: { storageClassThroughLink: 'target' } });
  put(fixture, 'Archive');
  fixture.link('l', 'a');
  fixture.engine.restoreObject(on);
  expect(fixture.engine.readObject({ bucket: BUCKET, key: 'l' })).toMatchObject({
    storageClass: 'Archive',
    restore: { ongoing: true },
  });
});

test('a copy of an archived object is refused until it is restored, also onto itself to change its class', () => {
  const { engine, pass, read } = archived('Archive');
  const copy = { bucket: BUCKET, key: 'a', source: on, requestId: REQUEST, storageClass: 'Standard' };
  expect(faultOf(() => engine.copyObject(copy))).toMatchObject({
    ossCode: 'InvalidObjectState',
    status: 403,
    ec: '0016-00000404',
  });
  engine.restoreObject(on);
  pass(60_000);
  engine.copyObject(copy);
  expect(read()).toMatchObject({ storageClass: 'Standard', isFrozen: false });
  expect(read()).not.toHaveProperty('restore');
  // An object of another class is archived by a copy onto itself.
  engine.copyObject({ ...copy, storageClass: 'ColdArchive' });
  expect(read()).toMatchObject({ storageClass: 'ColdArchive', isFrozen: true });
});

test('a link to an archived object can be copied', () => {
  const { engine, link } = archived('Archive');
  link('l', 'a');
  engine.copyObject({ bucket: BUCKET, key: 'm', source: { bucket: BUCKET, key: 'l' }, requestId: REQUEST });
  expect(engine.getSymlink({ bucket: BUCKET, key: 'm' }).target).toBe('a');
});
