import { describe, expect, test } from 'vitest';
import {
  bareEtag,
  contentHeadersOut,
  documentTime,
  metadataOut,
  quotedEtag,
  storageClassOut,
  versionHeader,
} from '../../../../src/local/bos/answer/object-headers.ts';

test('content headers have a default type', () => {
  expect(contentHeadersOut({ cacheControl: 'no-cache' })).toMatchObject({
    'content-type': 'application/octet-stream',
    'cache-control': 'no-cache',
  });
  expect(contentHeadersOut({ contentType: 'text/x' })['content-type']).toBe('text/x');
});

test('metadata is sent as its bytes', () => {
  expect(metadataOut({ a: '1', b: '版', c: '\uefe9' })).toEqual({
    'x-bce-meta-a': '1',
    'x-bce-meta-b': 'ç\u0089\u0088',
    'x-bce-meta-c': '\u00e9',
  });
});

test('ETags are in lower case', () => {
  expect([bareEtag('AB12'), quotedEtag('AB12')]).toEqual(['ab12', '"ab12"']);
});

test('a version id is a header if there is one', () => {
  expect([versionHeader('V'), versionHeader(undefined)]).toEqual([{ 'x-bce-version-id': 'V' }, {}]);
});

describe('storage classes', () => {
  test.each([
    ['Standard', 'STANDARD'],
    ['IA', 'STANDARD_IA'],
    ['Cold', 'COLD'],
    ['Archive', 'ARCHIVE'],
  ] as const)('%s is %s', (storageClass, expected) => {
    expect(storageClassOut(storageClass)).toBe(expected);
  });

  test('a class of OSS only is a fault of the store', () => {
    expect(() => storageClassOut('ColdArchive')).toThrow('BOS has no storage class ColdArchive');
  });
});

test('times in documents have whole seconds', () => {
  expect(documentTime(Date.UTC(2016, 3, 5, 16, 41, 58, 999))).toBe('2016-04-05T16:41:58Z');
});
