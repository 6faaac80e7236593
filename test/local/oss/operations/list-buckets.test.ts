import { afterAll, beforeAll, expect, test } from 'vitest';
import { newYear, type OssRig, openOssRig, signed } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
  for (const bucket of ['alpha', 'beta']) rig.engine.createBucket({ bucket });
});
afterAll(() => rig.close());

async function list(query: Readonly<Record<string, string>> = {}) {
  return rig.send({ query: Object.entries(query) });
}

function names(body: string) {
  return [...body.matchAll(/<Name>([^<]*)<\/Name>/g)].map(([, name]) => name);
}

test('returns all elements of each bucket', async () => {
  const { status, body } = await list();
  const { host } = new URL(rig.url);
  expect(status).toBe(200);
  expect(body).toContain(
    '<Bucket><CreationDate>2025-01-01T00:00:00.000Z</CreationDate>' +
      `<ExtranetEndpoint>${host}</ExtranetEndpoint><IntranetEndpoint>${host}</IntranetEndpoint>` +
      '<Location>oss-cn-hangzhou</Location><Name>alpha</Name><Region>cn-hangzhou</Region>' +
      '<ResourceGroupId>rg-acfm0000000001</ResourceGroupId><StorageClass>Standard</StorageClass></Bucket>',
  );
});

test.each([
  [{}, ['alpha', 'beta', 'demo'], undefined],
  [{ prefix: 'b' }, ['beta'], 'false'],
  [{ marker: 'alpha' }, ['beta', 'demo'], 'false'],
  [{ 'max-keys': '2' }, ['alpha', 'beta'], 'true'],
  [{ 'max-keys': '2', marker: 'beta' }, ['demo'], 'false'],
])('%j: %j', async (query, expected, truncated) => {
  const { body } = await list(query);
  expect(names(body)).toEqual(expected);
  expect(/<IsTruncated>(\w+)</.exec(body)?.[1]).toBe(truncated);
});

test.each([
  [{ 'tag-key': 'team' }, {}, []],
  [{ 'tag-key': 'team', 'tag-value': 'a' }, {}, []],
  [{ tagging: '"team":"a"' }, {}, []],
  [{}, { 'x-oss-resource-group-id': 'rg-other' }, []],
  [{}, { 'x-oss-resource-group-id': 'rg-acfm0000000001' }, ['alpha', 'beta', 'demo']],
])('filtered by %j %j: %j', async (query: object, headers, expected) => {
  const { body } = await rig.send({ query: Object.entries(query), headers });
  expect(names(body)).toEqual(expected);
});

test.each([{ prefix: 'BucketNameInvalid' }, { prefix: '-a' }, { prefix: 'a_b' }, { 'tag-value': 'a' }])(
  '%j is refused',
  async (query) => {
    const { status, body } = await list(query);
    expect(status).toBe(400);
    expect(body).toContain('<Code>InvalidArgument</Code>');
  },
);

test.each([
  ['oss-cn-hangzhou.aliyuncs.com'],
  ['undefined.oss-cn-hangzhou.aliyuncs.com'],
  ['demo.oss-cn-hangzhou.aliyuncs.com'],
  ['somewhere.example.com'],
])('the endpoint at the host %s is this server', async (host) => {
  const listing = signed({}, newYear);
  const { body } = await rig.raw({ ...listing, headers: { ...listing.headers, host } });
  expect(body).toContain(`<ExtranetEndpoint>${new URL(rig.url).host}</ExtranetEndpoint>`);
  expect(body).not.toContain('aliyuncs.com');
});

test.each(['0', '1001', 'x'])('max-keys %s is refused', async (maxKeys) => {
  const { status, body } = await list({ 'max-keys': maxKeys });
  expect(status).toBe(400);
  expect(body).toContain('<Code>InvalidArgument</Code>');
});
