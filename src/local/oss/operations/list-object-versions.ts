import type { ListObjectVersionsArgs, VersionEntry } from '../../../bucket/bucket-engine.ts';
import { escapeText, writeElement, writeXml, type XmlNode } from '../../../oss-wire/write-xml.ts';
import { isoTime } from '../../server/answer/times.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { commonPrefixes, restoreInfo } from '../answer/listing-elements.ts';
import { type NameEncoder, nameEncoder } from '../answer/name-encoder.ts';
import { quoted } from '../answer/object-headers.ts';
import { owner } from '../answer/owner.ts';
import { pageSize } from '../request/page-size.ts';

/** ListObjectVersions (GetBucketVersions): versions and delete markers interleaved, newest of each key first. */
export const listObjectVersions: StoreOperation = (call, { engine }) => {
  const names = nameEncoder(call.query);
  const page = engine.listObjectVersions(readArgs(call));
  const nextKey = page.nextKeyMarker;
  const elements: readonly XmlNode[] = [
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
  ];
  let entries = '';
  for (const version of page.versions) entries += entry(version, names);
  return {
    status: 200,
    body: writeXml('ListVersionsResult', elements, entries + commonPrefixes(page.prefixes, names)),
  };
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

const OWNER = writeElement(owner);

function entry({ key, versionId, isLatest, lastModified, ...rest }: VersionEntry, names: NameEncoder): string {
  const element = rest.deleteMarker ? 'DeleteMarker' : 'Version';
  return (
    `<${element}><Key>${escapeText(names.encode(key))}</Key><VersionId>${versionId}</VersionId>` +
    `<IsLatest>${isLatest}</IsLatest><LastModified>${isoTime(lastModified)}</LastModified>` +
    `${content(rest)}${OWNER}</${element}>`
  );
}

/** The elements that only objects and symlinks have. */
function content({ etag, type, size, storageClass, restore }: Partial<VersionEntry>): string {
  if (etag === undefined) return '';
  return (
    `<ETag>${quoted(etag)}</ETag><Type>${type}</Type><Size>${size}</Size>` +
    `<StorageClass>${storageClass}</StorageClass>${restoreInfo(restore)}`
  );
}
