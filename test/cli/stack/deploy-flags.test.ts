import { expect, test } from 'vitest';
import { rosTarget } from '../../../src/cli/stack/deploy-flags.ts';

const KEYS = { OSS_ACCESS_KEY_ID: 'an-id', OSS_ACCESS_KEY_SECRET: 'a-secret' };
const credentials = { accessKeyId: 'an-id', accessKeySecret: 'a-secret' };

test.each([
  [{ region: 'cn-hangzhou' }, KEYS, { url: 'https://ros.aliyuncs.com', region: 'cn-hangzhou', credentials }],
  [
    {},
    { ...KEYS, OSS_REGION: 'oss-cn-beijing' },
    { url: 'https://ros.aliyuncs.com', region: 'cn-beijing', credentials },
  ],
  [{ region: 'cn-hangzhou', rosEndpoint: 'http://127.0.0.1:1/' }, KEYS, { url: 'http://127.0.0.1:1' }],
])('%j', (flags, env, target) => {
  expect(rosTarget(flags, env)).toMatchObject(target);
});

test.each([
  [{}, KEYS, /needs the region of the bucket/],
  [{ region: 'cn-hangzhou' }, {}, /no credentials/],
  [{ region: 'x' }, KEYS, /"x" is not a region/],
  [{ region: 'cn-hangzhou', rosEndpoint: 'ros' }, KEYS, /--ros-endpoint is "ros"/],
])('%j is wrong use', (flags, env, message) => {
  expect(() => rosTarget(flags, env)).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
  );
});
