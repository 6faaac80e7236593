import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeEach(async () => {
  rig = await openOssRig();
});
afterEach(() => rig.close());

const on = { bucket: 'demo', key: 'k' } as const;

function put(storageClass: string) {
  return rig.send({ ...on, method: 'PUT', body: 'bytes', headers: { 'x-oss-storage-class': storageClass } });
}

function restore(body?: string, key = 'k') {
  return rig.send({
    bucket: 'demo',
    key,
    method: 'POST',
    query: [['restore', '']],
    ...(body === undefined ? {} : { body }),
  });
}

test('restores an archived object for some days', async () => {
  await put('Archive');
  const frozen = await rig.send(on);
  expect(frozen.status).toBe(403);
  expect(frozen.body).toContain('<Code>InvalidObjectState</Code>');
  expect(frozen.body).toContain('<EC>0016-00000404</EC>');
  const head = await rig.send({ ...on, method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, headers: { 'x-oss-storage-class': 'Archive' } });
  expect(head.headers).not.toHaveProperty('x-oss-restore');

  expect((await restore('<RestoreRequest><Days>2</Days></RestoreRequest>')).status).toBe(202);
  expect((await rig.send({ ...on, method: 'HEAD' })).headers['x-oss-restore']).toBe('ongoing-request="true"');
  const again = await restore();
  expect([again.status, again.body]).toEqual([409, expect.stringContaining('RestoreAlreadyInProgress')]);

  rig.clock.now += 60_000;
  const info = 'ongoing-request="false", expiry-date="Fri, 03 Jan 2025 00:01:00 GMT"';
  const read = await rig.send(on);
  expect(read).toMatchObject({ status: 200, body: 'bytes', headers: { 'x-oss-restore': info } });
  for (const query of [[], [['list-type', '2']], [['versions', '']]] as const) {
    const list = await rig.send({ bucket: 'demo', query });
    expect(list.body).toContain(`<RestoreInfo>${info}</RestoreInfo>`);
  }
  expect((await restore('<RestoreRequest><Days>7</Days></RestoreRequest>')).status).toBe(200);
  rig.clock.now += 7 * 86_400_000;
  expect((await rig.send(on)).status).toBe(403);
});

test('a read through a link fails like a read of its target', async () => {
  await put('Archive');
  await rig.send({
    bucket: 'demo',
    key: 'latest',
    method: 'PUT',
    query: [['symlink', '']],
    headers: { 'x-oss-symlink-target': 'k' },
  });
  const through = await rig.send({ bucket: 'demo', key: 'latest' });
  expect([through.status, through.body]).toEqual([403, expect.stringContaining('InvalidObjectState')]);
  expect((await rig.send({ bucket: 'demo', key: 'latest', method: 'HEAD' })).status).toBe(200);
  expect((await restore(undefined, 'latest')).body).toContain('OperationNotSupported');
  await restore();
  rig.clock.now += 60_000;
  expect(await rig.send({ bucket: 'demo', key: 'latest' })).toMatchObject({ status: 200, body: 'bytes' });
});

test('a cold archive has tiers', async () => {
  await put('ColdArchive');
  const body = '<RestoreRequest><Days>2</Days><JobParameters><Tier>Expedited</Tier></JobParameters></RestoreRequest>';
  expect(await restore(body)).toMatchObject({ status: 202, headers: { 'x-oss-object-restore-priority': 'Expedited' } });
  rig.clock.now += 3_600_000;
  expect((await rig.send(on)).status).toBe(200);
});

test.each([
  ['Standard', undefined, 'OperationNotSupported'],
  ['IA', undefined, 'OperationNotSupported'],
  ['Archive', '<RestoreRequest><Days>8</Days></RestoreRequest>', 'InvalidArgument'],
  ['Archive', '<RestoreRequest><Days>two</Days></RestoreRequest>', 'MalformedXML'],
  ['Archive', '<RestoreRequest><JobParameters><Tier>Bulk</Tier></JobParameters></RestoreRequest>', 'MalformedXML'],
  ['ColdArchive', '<RestoreRequest><JobParameters/></RestoreRequest>', 'MalformedXML'],
  ['ColdArchive', '<Restore/>', 'MalformedXML'],
  [
    'ColdArchive',
    '<RestoreRequest><JobParameters><Tier>Now</Tier></JobParameters></RestoreRequest>',
    'InvalidArgument',
  ],
])('%s, %j: %s', async (storageClass, body, code) => {
  await put(storageClass);
  const refused = await restore(body);
  expect([refused.status, refused.body]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
});

test.each(['<RestoreRequest/>', undefined])('without days, for one day: %j', async (body) => {
  await put('Archive');
  expect((await restore(body)).status).toBe(202);
  rig.clock.now += 60_000 + 86_399_000;
  expect((await rig.send(on)).status).toBe(200);
  rig.clock.now += 1_000;
  expect((await rig.send(on)).status).toBe(403);
});

test('an anonymous reader learns nothing about the class of a private object', async () => {
  await put('Archive');
  expect((await rig.raw({ target: '/demo/k' })).body).toContain('AccessDenied');
});
