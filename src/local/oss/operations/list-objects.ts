import type { BucketEngine, ListObjectsArgs, ListObjectsResult } from '../../../bucket/bucket-engine.ts';
import { escapeText, writeElement, writeXml, type XmlNode } from '../../../oss-wire/write-xml.ts';
import type { ListedObject } from '../../../stores/store-response.ts';
import { isoTime } from '../../server/answer/times.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { commonPrefixes, restoreInfo } from '../answer/listing-elements.ts';
import { type NameEncoder, nameEncoder } from '../answer/name-encoder.ts';
import { quoted } from '../answer/object-headers.ts';
import { owner } from '../answer/owner.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { pageSize } from '../request/page-size.ts';

/** The error code of an invalid max-keys (https://help.aliyun.com/zh/oss/user-guide/0015-00000402). */
const badMaxKeys = { ec: '0015-00000402' };

/** ListObjects (GetBucket), by marker. */
export const listObjects: StoreOperation = (call, { engine }) => {
  checkListable(call, engine);
  const names = nameEncoder(call.query);
  const page = engine.listObjects({ ...common(call), ...param(call, 'marker', 'marker') });
  const elements: readonly XmlNode[] = [
    ...head(call, names),
    ['Marker', names.encode(call.query.get('marker') ?? '')],
    ['IsTruncated', page.nextMarker !== undefined],
    ['NextMarker', page.nextMarker === undefined ? undefined : names.encode(page.nextMarker)],
  ];
  return { status: 200, body: writeXml('ListBucketResult', elements, entries(page, names, true)) };
};

/** ListObjectsV2 (GetBucketV2), by continuation token. */
export const listObjectsV2: StoreOperation = (call, { engine }) => {
  checkListable(call, engine);
  if (call.query.get('list-type') !== '2') {
    throw new WireFault('InvalidArgument', { message: 'list-type must be 2.' });
  }
  const names = nameEncoder(call.query);
  const encoded = (text: string | undefined) => (text === undefined ? undefined : names.encode(text));
  const token = call.query.get('continuation-token');
  const page = engine.listObjects({
    ...common(call),
    ...param(call, 'startAfter', 'start-after'),
    ...param(call, 'continuationToken', 'continuation-token'),
  });
  const elements: readonly XmlNode[] = [
    ...head(call, names),
    ['StartAfter', encoded(call.query.get('start-after'))],
    ['ContinuationToken', encoded(token)],
    ['IsTruncated', page.nextToken !== undefined],
    ['NextContinuationToken', encoded(page.nextToken)],
    ['KeyCount', page.objects.length + page.prefixes.length],
  ];
  const withOwner = call.query.get('fetch-owner') === 'true';
  return { status: 200, body: writeXml('ListBucketResult', elements, entries(page, names, withOwner)) };
};

function checkListable({ bucket, signed }: StoreCall, engine: BucketEngine): void {
  if (signed) return;
  const acl = engine.getBucketAcl({ bucket });
  if (engine.choices.anonymousList === 'allowed' && acl !== 'private') return;
  throw new WireFault('AccessDenied', { message: 'Anonymous user has no right to access this bucket.' });
}

function common(call: StoreCall): ListObjectsArgs {
  return {
    bucket: call.bucket,
    ...param(call, 'prefix', 'prefix'),
    ...param(call, 'delimiter', 'delimiter'),
    maxKeys: pageSize(call.query, 'max-keys', badMaxKeys),
  };
}

/** An empty parameter counts as absent: `delimiter=` must not make every key a common prefix. */
function param<Name extends string>(call: StoreCall, as: Name, name: string): { readonly [N in Name]?: string } {
  const value = call.query.get(name);
  const given: { [N in Name]?: string } = {};
  if (value !== undefined && value !== '') given[as] = value;
  return given;
}

function head(call: StoreCall, names: NameEncoder): readonly XmlNode[] {
  return [
    ['Name', call.bucket],
    ['Prefix', names.encode(call.query.get('prefix') ?? '')],
    ['MaxKeys', pageSize(call.query, 'max-keys', badMaxKeys)],
    ['Delimiter', names.encode(call.query.get('delimiter') ?? '')],
    ['EncodingType', names.type],
  ];
}

function entries(page: ListObjectsResult, names: NameEncoder, withOwner: boolean): string {
  const ownerText = withOwner ? writeElement(owner) : '';
  let text = '';
  for (const object of page.objects) text += contents(object, names, ownerText);
  return text + commonPrefixes(page.prefixes, names);
}

function contents(
  { key, lastModified, etag, type, size, storageClass, restore }: ListedObject,
  names: NameEncoder,
  ownerText: string,
): string {
  return (
    `<Contents><Key>${escapeText(names.encode(key))}</Key><LastModified>${isoTime(lastModified)}</LastModified>` +
    `<ETag>${quoted(etag)}</ETag><Type>${type}</Type><Size>${size}</Size><StorageClass>${storageClass}</StorageClass>` +
    `${restoreInfo(restore)}${ownerText}</Contents>`
  );
}
