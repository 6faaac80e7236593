import { expect, test } from 'vitest';
import { bosAddress, bosEndpoint } from '../../../../src/stores/bos/request/address.ts';

const bucket = { region: 'bj', bucket: 'demo' };
const choices = { keysBelowV1: 'prefixed' } as const;

test.each([
  [{}, 'https://demo.bj.bcebos.com', '/a%20b/%E6%B5%8B'],
  [{ addressing: 'path' }, 'https://bj.bcebos.com', '/v1/demo/a%20b/%E6%B5%8B'],
  [{ endpoint: 'http://127.0.0.1:9002' }, 'http://127.0.0.1:9002', '/v1/demo/a%20b/%E6%B5%8B'],
  [{ endpoint: 'gz.bcebos.com' }, 'https://demo.gz.bcebos.com', '/a%20b/%E6%B5%8B'],
  [{ endpoint: 'files.example.com', addressing: 'cname' }, 'https://files.example.com', '/a%20b/%E6%B5%8B'],
  // A region can have the name of a bucket.
  [{ bucket: 'fwh', endpoint: 'fwh.bcebos.com' }, 'https://fwh.fwh.bcebos.com', '/a%20b/%E6%B5%8B'],
] as const)('%j: %s%s', (options, origin, path) => {
  const address = bosAddress({ ...bucket, ...options }, choices);
  expect(address.origin).toBe(origin);
  expect(address.pathOf('a b/测')).toBe(path);
});

test.each([
  [{}, '/'],
  [{ addressing: 'path' }, '/v1/demo/'],
] as const)('the bucket itself, %j', (options, path) => {
  expect(bosAddress({ ...bucket, ...options }, choices).pathOf()).toBe(path);
});

test.each(['.', '..', 'a/../b', '//x', 'a//b'])('the key %s is not normalized', (key) => {
  expect(bosAddress(bucket, choices).pathOf(key)).toBe(`/${key}`);
});

test.each([
  ['prefixed', {}, 'v1/a', '/v1/v1/a'],
  ['prefixed', {}, 'v1', '/v1/v1'],
  ['prefixed', {}, 'v1a', '/v1a'],
  ['prefixed', { addressing: 'path' }, 'v1/a', '/v1/demo/v1/a'],
  ['plain', {}, 'v1/a', '/v1/a'],
] as const)('keys below v1, %s, %j: %s is %s', (keysBelowV1, options, key, path) => {
  expect(bosAddress({ ...bucket, ...options }, { keysBelowV1 }).pathOf(key)).toBe(path);
});

test.each([
  [
    { endpoint: 'demo.bj.bcebos.com' },
    'BOS endpoint "demo.bj.bcebos.com": it already names the bucket; write bj.bcebos.com',
  ],
  [{ endpoint: 'a b' }, 'BOS endpoint "a b": it is neither a URL nor a host; write https://<region>.bcebos.com'],
] as const)('%j is refused', (options, message) => {
  expect(() => bosAddress({ ...bucket, ...options }, choices)).toThrow(
    expect.objectContaining({ code: 'config-invalid', message }),
  );
});

test('the endpoint of a region', () => {
  expect(bosEndpoint('su')).toBe('https://su.bcebos.com');
});
