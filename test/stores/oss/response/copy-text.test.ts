import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { copyText, sharedText } from '../../../../src/stores/oss/response/copy-text.ts';
import { readObjectsPage, readVersionsPage } from '../../../../src/stores/oss/response/read-listing.ts';

test.each(['', 'a', '123456789012', '1234567890123', '目录文件名称目录文件名称目录', '😀😀😀😀😀😀😀'])(
  '%j stays the same',
  (text) => {
    expect(copyText(text)).toBe(text);
    expect(sharedText(text)).toBe(text);
  },
);

/** Bytes of the heap that are still in use. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

const PAGES = 20;
const PADDING = 1024 * 1024;

const fields =
  '<LastModified>2025-01-01T00:00:00.000Z</LastModified><ETag>"5D41402ABC4B2A76B9719D911017C592"</ETag><Type>Normal</Type><Size>1</Size><StorageClass>DeepColdArchive</StorageClass>';
const padding = (i: number): string => `<Name>${String(i).repeat(PADDING).slice(0, PADDING)}</Name>`;
const page = (root: string, i: number, inside: string): string =>
  `<${root}>${padding(i)}<IsTruncated>true</IsTruncated><NextContinuationToken>abcdefghijklmnopqrst</NextContinuationToken><NextKeyMarker>releases/app/b.tgz</NextKeyMarker><NextVersionIdMarker>abcdefghijklmnopqrst</NextVersionIdMarker>${inside}<CommonPrefixes><Prefix>releases/app/1.2.3/</Prefix></CommonPrefixes></${root}>`;

test.each([
  [
    'objects',
    (i: number) =>
      readObjectsPage(page('ListBucketResult', i, `<Contents><Key>releases/app/a.tgz</Key>${fields}</Contents>`)),
  ],
  [
    'objects with encoded keys, which are not different',
    (i: number) =>
      readObjectsPage(
        page(
          'ListBucketResult',
          i,
          `<EncodingType>url</EncodingType><Contents><Key>releases-app-a.tgz</Key>${fields}</Contents>`,
        ),
      ),
  ],
  [
    'objects that the parser reads',
    (i: number) =>
      readObjectsPage(
        page('ListBucketResult', i, `<Contents><Key>releases/app/a.tgz</Key>${fields}<Other/></Contents>`),
      ),
  ],
  [
    'versions',
    (i: number) =>
      readVersionsPage(
        page(
          'ListVersionsResult',
          i,
          `<Version><Key>releases/app/a.tgz</Key><VersionId>abcdefghijklmnopqrst</VersionId><IsLatest>true</IsLatest>${fields}</Version>`,
        ),
      ),
  ],
])('what was read from pages of %s does not keep them in memory', (_, read) => {
  read(0);
  const before = heapInUse();
  const kept = Array.from({ length: PAGES }, (_, i) => read(i + 1));
  expect(heapInUse() - before).toBeLessThan((PAGES * PADDING) / 4);
  expect(kept).toHaveLength(PAGES);
});
