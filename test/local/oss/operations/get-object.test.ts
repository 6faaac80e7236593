import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newYear, type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
  const headers = {
    'content-type': 'text/x',
    'cache-control': 'no-cache',
    'x-oss-meta-a': '1',
    'x-oss-tagging': 't=1',
  };
  await rig.send({ method: 'PUT', bucket: 'demo', key: 'k', body: 'hello', headers });
  await rig.send({ method: 'PUT', bucket: 'demo', key: 'bare', body: '' });
});
afterAll(() => rig.close());

const etag = '"5D41402ABC4B2A76B9719D911017C592"';

function get(
  key: string,
  headers: Readonly<Record<string, string>> = {},
  query: [string, string][] = [],
  method = 'GET',
) {
  return rig.send({ method, bucket: 'demo', key, headers, query });
}

function link(key: string, target: string, headers: Readonly<Record<string, string>> = {}) {
  return rig.send({
    method: 'PUT',
    bucket: 'demo',
    key,
    query: [['symlink', '']],
    headers: { 'x-oss-symlink-target': target, ...headers },
  });
}

test.each(['GET', 'HEAD'])('%s returns all headers of an object', async (method) => {
  const { status, headers, body } = await get('k', {}, [], method);
  expect([status, body]).toEqual([200, method === 'GET' ? 'hello' : '']);
  expect(headers).toMatchObject({
    'content-type': 'text/x',
    'content-length': '5',
    'cache-control': 'no-cache',
    'accept-ranges': 'bytes',
    'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==',
    etag,
    'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT',
    'x-oss-object-type': 'Normal',
    'x-oss-storage-class': 'Standard',
    'x-oss-hash-crc64ecma': '5',
    'x-oss-meta-a': '1',
    'x-oss-tagging-count': '1',
  });
  expect(headers).not.toHaveProperty('x-oss-version-id');
});

test('an empty object without a type', async () => {
  const { status, headers, body } = await get('bare');
  expect([status, body]).toEqual([200, '']);
  expect(headers).toMatchObject({ 'content-type': 'application/octet-stream', 'content-length': '0' });
});

describe('ranges', () => {
  const standard = { 'x-oss-range-behavior': 'standard' };
  test.each<[Readonly<Record<string, string>>, number, string, string | undefined]>([
    [{ range: 'bytes=1-3' }, 206, 'ell', 'bytes 1-3/5'],
    [{ range: 'bytes=3-' }, 206, 'lo', 'bytes 3-4/5'],
    [{ range: 'bytes=-2' }, 206, 'lo', 'bytes 3-4/5'],
    [{ range: 'bytes=3-9' }, 200, 'hello', undefined],
    [{ range: 'bytes=9-' }, 200, 'hello', undefined],
    [{ range: 'bytes=3-9', ...standard }, 206, 'lo', 'bytes 3-4/5'],
    [{ range: 'bytes=0-0,2-3' }, 200, 'hello', undefined],
  ])('%j: %i %s', async (headers, status, body, contentRange) => {
    const answer = await get('k', headers);
    expect([answer.status, answer.body, answer.headers['content-range']]).toEqual([status, body, contentRange]);
    expect(answer.headers['content-length']).toBe(String(body.length));
    const head = await get('k', headers, [], 'HEAD');
    expect([head.status, head.headers['content-length'], head.headers['content-range']]).toEqual([
      status,
      String(body.length),
      contentRange,
    ]);
  });

  test('beyond the end, by the standard', async () => {
    const { status, headers, body } = await get('k', { range: 'bytes=5-', ...standard });
    expect([status, headers['content-range']]).toEqual([416, 'bytes */5']);
    expect(body).toContain('<Code>InvalidRange</Code>');
    expect(body).toContain('<ActualObjectSize>5</ActualObjectSize><RangeRequested>bytes=5-</RangeRequested>');
  });
});

describe('conditions', () => {
  const [before, at] = ['Tue, 31 Dec 2024 00:00:00 GMT', 'Wed, 01 Jan 2025 00:00:00 GMT'];
  test.each<[Readonly<Record<string, string>>, number]>([
    [{ 'if-match': etag }, 200],
    [{ 'if-match': '"X"' }, 412],
    [{ 'if-none-match': etag }, 304],
    [{ 'if-none-match': '"X"' }, 200],
    [{ 'if-modified-since': at }, 304],
    [{ 'if-modified-since': before }, 200],
    [{ 'if-unmodified-since': before }, 412],
    [{ 'if-unmodified-since': at }, 200],
  ])('%j: %i', async (headers, status) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await get('k', headers, [], method);
      expect([method, answer.status]).toEqual([method, status]);
      if (status === 304) expect([answer.body, answer.headers.etag]).toEqual(['', etag]);
    }
  });

  test('which one failed', async () => {
    expect((await get('k', { 'if-match': '"X"' })).body).toContain('<Condition>If-Match</Condition>');
  });
});

test('headers that the query sets', async () => {
  const { headers } = await get('k', {}, [
    ['response-content-type', 'a/b'],
    ['response-content-disposition', 'attachment'],
  ]);
  expect(headers).toMatchObject({
    'content-type': 'a/b',
    'content-disposition': 'attachment',
    'cache-control': 'no-cache',
  });
});

