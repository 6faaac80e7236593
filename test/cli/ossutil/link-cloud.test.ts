import { describe, expect, test } from 'vitest';
import { LINK_CLOUDS, LINK_STORAGE_CLASSES, linkStorageClass } from '../../../src/cli/ossutil/link-cloud.ts';

describe('--storage-class', () => {
  test.each([
    ['alibaba', 'IA', 'IA'],
    ['alibaba', 'DeepColdArchive', 'DeepColdArchive'],
    ['baidu', 'STANDARD_IA', 'IA'],
    ['baidu', 'IA', 'IA'],
    ['baidu', 'COLD', 'Cold'],
    ['baidu', 'ARCHIVE', 'Archive'],
  ] as const)('%s: %s is %s', (cloud, text, name) => {
    expect(LINK_STORAGE_CLASSES).toContain(text);
    expect(linkStorageClass(text, LINK_CLOUDS[cloud])).toBe(name);
  });

  test.each([
    ['alibaba', 'COLD', 'OSS has no storage class COLD; write Standard, IA, Archive, ColdArchive, DeepColdArchive'],
    ['baidu', 'ColdArchive', 'BOS has no storage class ColdArchive; write Standard, IA, Cold, Archive, STANDARD,'],
    ['baidu', 'constructor', 'BOS has no storage class constructor'],
  ] as const)('%s does not have %s', (cloud, text, message) => {
    expect(() => linkStorageClass(text, LINK_CLOUDS[cloud])).toThrow(message);
  });
});

test('the request of each cloud', () => {
  const request = { operation: 'PutSymlink', key: 'latest', target: 'a b' } as const;
  expect(LINK_CLOUDS.alibaba.describe(request, {}).headers).toEqual({ 'x-oss-symlink-target': 'a%20b' });
  expect(LINK_CLOUDS.baidu.describe(request, { AUTOALIAS_BOS_CHOICES: 'targetEncoding=form' }).headers).toEqual({
    'x-bce-symlink-target': 'a+b',
    'content-length': '0',
  });
  expect(() => LINK_CLOUDS.baidu.describe(request, {})).toThrow('targetEncoding');
});
