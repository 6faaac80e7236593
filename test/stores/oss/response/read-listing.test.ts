import { expect, test } from 'vitest';
import { readObjectsPage, readVersionsPage } from '../../../../src/stores/oss/response/read-listing.ts';

const time = '2025-01-01T00:00:00.000Z';

function contents(key: string, type = 'Normal') {
  return `<Contents><Key>${key}</Key><LastModified>${time}</LastModified><ETag>&quot;AB&quot;</ETag><Type>${type}</Type><Size>5</Size><StorageClass>Standard</StorageClass><Owner><ID>1</ID><DisplayName>me</DisplayName></Owner></Contents>`;
}

function objects(inside: string) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult>\n  <Name>demo</Name><Prefix></Prefix><MaxKeys>100</MaxKeys>${inside}\n</ListBucketResult>`;
}

function listed(key: string, type = 'Normal') {
  return {
    key,
    etag: 'AB',
    size: 5,
    lastModified: Date.parse(time),
    type,
    storageClass: 'Standard',
  };
}

test.each([
  ['empty', '<IsTruncated>false</IsTruncated>', { objects: [], prefixes: [] }],
  ['one object', `<IsTruncated>false</IsTruncated>${contents('007')}`, { objects: [listed('007')], prefixes: [] }],
  [
    'encoded keys, prefixes and token',
    `<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextContinuationToken>a%2Bb%3D</NextContinuationToken>${contents('a%20%2B%25%26%E7%9B%AE%0A')}${contents('r/latest', 'Symlink')}<CommonPrefixes><Prefix>x%20/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>y%2F</Prefix></CommonPrefixes>`,
    {
      objects: [listed('a +%&目\n'), listed('r/latest', 'Symlink')],
      prefixes: ['x /', 'y/'],
      nextToken: 'a+b=',
    },
  ],
  [
    'plain keys, where the store does not encode',
    `<IsTruncated>false</IsTruncated>${contents('a%20b &amp;c')}`,
    { objects: [listed('a%20b &c')], prefixes: [] },
  ],
  [
    'a token of a page that is not truncated is ignored',
    '<IsTruncated>false</IsTruncated><NextContinuationToken></NextContinuationToken>',
    { objects: [], prefixes: [] },
  ],
])('a page of objects: %s', (_, inside, page) => {
  expect(readObjectsPage(objects(inside))).toEqual(page);
});

test.each([
  ['more, but no token', objects('<IsTruncated>true</IsTruncated>'), 'has no NextContinuationToken'],
  [
    'more, but an empty token',
    objects('<IsTruncated>true</IsTruncated><NextContinuationToken/>'),
    'has no NextContinuationToken',
  ],
  ['nothing said of more', objects(''), 'IsTruncated'],
  ['another document', '<Error><Code>x</Code></Error>', 'it is a Error, not a ListBucketResult'],
  ['half a document', '<ListBucketResult><Contents>', 'Contents'],
  [
    'an object without a time',
    objects('<IsTruncated>false</IsTruncated><Contents><Key>a</Key></Contents>'),
    'LastModified',
  ],
  [
    'a key that is not encoded as said',
    objects(`<EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${contents('100%')}`),
    'URI malformed',
  ],
])('no page of objects: %s', (_, body, why) => {
  expect(() => readObjectsPage(body)).toThrow(why);
});

function version(key: string, id: string, latest: boolean, type = 'Normal') {
  return `<Version><Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>${latest}</IsLatest><LastModified>${time}</LastModified><ETag>"AB"</ETag><Type>${type}</Type><Size>5</Size><StorageClass>Standard</StorageClass></Version>`;
}

function marker(key: string, id: string, latest: boolean) {
  return `<DeleteMarker><Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>${latest}</IsLatest><LastModified>${time}</LastModified></DeleteMarker>`;
}

function versions(inside: string) {
  return `<ListVersionsResult><Name>demo</Name>${inside}</ListVersionsResult>`;
}

function at(key: string, versionId: string, isLatest: boolean) {
  return {
    key,
    versionId,
    isLatest,
    lastModified: Date.parse(time),
  };
}

const normal = { deleteMarker: false, type: 'Normal', etag: 'AB', size: 5 };

test.each([
  ['empty', '<IsTruncated>false</IsTruncated>', { versions: [], prefixes: [] }],
  [
    'versions and delete markers in the order they came',
    `<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextKeyMarker>b%20</NextKeyMarker><NextVersionIdMarker>CA.1_</NextVersionIdMarker>${version('a%2B', '3', true)}${marker('a%2B', '2', false)}${version('a%2B', '1', false, 'Symlink')}${marker('b%20', 'CA.1_', true)}<CommonPrefixes><Prefix>c%2F</Prefix></CommonPrefixes>`,
    {
      versions: [
        { ...at('a+', '3', true), ...normal },
        { ...at('a+', '2', false), deleteMarker: true },
        { ...at('a+', '1', false), ...normal, type: 'Symlink' },
        { ...at('b ', 'CA.1_', true), deleteMarker: true },
      ],
      prefixes: ['c/'],
      nextKeyMarker: 'b ',
      nextVersionIdMarker: 'CA.1_',
    },
  ],
  [
    'an empty version id is the null version',
    `<IsTruncated>true</IsTruncated><NextKeyMarker>a</NextKeyMarker><NextVersionIdMarker/>${version('a', '', true)}`,
    { versions: [{ ...at('a', 'null', true), ...normal }], prefixes: [], nextKeyMarker: 'a' },
  ],
])('a page of versions: %s', (_, inside, page) => {
  expect(readVersionsPage(versions(inside))).toEqual(page);
});

test.each([
  ['more, but no marker', versions('<IsTruncated>true</IsTruncated>'), 'has no NextKeyMarker'],
  [
    'a list of objects',
    objects('<IsTruncated>false</IsTruncated>'),
    'it is a ListBucketResult, not a ListVersionsResult',
  ],
])('no page of versions: %s', (_, body, why) => {
  expect(() => readVersionsPage(body)).toThrow(why);
});
