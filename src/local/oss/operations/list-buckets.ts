import { compareKeys } from '../../../compare-keys.ts';
import { isoTime } from '../iso-time.ts';
import type { OssOperation } from '../oss-call.ts';
import { owner } from '../owner.ts';
import { queryNumber } from '../query-number.ts';
import { WireFault } from '../wire-fault.ts';
import { writeXml, type XmlNode } from '../write-xml.ts';

/** ListBuckets (GetService): all buckets, or those that begin with `prefix` after `marker`. */
export const listBuckets: OssOperation = (call, { engine, region }) => {
  const prefix = call.query.get('prefix') ?? '';
  const marker = call.query.get('marker') ?? '';
  const maxKeys = queryNumber(call.query, 'max-keys') ?? 100;
  if (maxKeys < 1 || maxKeys > 1000) {
    throw new WireFault('InvalidArgument', { message: 'max-keys must be 1 to 1000.' });
  }
  const all = engine
    .listBuckets()
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
        ['ExtranetEndpoint', `oss-${region}.aliyuncs.com`],
        ['IntranetEndpoint', `oss-${region}-internal.aliyuncs.com`],
        ['Location', `oss-${region}`],
        ['Name', bucket.name],
        ['Region', region],
        ['StorageClass', bucket.storageClass],
      ],
    ],
  );
  const body = writeXml('ListAllMyBucketsResult', [owner, ...(paged ? paging : []), ['Buckets', buckets]]);
  return { status: 200, body };
};
