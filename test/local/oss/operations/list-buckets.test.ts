import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
  for (const bucket of ['alpha', 'beta']) rig.engine.createBucket({ bucket });
});
afterAll(() => rig.close());

const list = async (query: Readonly<Record<string, string>> = {}) => rig.send({ query: Object.entries(query) });
const names = (body: string) => [...body.matchAll(/<Name>([^<]*)<\/Name>/g)].map(([, name]) => name);

test('tells all there is about each', async () => {
  const { status, body } = await list();
  expect(status).toBe(200);
  expect(body).toContain(
    '<Bucket><CreationDate>2025-01-01T00:00:00.000Z</CreationDate><ExtranetEndpoint>oss-cn-hangzhou.aliyuncs.com</ExtranetEndpoint>' +
      '<IntranetEndpoint>oss-cn-hangzhou-internal.aliyuncs.com</IntranetEndpoint><Location>oss-cn-hangzhou</Location>' +
      '<Name>alpha</Name><Region>cn-hangzhou</Region><StorageClass>Standard</StorageClass></Bucket>',
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

test.each(['0', '1001', 'x'])('max-keys %s is refused', async (maxKeys) => {
  const { status, body } = await list({ 'max-keys': maxKeys });
  expect(status).toBe(400);
  expect(body).toContain('<Code>InvalidArgument</Code>');
});