describe('through a link', () => {
  test('body and size of the target, the rest of the link, the later of both times', async () => {
    rig.clock.now = newYear + 60_000;
    await link('alias', 'k', { 'content-type': 'link/type', 'x-oss-meta-b': '2' });
    rig.clock.now = newYear;
    const { status, headers, body } = await get('alias');
    expect([status, body]).toEqual([200, 'hello']);
    expect(headers).toMatchObject({
      etag,
      'content-length': '5',
      'content-type': 'link/type',
      'x-oss-meta-b': '2',
      'x-oss-object-type': 'Symlink',
      'last-modified': 'Wed, 01 Jan 2025 00:01:00 GMT',
    });
    for (const name of ['x-oss-meta-a', 'cache-control', 'x-oss-tagging-count', 'x-oss-symlink-target']) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  test.each([
    ['dangling', 'nothing', 404, 'SymlinkTargetNotExist', '0026-00000012'],
    ['itself', 'itself', 400, 'InvalidTargetType', '0026-00000011'],
    ['to-a-link', 'itself', 400, 'InvalidTargetType', '0026-00000011'],
  ])('%s: %s', async (key, target, status, code, ec) => {
    expect((await link(key, target)).status).toBe(200);
    const read = await get(key);
    expect([read.status, /<Code>(\w+)</.exec(read.body)?.[1], read.headers['x-oss-ec']]).toEqual([status, code, ec]);
    const head = await get(key, {}, [], 'HEAD');
    expect([head.status, head.body, head.headers['x-oss-ec']]).toEqual([status, '', ec]);
    expect(Buffer.from(String(head.headers['x-oss-err']), 'base64').toString()).toContain(`<Code>${code}</Code>`);
  });
});

test('versions, and markers in place of them', async () => {
  rig.engine.createBucket({ bucket: 'versioned' });
  rig.engine.putBucketVersioning({ bucket: 'versioned', status: 'Enabled' });
  const on = { bucket: 'versioned', key: 'k' };
  const first = (await rig.send({ ...on, method: 'PUT', body: '1' })).headers['x-oss-version-id'];
  const marker = (await rig.send({ ...on, method: 'DELETE' })).headers['x-oss-version-id'];
  const byId = (id: unknown) => rig.send({ ...on, query: [['versionId', String(id)]] });
  expect(await byId(first)).toMatchObject({ status: 200, body: '1', headers: { 'x-oss-version-id': first } });
  const gone = { 'x-oss-delete-marker': 'true', 'x-oss-version-id': marker };
  expect(await rig.send(on)).toMatchObject({ status: 404, headers: gone, body: expect.stringContaining('NoSuchKey') });
  expect(await byId(marker)).toMatchObject({
    status: 405,
    headers: { ...gone, allow: 'DELETE' },
    body: expect.stringContaining('<ResourceType>DeleteMarker</ResourceType>'),
  });
  expect(await byId('unknown')).toMatchObject({ status: 404, body: expect.stringContaining('NoSuchVersion') });
  expect(await byId('')).toMatchObject({ status: 400, body: expect.stringContaining('InvalidArgument') });
});

describe('a body that is removed between reading the object and opening its bytes', () => {
  test('is read again, and its replacement is served', async () => {
    await rig.send({ method: 'PUT', bucket: 'demo', key: 'moving', body: 'old' });
    const { read } = rig.blobs;
    rig.blobs.read = async (id, range) => {
      rig.blobs.read = read;
      await rig.send({ method: 'PUT', bucket: 'demo', key: 'moving', body: 'newer' });
      return read(id, range);
    };
    expect(await get('moving')).toMatchObject({ status: 200, body: 'newer', headers: { 'content-length': '5' } });
  });

  test('is an internal error if nothing replaced it', async () => {
    await rig.send({ method: 'PUT', bucket: 'demo', key: 'lost', body: 'x' });
    await rig.blobs.remove(rig.engine.readObject({ bucket: 'demo', key: 'lost' }).blob.id);
    expect((await get('lost')).status).toBe(500);
    const cause = expect.objectContaining({ name: 'BlobMissing' });
    expect(rig.log.at(-1)).toMatchObject({ status: 500, code: 'InternalError', cause });
  });
});

describe('get object meta', () => {
  let rig: OssRig;
  beforeAll(async () => {
    rig = await openOssRig();
    await rig.send({ method: 'PUT', bucket: 'demo', key: 'k', body: 'hello', headers: { 'x-oss-meta-a': '1' } });
    await rig.send({
      method: 'PUT',
      bucket: 'demo',
      key: 'dangling',
      query: [['symlink', '']],
      headers: { 'x-oss-symlink-target': 'no' },
    });
  });
  afterAll(() => rig.close());

  function meta(key: string) {
    return rig.send({ method: 'HEAD', bucket: 'demo', key, query: [['objectMeta', '']] });
  }

  test('size, ETag and time, and no more', async () => {
    const { status, headers } = await meta('k');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-length': '5',
      etag: '"5D41402ABC4B2A76B9719D911017C592"',
      'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT',
      'x-oss-hash-crc64ecma': rig.engine.readObject({ bucket: 'demo', key: 'k' }).crc64,
    });
    expect(headers).not.toHaveProperty('x-oss-meta-a');
    expect(headers).not.toHaveProperty('x-oss-object-type');
  });

  test('of a link, its own: a broken one has them too', async () => {
    const answer = await meta('dangling');
    expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '0' } });
    expect(answer.headers).not.toHaveProperty('x-oss-hash-crc64ecma');
  });

  test('of nothing', async () => {
    expect(await meta('absent')).toMatchObject({ status: 404, headers: { 'x-oss-ec': '0026-00000001' } });
  });
});
