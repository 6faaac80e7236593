import type { ListObjectVersionsArgs, VersionEntry } from '../../../bucket/bucket-engine.ts';
import { restoreText } from '../../../oss-wire/restore-info.ts';
import { writeXml, type XmlNode } from '../../../oss-wire/write-xml.ts';
import { isoTime } from '../../server/answer/times.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { type NameEncoder, nameEncoder } from '../answer/name-encoder.ts';
import { quoted } from '../answer/object-headers.ts';
import { owner } from '../answer/owner.ts';
import { pageSize } from '../request/page-size.ts';

/** ListObjectVersions (GetBucketVersions): versions and delete markers interleaved, newest of each key first. */
export const listObjectVersions: StoreOperation = (call, { engine }) => {
  const names = nameEncoder(call.query);
  const page = engine.listObjectVersions(readArgs(call));
  const nextKey = page.nextKeyMarker;
  const body = writeXml('ListVersionsResult', [
    ['Name', call.bucket],
    ['Prefix', names.encode(call.query.get('prefix') ?? '')],
    ['KeyMarker', names.encode(call.query.get('key-marker') ?? '')],
    ['VersionIdMarker', call.query.get('version-id-marker') ?? ''],
    ['MaxKeys', pageSize(call.query, 'max-keys', badMaxKeys)],
    ['Delimiter', names.encode(call.query.get('delimiter') ?? '')],
    ['EncodingType', names.type],
    ['IsTruncated', nextKey !== undefined],
    ['NextKeyMarker', nextKey === undefined ? undefined : names.encode(nextKey)],
    ['NextVersionIdMarker', nextKey === undefined ? undefined : (page.nextVersionIdMarker ?? '')],
    ...page.versions.map((version) => entry(version, names)),
    ...page.prefixes.map((prefix): XmlNode => ['CommonPrefixes', [['Prefix', names.encode(prefix)]]]),
  ]);
  return { status: 200, body };
};

/** The error code of an invalid max-keys (https://help.aliyun.com/zh/oss/support/0012-00000102). */
const badMaxKeys = { ec: '0012-00000102' };

const argNames = {
  prefix: 'prefix',
  delimiter: 'delimiter',
  'key-marker': 'keyMarker',
  'version-id-marker': 'versionIdMarker',
} as const;

function readArgs({ bucket, query }: StoreCall): ListObjectVersionsArgs {
  const given = Object.entries(argNames).flatMap(([name, arg]) => {
    const value = query.get(name);
    return value === undefined || value === '' ? [] : [[arg, value]];
  });
  return { bucket, ...Object.fromEntries(given), maxKeys: pageSize(query, 'max-keys', badMaxKeys) };
}

function entry(version: VersionEntry, names: NameEncoder): XmlNode {
  return [
    version.deleteMarker ? 'DeleteMarker' : 'Version',
    [
      ['Key', names.encode(version.key)],
      ['VersionId', version.versionId],
      ['IsLatest', version.isLatest],
      ['LastModified', isoTime(version.lastModified)],
      ['ETag', version.etag === undefined ? undefined : quoted(version.etag)],
      ['Type', version.type],
      ['Size', version.size],
      ['StorageClass', version.storageClass],
      ['RestoreInfo', version.restore && restoreText(version.restore)],
      owner,
    ],
  ];
}
