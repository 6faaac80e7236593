import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BosRig, newYear, openBosRig, outcome } from '../bos-rig.ts';

const HOUR = 3_600_000;
const md5 = (text: string) => createHash('md5').update(text);

let rig: BosRig;
beforeAll(async () => {
  rig = await openBosRig({}, { versioning: 'Enabled' });
  await rig.put('target', 'hello', {
    'content-type': 'text/x',
    'cache-control': 'no-cache',
    'x-bce-meta-a': 'of the target',
    'x-bce-tagging': 't=1',
  });
  rig.clock.now += HOUR;
  await rig.link('link', 'target', {
    'content-type': 'text/y',
    'x-bce-meta-b': 'of the link',
    'x-bce-storage-class': 'STANDARD_IA',
  });
  await rig.link('dangling', 'gone');
  await rig.link('second', 'link');
  await rig.put('frozen', 'ice', { 'x-bce-storage-class': 'ARCHIVE' });
  await rig.link('to-frozen', 'frozen');
});
afterAll(() => rig.close());

describe('an object', () => {
  test.each(['GET', 'HEAD'])('%s returns all headers', async (method) => {
    const { status, headers, body } = await rig.ask('target', [], { method });
    expect([status, body]).toEqual([200, method === 'GET' ? 'hello' : '']);
    expect(headers).toMatchObject({
      server: 'BceBos',
      'content-type': 'text/x',
      'content-length': '5',
      'cache-control': 'no-cache',
      'content-md5': md5('hello').digest('base64'),
      etag: `"${md5('hello').digest('hex')}"`,
      'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT',
      'x-bce-meta-a': 'of the target',
      'x-bce-storage-class': 'STANDARD',
      'x-bce-tagging-count': '1',
      'x-bce-version-id': expect.stringMatching(/^.{64}$/),
    });
    expect(headers).not.toHaveProperty('x-bce-object-type');
  });

  test.each([
    ['bytes=1-2', 206, 'el', 'bytes 1-2/5'],
    ['bytes=3-', 206, 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 206, 'lo', 'bytes 3-4/5'],
    ['bytes=3-99', 206, 'lo', 'bytes 3-4/5'],
    ['', 200, 'hello', undefined],
  ])('range %j', async (range, status, body, contentRange) => {
    const answer = await rig.ask('target', [], { headers: { range } });
    expect([answer.status, answer.body, answer.headers['content-range']]).toEqual([status, body, contentRange]);
  });

  test('a range beyond the end is refused', async () => {
    const answer = await rig.ask('target', [], { headers: { range: 'bytes=9-' } });
    expect([outcome(answer), answer.headers['content-range']]).toEqual(['416 InvalidRange', 'bytes */5']);
  });

  test('the query can set headers of the answer', async () => {
    const { headers } = await rig.ask('target', [['responseContentDisposition', 'attachment; filename="a"']]);
    expect(headers['content-disposition']).toBe('attachment; filename="a"');
  });
});

describe('through a link', () => {
  test.each(['GET', 'HEAD'])('%s: size, ETag and MD5 of the target, all else of the link', async (method) => {
    const { status, headers, body } = await rig.ask('link', [], { method });
    expect([status, body]).toEqual([200, method === 'GET' ? 'hello' : '']);
    expect(headers).toMatchObject({
      'content-length': '5',
      etag: `"${md5('hello').digest('hex')}"`,
      'content-md5': md5('hello').digest('base64'),
      'content-type': 'text/y',
      'last-modified': 'Wed, 01 Jan 2025 01:00:00 GMT',
      'x-bce-object-type': 'Symlink',
      'x-bce-meta-b': 'of the link',
      'x-bce-storage-class': 'STANDARD_IA',
    });
    const ofTarget = ['x-bce-meta-a', 'cache-control', 'x-bce-tagging-count', 'x-bce-version-id'];
    for (const name of [...ofTarget, 'x-bce-symlink-target']) expect(headers).not.toHaveProperty(name);
  });

  test('Last-Modified is the later of the two', async () => {
    const now = rig.clock.now;
    rig.clock.now += HOUR;
    await rig.put('target', 'newer');
    const { headers } = await rig.ask('link');
    expect(headers['last-modified']).toBe(new Date(newYear + 2 * HOUR).toUTCString());
    await rig.put('target', 'hello');
    rig.clock.now = now;
  });

  test.each([
    ['a missing target', 'dangling', '404 SymlinkTargetNotExist', '404'],
    ['a link as target', 'second', '400 InvalidTargetType', '400'],
    ['an archived target', 'to-frozen', '403 InvalidObjectState', '200'],
    ['no link', 'absent', '404 NoSuchKey', '404'],
  ])('%s', async (_, key, onGet, onHead) => {
    expect(outcome(await rig.ask(key))).toBe(onGet);
    // HEAD has no body, so no code.
    expect(outcome(await rig.ask(key, [], { method: 'HEAD' }))).toBe(onHead);
  });

  test('the version id of the link by choice', async () => {
    const other = await openBosRig({ bosLinkVersionIds: 'present' }, { versioning: 'Enabled' });
    await other.put('target');
    await other.link('link', 'target');
    const { versionId } = other.engine.getSymlink({ bucket: 'demo', key: 'link' });
    expect((await other.ask('link')).headers['x-bce-version-id']).toBe(versionId);
    await other.close();
  });

  test('into another bucket', async () => {
    await rig.send({ method: 'PUT', bucket: 'elsewhere' });
    await rig.send({ method: 'PUT', bucket: 'elsewhere', key: 'app', body: 'other bytes' });
    await rig.link('across', 'app', { 'x-bce-symlink-bucket': 'elsewhere' });
    expect((await rig.ask('across')).body).toBe('other bytes');
  });
});

describe('versions', () => {
  test('are read by id, and the marker on top hides them', async () => {
    const first = (await rig.put('v', 'one')).headers['x-bce-version-id'];
    await rig.put('v', 'two');
    expect((await rig.ask('v', [['versionId', String(first)]])).body).toBe('one');
    await rig.ask('v', [], { method: 'DELETE' });
    expect(outcome(await rig.ask('v'))).toBe('404 NoSuchKey');
    expect((await rig.ask('v', [['versionId', String(first)]])).body).toBe('one');
    expect(outcome(await rig.ask('v', [['versionId', 'null']]))).toBe('404 NoSuchVersion');
  });

  test('a delete marker shows itself by choice', async () => {
    const other = await openBosRig({ bosDeleteMarkerHeader: 'present' }, { versioning: 'Enabled' });
    await other.put('v');
    await other.ask('v', [], { method: 'DELETE' });
    expect((await other.ask('v')).headers['x-bce-delete-marker']).toBe('true');
    await other.close();
    expect((await rig.ask('v')).headers).not.toHaveProperty('x-bce-delete-marker');
  });
});
