import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
});
afterAll(() => rig.close());

function put(
  bucket: string,
  options: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> } = {},
) {
  return rig.send({ method: 'PUT', bucket, ...options });
}

test.each([
  ['plain', {}, 'private', 'Standard'],
  ['open', { headers: { 'x-oss-acl': 'public-read' } }, 'public-read', 'Standard'],
  [
    'cold',
    { body: '<CreateBucketConfiguration><StorageClass>IA</StorageClass></CreateBucketConfiguration>' },
    'private',
    'IA',
  ],
  [
    'zoned',
    {
      body: '<CreateBucketConfiguration><DataRedundancyType>ZRS</DataRedundancyType></CreateBucketConfiguration>',
    },
    'private',
    'Standard',
  ],
  ['blank', { body: '<CreateBucketConfiguration/>' }, 'private', 'Standard'],
])('%s is made', async (bucket, options, acl, storageClass) => {
  const answer = await put(bucket, options);
  expect([answer.status, answer.headers.location]).toEqual([200, `/${bucket}`]);
  expect(rig.engine.getBucket({ bucket })).toMatchObject({ acl, storageClass, versioning: 'Never' });
});

test.each([
  ['Upper', {}, 'InvalidBucketName'],
  ['-edge', {}, 'InvalidBucketName'],
  ['ab', {}, 'InvalidBucketName'],
  ['wrong-acl', { headers: { 'x-oss-acl': 'everyone' } }, 'InvalidArgument'],
  [
    'wrong-class',
    { body: '<CreateBucketConfiguration><StorageClass>Hot</StorageClass></CreateBucketConfiguration>' },
    'InvalidArgument',
  ],
  ['wrong-xml', { body: '<CreateBucketConfiguration>' }, 'MalformedXML'],
])('%s is not', async (bucket, options, code) => {
  const answer = await put(bucket, options);
  expect(answer.status).toBe(400);
  expect(answer.body).toContain(`<Code>${code}</Code>`);
});

test('GetBucketInfo returns all elements', async () => {
  rig.engine.createBucket({ bucket: 'told' });
  const before = await rig.send({ bucket: 'told', query: [['bucketInfo', '']] });
  expect(before.body).toContain('<Name>told</Name>');
  expect(before.body).toContain('<AccessControlList><Grant>private</Grant></AccessControlList>');
  expect(before.body).not.toContain('<Versioning>');
  rig.engine.putBucketVersioning({ bucket: 'told', status: 'Enabled' });
  const after = await rig.send({ bucket: 'told', query: [['bucketInfo', '']] });
  expect(after.body).toContain('<Versioning>Enabled</Versioning>');
  expect(after.body).toContain('<DataRedundancyType>LRS</DataRedundancyType>');
  const zoned = await rig.send({ bucket: 'zoned', query: [['bucketInfo', '']] });
  expect(zoned.body).toContain('<DataRedundancyType>ZRS</DataRedundancyType>');
  for (const name of ['AccessMonitor', 'BlockPublicAccess', 'Comment', 'ResourceGroupId', 'BucketPolicy']) {
    expect(after.body).toContain(`<${name}>`);
  }
  const { host } = new URL(rig.url);
  expect(after.body).toContain(`<ExtranetEndpoint>${host}</ExtranetEndpoint>`);
  expect(after.body).toContain(`<IntranetEndpoint>${host}</IntranetEndpoint>`);
  expect(after.body).not.toContain('aliyuncs.com');
  const location = await rig.send({ bucket: 'told', query: [['location', '']] });
  expect(location.body).toContain('<LocationConstraint>oss-cn-hangzhou</LocationConstraint>');
});

test('goes when it is empty', async () => {
  rig.engine.createBucket({ bucket: 'going' });
  await rig.send({ method: 'PUT', bucket: 'going', key: 'k', body: '' });
  const full = await rig.send({ method: 'DELETE', bucket: 'going' });
  expect([full.status, /<Code>(\w+)</.exec(full.body)?.[1]]).toEqual([409, 'BucketNotEmpty']);
  await rig.send({ method: 'DELETE', bucket: 'going', key: 'k' });
  expect((await rig.send({ method: 'DELETE', bucket: 'going' })).status).toBe(204);
});

test.each([
  ['GET', 'bucketInfo'],
  ['GET', 'location'],
  ['GET', 'acl'],
  ['GET', 'versioning'],
  ['GET', 'versions'],
  ['GET', 'list-type'],
  ['DELETE', ''],
])('%s ?%s of no bucket', async (method, name) => {
  const query: [string, string][] = name === '' ? [] : [[name, name === 'list-type' ? '2' : '']];
  const answer = await rig.send({ method, bucket: 'nowhere', query });
  expect([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1], answer.headers['x-oss-ec']]).toEqual([
    404,
    'NoSuchBucket',
    '0015-00000101',
  ]);
});

describe('bucket versioning', () => {
  let rig: OssRig;
  beforeAll(async () => {
    rig = await openOssRig();
  });
  afterAll(() => rig.close());

  const versioning = { bucket: 'demo', query: [['versioning', '']] } as const;

  function put(status: string) {
    return rig.send({
      ...versioning,
      method: 'PUT',
      body: `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`,
    });
  }

  test('nothing, then enabled, then suspended', async () => {
    expect((await rig.send(versioning)).body).toMatch(/<VersioningConfiguration><\/VersioningConfiguration>$/);
    for (const status of ['Enabled', 'Suspended', 'Enabled']) {
      expect((await put(status)).status).toBe(200);
      expect((await rig.send(versioning)).body).toContain(`<Status>${status}</Status>`);
    }
  });

  test.each([
    ['<VersioningConfiguration><Status>Never</Status></VersioningConfiguration>', 'MalformedXML'],
    ['<VersioningConfiguration><Status/></VersioningConfiguration>', 'MalformedXML'],
    ['<VersioningConfiguration/>', 'MalformedXML'],
    ['<Versioning><Status>Enabled</Status></Versioning>', 'MalformedXML'],
    ['', 'MalformedXML'],
  ])('%s is refused', async (body, code) => {
    const answer = await rig.send({ ...versioning, method: 'PUT', body });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(`<Code>${code}</Code>`);
  });
});
