import { writeXml, type XmlNode } from '../../../oss-wire/write-xml.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { type NameEncoder, nameEncoder } from '../answer/name-encoder.ts';
import { pageSize } from '../request/page-size.ts';

/**
 * ListMultipartUploads. The store supports no multipart uploads, so the list is always empty. SDKs request it when they
 * empty a bucket. `NextKeyMarker` and `NextUploadIdMarker` are always present, because the OSS Python SDK needs them.
 */
export const listMultipartUploads: StoreOperation = (call, { engine }) => {
  const names = nameEncoder(call.query);
  const maxUploads = pageSize(call.query, 'max-uploads', { fallback: 1000 });
  engine.getBucket({ bucket: call.bucket });
  const body = writeXml('ListMultipartUploadsResult', [
    ['EncodingType', names.type],
    ['Bucket', call.bucket],
    ['KeyMarker', echo(call, 'key-marker', names)],
    ['UploadIdMarker', echo(call, 'upload-id-marker')],
    ['NextKeyMarker', ''],
    ['NextUploadIdMarker', ''],
    ['Delimiter', echo(call, 'delimiter', names)],
    ['Prefix', echo(call, 'prefix', names)],
    ['MaxUploads', maxUploads],
    ['IsTruncated', false],
  ]);
  return { status: 200, body };
};

/** ListLiveChannel. The store has no live channels. */
export const listLiveChannels: StoreOperation = (call, { engine }) => {
  const maxKeys = pageSize(call.query, 'max-keys');
  engine.getBucket({ bucket: call.bucket });
  const content: readonly XmlNode[] = [
    ['Prefix', echo(call, 'prefix')],
    ['Marker', echo(call, 'marker')],
    ['MaxKeys', maxKeys],
    ['IsTruncated', false],
    ['NextMarker', ''],
  ];
  return { status: 200, body: writeXml('ListLiveChannelResult', content) };
};

function echo({ query }: StoreCall, name: string, names?: NameEncoder): string {
  const value = query.get(name) ?? '';
  return names === undefined ? value : names.encode(value);
}
