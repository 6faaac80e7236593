import { describe, expect, test } from 'vitest';
import { bosAddress } from '../../../../src/local/bos/server/bos-address.ts';

function read(host: string, path: string): string {
  const {
    bucket = '-',
    key = '-',
    hasBucketInHost,
  } = bosAddress({ host, path, bucketExists: (name) => name === 'demo' });
  return `${hasBucketInHost ? 'host' : 'path'} ${bucket} ${key}`;
}

describe('the address of', () => {
  test.each([
    // The bucket is in the path, with and without /v1.
    ['127.0.0.1:9002', '/', 'path - -'],
    ['127.0.0.1:9002', '/v1', 'path - -'],
    ['127.0.0.1:9002', '/v1/', 'path - -'],
    ['127.0.0.1:9002', '/v1/demo', 'path demo -'],
    ['127.0.0.1:9002', '/v1/demo/', 'path demo -'],
    ['127.0.0.1:9002', '/v1/demo/a/b', 'path demo a/b'],
    ['127.0.0.1:9002', '/demo/a%20b+c', 'path demo a b+c'],
    ['[::1]:9002', '/v1/demo/k', 'path demo k'],
    ['localhost:9002', '/v1/new-bucket/k', 'path new-bucket k'],
    ['bj.bcebos.com', '/v1/demo/k', 'path demo k'],
    ['BJ.bcebos.com:80', '/demo/k', 'path demo k'],
    ['store.test', '/v1/demo/k', 'path demo k'],
    ['', '/v1/demo/k', 'path demo k'],
    ['127.0.0.1', '/v1beta/k', 'path v1beta k'],
    ['127.0.0.1', '/v1/demo//k/', 'path demo /k/'],
    // The bucket is in the host. bce-sdk-js adds /v1 there too.
    ['demo.bj.bcebos.com', '/', 'host demo -'],
    ['demo.bj.bcebos.com', '/v1', 'host demo -'],
    ['demo.bj.bcebos.com', '/k', 'host demo k'],
    ['demo.bj.bcebos.com', '/v1/k', 'host demo k'],
    ['demo.bj.bcebos.com', '/v1/v1/k', 'host demo v1/k'],
    ['new-bucket.gz.bcebos.com:9002', '/a/b', 'host new-bucket a/b'],
    ['new-bucket.localhost:9002', '/k', 'host new-bucket k'],
    ['new-bucket.127.0.0.1.nip.io', '/k', 'host new-bucket k'],
    ['demo.store.test', '/k', 'host demo k'],
    ['other.store.test', '/demo/k', 'path demo k'],
  ])('%s %s: %s', (host, path, expected) => {
    expect(read(host, path)).toBe(expected);
  });
});

test.each(['/v1/demo/%', '/v1/%zz/k', '/demo/%ff'])('%s cannot be decoded', (path) => {
  expect(() => read('127.0.0.1', path)).toThrow(URIError);
});
