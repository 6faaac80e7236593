import { describe, expect, test } from 'vitest';
import { checkWriteOptions, replaces } from '../../../src/bucket/checks/check-write-options.ts';
import { BOS_DIALECT } from '../../../src/bucket/dialects/bos-dialect.ts';
import { OSS_DIALECT } from '../../../src/bucket/dialects/bucket-dialect.ts';
import { faultOf } from '../bucket-fixture.ts';

type Options = Parameters<typeof checkWriteOptions>[1];

const oss = { dialect: OSS_DIALECT };
const bos = { dialect: BOS_DIALECT };

describe('checkWriteOptions', () => {
  const taken: readonly [string, Options, object][] = [
    ['nothing', {}, { headers: {}, metadata: {}, tags: [], acl: 'default', storageClass: 'IA' }],
    ['a class of its own', { storageClass: 'Archive' }, { storageClass: 'Archive' }],
    ['an ACL', { acl: 'public-read' }, { acl: 'public-read' }],
    ['metadata in any case', { metadata: { 'My-Name1': 'X' } }, { metadata: { 'my-name1': 'X' } }],
    ['8 KB of metadata', { metadata: { a: 'x'.repeat(8191) } }, { metadata: { a: 'x'.repeat(8191) } }],
    ['a tab in a header', { headers: { cacheControl: 'a\tb' } }, { headers: { cacheControl: 'a\tb' } }],
    ['8 KB of content headers', { headers: { expires: 'x'.repeat(8185) } }, { headers: { expires: 'x'.repeat(8185) } }],
  ];
  for (const [title, options, expected] of taken) {
    test(`takes ${title}`, () => {
      expect(checkWriteOptions(oss, options, 'IA')).toMatchObject(expected);
    });
  }

  const refused: readonly [string, Options, object][] = [
    [
      'another class',
      { storageClass: 'Glacier' },
      { elements: { ArgumentName: 'x-oss-storage-class', ArgumentValue: 'Glacier' } },
    ],
    ['another ACL', { acl: 'PRIVATE' }, { elements: { ArgumentName: 'x-oss-object-acl' } }],
    ['an underscore in a name', { metadata: { a_b: 'x' } }, { elements: { ArgumentName: 'x-oss-meta-a_b' } }],
    ['no name', { metadata: { '': 'x' } }, {}],
    ['a byte beyond 8 KB', { metadata: { a: 'x'.repeat(8192) } }, {}],
    [
      'a control character in a header',
      { headers: { contentDisposition: 'a\u001bb' } },
      { elements: { ArgumentName: 'content-disposition', ArgumentValue: 'a\u001bb' } },
    ],
    ['a line break in a header', { headers: { expires: 'a\r\nb' } }, { elements: { ArgumentName: 'expires' } }],
    [
      'more than 8 KB of content headers',
      { headers: { expires: 'x'.repeat(4000), cacheControl: '版'.repeat(1400) } },
      {},
    ],
    ['8 KB in other characters', { metadata: { a: '版'.repeat(2731) } }, {}],
    [
      'a tag twice',
      {
        tags: [
          ['a', '1'],
          ['a', '1'],
        ],
      },
      {},
    ],
  ];
  for (const [title, options, expected] of refused) {
    test(`refuses ${title}`, () => {
      expect(faultOf(() => checkWriteOptions(oss, options, 'Standard'))).toMatchObject({
        ossCode: 'InvalidArgument',
        status: 400,
        ...expected,
      });
    });
  }
});

test('a directive replaces only if it is Replace, in any case', () => {
  const read = [undefined, 'COPY', 'Copy', 'REPLACE', 'Replace'].map((directive) => replaces('x', directive));
  expect(read).toEqual([false, false, false, true, true]);
  expect(faultOf(() => replaces('x-oss-tagging-directive', 'Keep'))).toMatchObject({
    ossCode: 'InvalidArgument',
    elements: { ArgumentName: 'x-oss-tagging-directive' },
  });
});

describe('checkWriteOptions of BOS', () => {
  test('takes its own storage classes', () => {
    expect(checkWriteOptions(bos, { storageClass: 'Cold' }, 'Standard')).toMatchObject({ storageClass: 'Cold' });
  });

  test.each<[string, Options]>([
    ['a class of OSS only', { storageClass: 'DeepColdArchive' }],
    ['more than 2 KB of metadata', { metadata: { a: 'x'.repeat(2048) } }],
  ])('refuses %s', (_, options) => {
    expect(faultOf(() => checkWriteOptions(bos, options, 'Standard'))).toMatchObject({ ossCode: 'InvalidArgument' });
  });

  test('OSS refuses the class Cold', () => {
    expect(faultOf(() => checkWriteOptions(oss, { storageClass: 'Cold' }, 'Standard'))).toMatchObject({ status: 400 });
  });
});
