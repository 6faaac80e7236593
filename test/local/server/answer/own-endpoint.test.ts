import { describe, expect, test } from 'vitest';
import { ownEndpoint } from '../../../../src/local/server/answer/own-endpoint.ts';

describe('own endpoint', () => {
  const loopback = { address: '127.0.0.1', port: 9000 };
  const lan = { address: '192.168.1.5', port: 9000 };

  test.each([
    ['127.0.0.1:9000', false, loopback, '127.0.0.1:9000'],
    ['localhost:9000', false, loopback, 'localhost:9000'],
    ['demo.localhost:9000', true, loopback, 'localhost:9000'],
    ['[::1]:9000', false, { address: '::1', port: 9000 }, '[::1]:9000'],
    ['demo.oss-cn-hangzhou.aliyuncs.com', true, loopback, '127.0.0.1:9000'],
    ['oss-cn-hangzhou.aliyuncs.com', false, loopback, '127.0.0.1:9000'],
    ['undefined.oss-cn-hangzhou.aliyuncs.com', false, loopback, '127.0.0.1:9000'],
    ['demo.example.com:9000', true, loopback, '127.0.0.1:9000'],
    ['localhost.example.com', false, loopback, '127.0.0.1:9000'],
    ['127.0.0.1.example.com', false, loopback, '127.0.0.1:9000'],
    ['', false, loopback, '127.0.0.1:9000'],
    ['', false, { address: '::1', port: 9000 }, '[::1]:9000'],
    // An address that does not lead here: the Host header is forged.
    ['203.0.113.7', false, loopback, '127.0.0.1:9000'],
    // A published port of a container.
    ['127.0.0.1:19000', false, { address: '172.17.0.2', port: 9000 }, '127.0.0.1:19000'],
    ['192.168.1.5:9000', false, lan, '192.168.1.5:9000'],
    ['store.example.com:9000', false, lan, '192.168.1.5:9000'],
  ])('%s, bucket in it: %s, at %o: %s', (host, hasBucketInHost, local, expected) => {
    expect(ownEndpoint({ host, hasBucketInHost, local })).toBe(expected);
  });
});
