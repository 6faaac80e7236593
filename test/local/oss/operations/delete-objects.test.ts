import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
});
afterAll(() => rig.close());

function md5(text: string) {
  return createHash('md5').update(text).digest('base64');
}

function remove(
  body: string,
  headers: Readonly<Record<string, string>> = { 'content-md5': md5(body) },
  query: [string, string][] = [],
) {
  return rig.send({ method: 'POST', bucket: 'demo', query: [['delete', ''], ...query], headers, body });
}

function put(key: string) {
  return rig.send({ method: 'PUT', bucket: 'demo', key, body: key });
}

test('each key that was named, there or not', async () => {
  await put('a & b');
  const { status, body } = await remove(
    '<Delete><Quiet>false</Quiet><Object><Key>a &amp; b</Key></Object><Object><Key> c</Key></Object></Delete>',
  );
  expect(status).toBe(200);
  expect(body).toContain(
    '<DeleteResult><Deleted><Key>a &amp; b</Key></Deleted><Deleted><Key> c</Key></Deleted></DeleteResult>',
  );
  expect((await rig.send({ bucket: 'demo', key: 'a & b' })).status).toBe(404);
});

test('the key that was named, and not one that is like it', async () => {
  await put('like');
  expect((await remove('<Delete><Object><Key>&#0;like</Key></Object></Delete>')).status).toBe(200);
  expect((await rig.send({ bucket: 'demo', key: 'like' })).status).toBe(200);
});

test('names encoded when asked', async () => {
  const { body } = await remove('<Delete><Object><Key>a b</Key></Object></Delete>', undefined, [
    ['encoding-type', 'url'],
  ]);
  expect(body).toContain('<EncodingType>url</EncodingType><Deleted><Key>a%20b</Key></Deleted>');
});

test('quietly', async () => {
  await put('quiet');
  const { status, body } = await remove('<Delete><Quiet>true</Quiet><Object><Key>quiet</Key></Object></Delete>');
  expect([status, body]).toEqual([200, '']);
  expect((await rig.send({ bucket: 'demo', key: 'quiet' })).status).toBe(404);
});

test('with versions: a marker made, a version removed, a marker removed', async () => {
  rig.engine.createBucket({ bucket: 'versioned' });
  rig.engine.putBucketVersioning({ bucket: 'versioned', status: 'Enabled' });
  const version = (await rig.send({ method: 'PUT', bucket: 'versioned', key: 'k', body: '' })).headers[
    'x-oss-version-id'
  ];
  const send = async (object: string) => {
    const body = `<Delete><Object>${object}</Object></Delete>`;
    return (
      await rig.send({
        method: 'POST',
        bucket: 'versioned',
        query: [['delete', '']],
        headers: { 'content-md5': md5(body) },
        body,
      })
    ).body;
  };
  const made = await send('<Key>k</Key>');
  expect(made).toMatch(
    /<Deleted><Key>k<\/Key><DeleteMarker>true<\/DeleteMarker><DeleteMarkerVersionId>[^<]+<\/DeleteMarkerVersionId><\/Deleted>/,
  );
  expect(await send(`<Key>k</Key><VersionId>${version}</VersionId>`)).toContain(
    `<Deleted><Key>k</Key><VersionId>${version}</VersionId></Deleted>`,
  );
  const marker = /<DeleteMarkerVersionId>([^<]+)</.exec(made)?.[1];
  expect(await send(`<Key>k</Key><VersionId>${marker}</VersionId>`)).toContain(
    `<VersionId>${marker}</VersionId><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>${marker}</DeleteMarkerVersionId>`,
  );
});

function objects(count: number) {
  return `<Delete>${'<Object><Key>k</Key></Object>'.repeat(count)}</Delete>`;
}

test('a thousand at once', async () => {
  expect((await remove(objects(1000))).status).toBe(200);
});

test.each([
  [
    'a thousand and one without a key',
    `<Delete>${'<Object/>'.repeat(1001)}</Delete>`,
    undefined,
    'MalformedXML',
    'more than 1000',
  ],
  ['a thousand and one', objects(1001), undefined, 'MalformedXML', 'more than 1000'],
  ['none', '<Delete><Quiet>true</Quiet></Delete>', undefined, 'MalformedXML', 'has no key'],
  [
    'one without a key',
    '<Delete><Object><VersionId>x</VersionId></Object></Delete>',
    undefined,
    'MalformedXML',
    'Delete.Object',
  ],
  [
    'an empty key',
    '<Delete><Object><Key></Key></Object></Delete>',
    undefined,
    'InvalidObjectName',
    'at least one byte',
  ],
  [
    'an id that no version has',
    '<Delete><Object><Key>k</Key></Object><Object><Key>k</Key><VersionId>234</VersionId></Object></Delete>',
    undefined,
    'InvalidArgument',
    '<ArgumentName>VersionId</ArgumentName><ArgumentValue>234</ArgumentValue>',
  ],
  ['no XML', 'k', undefined, 'MalformedXML', 'at character 0'],
  [
    'more than 2 MB',
    `<Delete>${' '.repeat(2 * 1024 * 1024)}</Delete>`,
    undefined,
    'MalformedXML',
    'longer than 2097152 bytes',
  ],
  ['no digest', objects(1), {}, 'InvalidArgument', 'Content-MD5'],
  ['another digest', objects(1), { 'content-md5': md5('x') }, 'InvalidDigest', 'did not match'],
])('%s: refused', async (_, body, headers, code, message) => {
  const answer = await remove(body, headers);
  expect(answer.status).toBe(400);
  expect(answer.body).toContain(`<Code>${code}</Code>`);
  expect(answer.body).toContain(message);
});
