import { describe, expect, test } from 'vitest';
import { addresses } from '../../../../src/local/oss/server/addresses.ts';

const buckets = ['demo', 'other'];

function read(host: string, path: string) {
  return [...addresses({ host, path, bucketExists: (name) => buckets.includes(name), buckets: () => buckets })].map(
    ({ style, bucket = '-', key = '-' }) => `${style} ${bucket} ${key}`,
  );
}

describe('the most likely reading', () => {
  test.each([
    // An IP address, or a name without a bucket: path style.
    ['127.0.0.1:9000', '/', 'path - -'],
    ['127.0.0.1:9000', '/demo', 'path demo -'],
    ['127.0.0.1', '/demo/', 'path demo -'],
    ['127.0.0.1:9000', '/demo/k', 'path demo k'],
    ['127.0.0.1:9000', '/new-bucket/', 'path new-bucket -'],
    ['[::1]:9000', '/demo/a/b', 'path demo a/b'],
    ['localhost:9000', '/demo/k', 'path demo k'],
    ['LOCALHOST:9000', '/demo/k', 'path demo k'],
    ['oss-cn-hangzhou.aliyuncs.com', '/demo/k', 'path demo k'],
    ['', '/demo/k', 'path demo k'],
    // A bucket in the host.
    ['demo.localhost:9000', '/demo/k', 'virtual-host demo demo/k'],
    ['demo.oss-cn-hangzhou.aliyuncs.com', '/k', 'virtual-host demo k'],
    ['demo.oss-cn-hangzhou-internal.aliyuncs.com', '/k', 'virtual-host demo k'],
    ['new-bucket.oss-cn-hangzhou.aliyuncs.com', '/', 'virtual-host new-bucket -'],
    ['demo.cn-hangzhou.aliyuncs.com', '/k', 'virtual-host demo k'],
    ['new-bucket.localhost:9000', '/', 'virtual-host new-bucket -'],
    ['demo.store.test:9000', '/k', 'virtual-host demo k'],
    ['Demo.Store.Test:9000', '/k', 'virtual-host demo k'],
    ['demo.127.0.0.1.nip.io:9000', '/k', 'virtual-host demo k'],
    // A host that names no bucket of ours.
    ['files.example.com', '/demo/k', 'path demo k'],
    ['store.test:9000', '/demo/k', 'path demo k'],
  ])('%s %s: %s', (host, path, expected) => {
    expect(read(host, path)[0]).toBe(expected);
  });
});

describe('keys stay as they were sent', () => {
  test.each([
    ['/demo/a/../b', 'a/../b'],
    ['/demo//x', '/x'],
    ['/demo/.', '.'],
    ['/demo/..', '..'],
    ['/demo/a%2F%2e%2E', 'a/..'],
    ['/demo/a+b%2Bc', 'a+b+c'],
    ['/demo/%25', '%'],
    ['/demo/dir/', 'dir/'],
    ['/demo/%E7%9B%AE/%F0%9F%98%80', '目/😀'],
  ])('%s is %s', (path, key) => {
    expect(read('127.0.0.1', path)[0]).toBe(`path demo ${key}`);
  });
});

describe('all readings, for the signature to decide', () => {
  test.each([
    ['127.0.0.1', '/k', ['path k -', 'cname demo k', 'cname other k']],
    ['demo.localhost', '/k', ['virtual-host demo k', 'path k -']],
    ['undefined.oss-cn-hangzhou.aliyuncs.com', '/', ['virtual-host undefined -', 'path - -']],
    ['fresh.store.test', '/', ['path - -', 'virtual-host fresh -', 'cname demo -', 'cname other -']],
  ])('%s %s', (host, path, expected) => {
    expect(read(host, path)).toEqual(expected);
  });
});

test.each(['/demo/%', '/demo/%zz', '/%ff/k'])('%s does not decode', (path) => {
  expect(() => read('127.0.0.1', path)).toThrow(URIError);
});
