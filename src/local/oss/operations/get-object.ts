import type { ObjectRead } from '../../../bucket/bucket-engine.ts';
import { encodeKey } from '../../../oss-wire/percent-encoding.ts';
import { restoreText } from '../../../oss-wire/restore-info.ts';
import { readableBy } from '../../server/access/readable-by.ts';
import { answerObject } from '../../server/answer/answer-object.ts';
import { httpDate } from '../../server/answer/times.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { contentHeadersOut, metadataOut, quoted, versionHeader } from '../answer/object-headers.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { onObject } from '../request/on-object.ts';
import { preconditions } from '../request/preconditions.ts';
import { responseOverrides } from '../request/response-overrides.ts';

/** GetObject, and HeadObject with the same headers. Through a link: the target's bytes with the link's headers. */
export const getObject: StoreOperation = (call, parts) => {
  const overrides = responseOverrides(call);
  return answerObject(call, parts, {
    read: () => readableBy(call, parts.engine, () => parts.engine.readObject(onObject(call))),
    headers: (read) => Object.assign(objectHeaders(read), overrides),
    conditions: (read) => preconditions(call.headers, read),
    hasStandardRanges: call.headers['x-oss-range-behavior']?.toLowerCase() === 'standard',
    preconditionFailed: (condition) => new WireFault('PreconditionFailed', { elements: [['Condition', condition]] }),
    invalidRange: ({ size }) =>
      new WireFault('InvalidRange', {
        headers: { 'content-range': `bytes */${size}` },
        elements: [
          ['ActualObjectSize', size],
          ['RangeRequested', call.headers.range],
        ],
      }),
  });
};

function objectHeaders(read: ObjectRead): Record<string, string | undefined> {
  // Not an object literal with three spreads, which takes 9 µs instead of 0.4.
  const own = {
    'accept-ranges': 'bytes',
    etag: quoted(read.etag),
    'last-modified': httpDate(read.lastModified),
    'content-md5': Buffer.from(read.blob.etag, 'hex').toString('base64'),
    'x-oss-object-type': read.type,
    'x-oss-storage-class': read.storageClass,
    'x-oss-restore': read.restore && restoreText(read.restore),
    'x-oss-hash-crc64ecma': read.crc64,
    // OSS omits the header if there are no tags.
    'x-oss-tagging-count': read.tagCount === undefined || read.tagCount === 0 ? undefined : String(read.tagCount),
    'x-oss-symlink-target': read.symlinkTarget === undefined ? undefined : encodeKey(read.symlinkTarget),
    'x-oss-version-id': read.versionId,
  };
  return Object.assign(contentHeadersOut(read.headers), metadataOut(read.metadata), own);
}

/** GetObjectMeta: size, ETag and time. For a link, those of the link and not of its target. */
export const getObjectMeta: StoreOperation = (call, { engine }) => {
  const meta = readableBy(call, engine, () => engine.getObjectMeta(onObject(call)));
  return {
    status: 200,
    headers: {
      etag: quoted(meta.etag),
      'last-modified': httpDate(meta.lastModified),
      'x-oss-hash-crc64ecma': meta.crc64,
      ...versionHeader(meta.versionId),
    },
    body: { size: meta.size },
  };
};
