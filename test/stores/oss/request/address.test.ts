import { describe, expect, test } from 'vitest';
import type { AddressOptions } from '../../../../src/stores/http/address.ts';
import { address, defaultEndpoint } from '../../../../src/stores/oss/request/address.ts';

const bucket = { region: 'cn-hangzhou', bucket: 'demo' };

test.each<[string, Partial<AddressOptions>, string]>([
  ['the region', {}, 'https://demo.oss-cn-hangzhou.aliyuncs.com/a%20b'],
  ['the region, from inside', { internal: true }, 'https://demo.oss-cn-hangzhou-internal.aliyuncs.com/a%20b'],
  ['a bare host', { endpoint: 'oss.example.com' }, 'https://demo.oss.example.com/a%20b'],
  ['a host with a port', { endpoint: 'oss.example.com:8443' }, 'https://demo.oss.example.com:8443/a%20b'],
  ['a URL', { endpoint: 'http://oss.example.com:80/' }, 'http://demo.oss.example.com/a%20b'],
  ['an IP address', { endpoint: 'http://127.0.0.1:9000' }, 'http://127.0.0.1:9000/demo/a%20b'],
  ['a bare IP address', { endpoint: '127.0.0.1:9000' }, 'http://127.0.0.1:9000/demo/a%20b'],
  ['an IPv6 address', { endpoint: 'http://[::1]:9000' }, 'http://[::1]:9000/demo/a%20b'],
  ['localhost', { endpoint: 'localhost:9000' }, 'http://localhost:9000/demo/a%20b'],
  [
    'localhost as virtual host',
    { endpoint: 'localhost:9000', addressing: 'virtual-host' },
    'http://demo.localhost:9000/a%20b',
  ],
  ['path style', { endpoint: 'oss.example.com', addressing: 'path' }, 'https://oss.example.com/demo/a%20b'],
  ['a host of its own', { endpoint: 'files.example.com', addressing: 'cname' }, 'https://files.example.com/a%20b'],
])('%s', (_, options, url) => {
  const { origin, pathOf } = address({ ...bucket, ...options });
  expect(origin + pathOf('a b')).toBe(url);
});

test.each<[string, Partial<AddressOptions>, string]>([
  ['virtual host', {}, 'https://demo.oss-cn-hangzhou.aliyuncs.com/'],
  ['path style', { addressing: 'path' }, 'https://oss-cn-hangzhou.aliyuncs.com/demo/'],
])('the bucket itself, %s', (_, options, url) => {
  const { origin, pathOf } = address({ ...bucket, ...options });
  expect(origin + pathOf()).toBe(url);
});

test.each(['.', '..', 'a/../b', '//x', '/x', 'a//b', 'a?b#c', '%2e%2e'])('the key %s is not normalized', (key) => {
  const { pathOf } = address({ ...bucket, endpoint: '127.0.0.1' });
  expect(decodeURIComponent(pathOf(key))).toBe(`/demo/${key}`);
});

test.each<[Partial<AddressOptions>, string]>([
  [
    { endpoint: 'http://' },
    'OSS endpoint "http://": it is neither a URL nor a host; write https://oss-<region>.aliyuncs.com',
  ],
  [{ endpoint: 'a b' }, 'OSS endpoint "a b": it is neither a URL nor a host; write https://oss-<region>.aliyuncs.com'],
  [{ endpoint: 'ftp://h' }, 'OSS endpoint "ftp://h": only http and https are supported'],
  [{ endpoint: 'http://h/p?q' }, 'OSS endpoint "http://h/p?q": write only scheme, host and port: http://h'],
  [{ endpoint: 'http://u:p@h' }, 'OSS endpoint "http://u:p@h": write only scheme, host and port: http://h'],
  [
    { endpoint: '10.0.0.1', addressing: 'virtual-host' },
    'OSS endpoint "10.0.0.1": an IP address cannot contain a bucket name; use path addressing',
  ],
  [
    { endpoint: 'demo.oss-cn-hangzhou.aliyuncs.com' },
    'OSS endpoint "demo.oss-cn-hangzhou.aliyuncs.com": it already names the bucket; write oss-cn-hangzhou.aliyuncs.com',
  ],
])('%j is refused', (options, message) => {
  expect(() => address({ ...bucket, ...options })).toThrow(
    expect.objectContaining({ code: 'config-invalid', message }),
  );
});

describe('defaultEndpoint', () => {
  test.each([
    ['cn-hangzhou', undefined, 'https://oss-cn-hangzhou.aliyuncs.com'],
    ['cn-hangzhou', true, 'https://oss-cn-hangzhou-internal.aliyuncs.com'],
    ['ap-southeast-1', false, 'https://oss-ap-southeast-1.aliyuncs.com'],
  ])('%s, internal %s: %s', (region, internal, endpoint) => {
    expect(defaultEndpoint(region, internal)).toBe(endpoint);
  });
});
