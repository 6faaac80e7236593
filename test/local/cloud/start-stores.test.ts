import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBosStore } from '../../../src/stores/bos/client/bos-client.ts';
import { type CloudRig, CREDENTIALS, openCloudRig } from '../cloud-rig.ts';

let rig: CloudRig;
beforeAll(async () => {
  rig = await openCloudRig();
});
afterAll(async () => {
  await rig.close();
  await rig.remove();
});

test('both protocols are served over one data directory, each with its own buckets', async () => {
  const { cloud, store } = await rig.start('both');
  const bos = createBosStore({
    endpoint: cloud.bos,
    region: 'bj',
    bucket: cloud.bucket,
    credentials: () => CREDENTIALS,
  });
  await bos.send({ operation: 'PutObject', key: 'of-bos', body: Buffer.from('b') });
  await store.send({ operation: 'PutObject', key: 'of-oss', body: Buffer.from('o') });
  const keys = async (one: typeof store) =>
    (await one.send({ operation: 'ListObjects' })).objects.map(({ key }) => key);
  expect([await keys(bos), await keys(store)]).toEqual([['of-bos'], ['of-oss']]);
  expect(await bos.send({ operation: 'GetBucketVersioning' })).toEqual({ status: 'Enabled' });
  expect(cloud.stats().requests).toBe(5);
  await bos.close();
});
