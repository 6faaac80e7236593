import { describe, expect, test } from 'vitest';
import { bucketName, type CloudFlags, cloudOf, readObjectAddress } from '../../../src/cli/options/cloud-option.ts';

describe('the cloud', () => {
  test.each<[CloudFlags, Record<string, string>, string]>([
    [{}, {}, 'alibaba'],
    [{ cloud: 'baidu' }, {}, 'baidu'],
    [{ bucket: 'bos://demo' }, {}, 'baidu'],
    [{ bucket: 'oss://demo' }, { AUTOALIAS_CLOUD: 'baidu' }, 'alibaba'],
    [{ bucket: 'demo' }, { AUTOALIAS_CLOUD: 'baidu' }, 'baidu'],
    [{ cloud: 'alibaba' }, { AUTOALIAS_CLOUD: 'baidu' }, 'alibaba'],
    [{ cloud: 'baidu', bucket: 'bos://demo' }, {}, 'baidu'],
    [{}, { AUTOALIAS_CLOUD: ' ' }, 'alibaba'],
  ])('of %j with %j is %s', (flags, env, cloud) => {
    expect(cloudOf(flags, env)).toBe(cloud);
  });

  test.each<[CloudFlags, Record<string, string>, string]>([
    [
      { cloud: 'alibaba', bucket: 'bos://demo' },
      {},
      'bos://demo is an address of baidu, but --cloud is alibaba; leave out --cloud',
    ],
    [{}, { AUTOALIAS_CLOUD: 'aws' }, 'AUTOALIAS_CLOUD is "aws", which is not a cloud; write alibaba or baidu'],
    [{ cloud: 'Baidu' }, {}, '--cloud is "Baidu", which is not a cloud; write alibaba or baidu'],
  ])('of %j with %j is refused', (flags, env, message) => {
    expect(() => cloudOf(flags, env)).toThrow(expect.objectContaining({ code: 'usage', message }));
  });
});

test.each([
  ['demo', 'demo'],
  ['bos://demo', 'demo'],
  ['bos://demo/', 'demo'],
  ['oss://demo', 'demo'],
  ['s3://demo', 's3://demo'],
])('%s is the bucket %s', (text, name) => {
  expect(bucketName(text)).toBe(name);
});

test.each([
  ['bos://demo/latest/app.tgz', { bucket: 'bos://demo', key: 'latest/app.tgz' }],
  ['oss://demo/a b%20/', { bucket: 'oss://demo', key: 'a b%20/' }],
  ['bos://demo//a\nb', { bucket: 'bos://demo', key: '/a\nb' }],
])('%j is the address of an object', (text, address) => {
  expect(readObjectAddress(text)).toEqual(address);
});

test.each(['demo/a', 'bos://demo', 'bos://demo/', 'bos:///a', 's3://demo/a', ''])('%j is not', (text) => {
  expect(() => readObjectAddress(text)).toThrow(
    expect.objectContaining({
      code: 'usage',
      message: expect.stringContaining('write oss://bucket/key or bos://bucket/key'),
    }),
  );
});
