import { describe, expect, test } from 'vitest';
import { readTags, readWriteOptions } from '../../../../src/local/bos/request/read-write-options.ts';
import { ossCall } from '../../oss/oss-call-fixture.ts';

function read(headers: Readonly<Record<string, string>>) {
  const { requestId: _, ...options } = readWriteOptions(ossCall({ headers }));
  return options;
}

test('reads every header', () => {
  expect(
    read({
      'content-type': 'text/x',
      'content-language': 'zh',
      'x-bce-meta-a': '1',
      'x-bce-tagging': 'a=1',
      'x-bce-acl': 'private',
      'x-bce-storage-class': 'STANDARD_IA',
      'x-bce-forbid-overwrite': 'TRUE',
      'x-bce-date': 'now',
    }),
  ).toEqual({
    headers: { contentType: 'text/x', contentLanguage: 'zh' },
    metadata: { a: '1' },
    tags: [['a', '1']],
    acl: 'private',
    storageClass: 'IA',
    forbidOverwrite: true,
  });
});

test('empty headers count as absent', () => {
  expect(
    read({ 'content-type': '', 'x-bce-acl': '', 'x-bce-storage-class': '', 'x-bce-forbid-overwrite': '' }),
  ).toEqual({
    headers: {},
    metadata: {},
  });
});

test.each([
  ['x-bce-acl', 'PRIVATE', 'x-bce-acl must be one of private, public-read, public-read-write; it is "PRIVATE".'],
  ['x-bce-storage-class', 'Standard', 'x-bce-storage-class must be one of STANDARD, STANDARD_IA, COLD, ARCHIVE'],
  ['x-bce-forbid-overwrite', '1', 'x-bce-forbid-overwrite must be one of true, false'],
])('refuses %s: %s', (name, value, message) => {
  expect(() => read({ [name]: value })).toThrow(message);
});

describe('tags', () => {
  test.each([
    ['', []],
    ['a=1', [['a', '1']]],
    [
      'a=1&a=2',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    ['a', [['a', '']]],
    ['a%3D=b%26+c', [['a=', 'b& c']]],
  ])('%j', (header, expected) => {
    expect(readTags(header)).toEqual(expected);
  });

  test.each(['a=%', 'a=%ff', 'a=b=c'])('not %j', (header) => {
    expect(() => readTags(header)).toThrow('x-bce-tagging');
  });
});
