import { expect, test } from 'vitest';
import { CLOUD_SETTINGS } from '../../../src/cli/cloud/cloud-settings.ts';
import { CLOUDS } from '../../../src/cloud.ts';

const options = { bucket: 'demo', region: 'bj', credentials: () => ({ accessKeyId: 'a', accessKeySecret: 's' }) };

test.each([
  ['alibaba', 'oss-cn-hangzhou.aliyuncs.com', 'cn-hangzhou'],
  ['alibaba', 'https://OSS-cn-beijing-internal.aliyuncs.com/', 'cn-beijing'],
  ['alibaba', 'bj.bcebos.com', undefined],
  ['baidu', 'https://bj.bcebos.com', 'bj'],
  ['baidu', 'SU.bcebos.com', 'su'],
  ['baidu', 'demo.bj.bcebos.com', undefined],
  ['baidu', undefined, undefined],
] as const)('%s: the region of %s is %s', (cloud, endpoint, region) => {
  expect(CLOUD_SETTINGS[cloud].regionOf(endpoint)).toBe(region);
});

test('the store of the local cloud, by the protocol of each cloud', () => {
  const running = { store: 'http://127.0.0.1:1', bos: 'http://127.0.0.1:2', api: '', bucket: 'demo', token: '' };
  expect(CLOUDS.map((cloud) => CLOUD_SETTINGS[cloud].local.endpointOf(running))).toEqual([running.store, running.bos]);
});

test('each opens a store of its own, with its capabilities', async () => {
  for (const [cloud, listsLinks] of [
    ['alibaba', true],
    ['baidu', false],
  ] as const) {
    const store = CLOUD_SETTINGS[cloud].open(options, {});
    expect(store.capabilities.listsLinks).toBe(listsLinks);
    expect(CLOUD_SETTINGS[cloud].capabilities({})).toEqual(store.capabilities);
    await store.close();
  }
});

test('AUTOALIAS_BOS_CHOICES reaches the client of BOS, and is checked', async () => {
  const { open } = CLOUD_SETTINGS.baidu;
  const store = open(options, { AUTOALIAS_BOS_CHOICES: 'linkVersions=used' });
  expect(store.capabilities.versionsLinks).toBe(true);
  await store.close();
  expect(() => open(options, { AUTOALIAS_BOS_CHOICES: 'linkVersions=yes' })).toThrow(
    'AUTOALIAS_BOS_CHOICES: "linkVersions" cannot be "yes"; write linkVersions=ignored or linkVersions=used',
  );
});
