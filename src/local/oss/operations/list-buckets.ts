import { compareKeys } from '../../../compare-keys.ts';
import { writeXml, type XmlNode } from '../../../oss-wire/write-xml.ts';
import { isoTime } from '../../server/answer/times.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { owner, resourceGroup } from '../answer/owner.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { pageSize } from '../request/page-size.ts';

/** ListBuckets (GetService): all buckets, or those that begin with `prefix` after `marker` and pass the filters. */
export const listBuckets: StoreOperation = (call, { engine, region }) => {
  const prefix = readPrefix(call);
  const marker = call.query.get('marker') ?? '';
  // Error page: https://help.aliyun.com/zh/oss/user-guide/0017-00000289
  const maxKeys = pageSize(call.query, 'max-keys', { ec: '0017-00000289' });
  const all = (passFilters(call) ? engine.listBuckets() : [])
    .filter(({ name }) => name.startsWith(prefix) && name > marker)
    .sort((a, b) => compareKeys(a.name, b.name));
  const page = all.slice(0, maxKeys);
  const more = all.length > page.length;
  const paged = ['prefix', 'marker', 'max-keys'].some((name) => call.query.has(name)) || more;
  const paging: readonly XmlNode[] = [
    ['Prefix', prefix],
    ['Marker', marker],
    ['MaxKeys', maxKeys],
    ['IsTruncated', more],
    ['NextMarker', more ? page.at(-1)?.name : undefined],
  ];
  const buckets = page.map(
    (bucket): XmlNode => [
      'Bucket',
      [
        ['CreationDate', isoTime(bucket.created)],
        ['ExtranetEndpoint', call.endpoint()],
        ['IntranetEndpoint', call.endpoint()],
        ['Location', `oss-${region}`],
        ['Name', bucket.name],
        ['Region', region],
        ['ResourceGroupId', resourceGroup],
        ['StorageClass', bucket.storageClass],
      ],
    ],
  );
  const body = writeXml('ListAllMyBucketsResult', [owner, ...(paged ? paging : []), ['Buckets', buckets]]);
  return { status: 200, body };
};

/** OSS refuses a prefix that no bucket name can begin with. */
function readPrefix({ query }: StoreCall): string {
  const prefix = query.get('prefix') ?? '';
  if (/^(?:[a-z0-9][a-z0-9-]{0,62})?$/.test(prefix)) return prefix;
  throw new WireFault('InvalidArgument', {
    message: 'The prefix is not the beginning of a bucket name: lower-case letters, digits and hyphens.',
    elements: [
      ['ArgumentName', 'prefix'],
      ['ArgumentValue', prefix],
    ],
  });
}

/** Filters by tag or resource group match all buckets or none, because no bucket has tags and all are in one group. */
function passFilters({ query, headers }: StoreCall): boolean {
  if (query.has('tag-value') && !query.has('tag-key')) {
    throw new WireFault('InvalidArgument', { message: 'tag-value needs tag-key.' });
  }
  const group = headers['x-oss-resource-group-id'] ?? resourceGroup;
  return !query.has('tag-key') && !query.has('tagging') && group === resourceGroup;
}
