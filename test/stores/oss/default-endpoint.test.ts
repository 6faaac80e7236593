import { expect, test } from 'vitest';
import { defaultEndpoint } from '../../../src/stores/oss/default-endpoint.ts';

test.each([
  ['cn-hangzhou', undefined, 'https://oss-cn-hangzhou.aliyuncs.com'],
  ['cn-hangzhou', true, 'https://oss-cn-hangzhou-internal.aliyuncs.com'],
  ['ap-southeast-1', false, 'https://oss-ap-southeast-1.aliyuncs.com'],
])('%s, internal %s: %s', (region, internal, endpoint) => {
  expect(defaultEndpoint(region, internal)).toBe(endpoint);
});
