import { expect, test } from 'vitest';
import { credentialScope } from '../../../../src/stores/oss/v4/credential-scope.ts';

test.each([
  [{ date: '20231216', region: 'cn-hangzhou', product: 'oss' }, '20231216/cn-hangzhou/oss/aliyun_v4_request'],
  [{ date: '20231216', region: 'cb-123', product: 'oss-cloudbox' }, '20231216/cb-123/oss-cloudbox/aliyun_v4_request'],
])('%j is %s', (scope, text) => {
  expect(credentialScope(scope)).toBe(text);
});
