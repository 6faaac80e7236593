import type { ObjectRead } from '../../../bucket/bucket-engine.ts';
import { frozenFault } from '../../../bucket/operations/restore-object.ts';
import { encodeKey } from '../../../oss-wire/percent-encoding.ts';
import { restoreText } from '../../../oss-wire/restore-info.ts';
import { httpDate } from '../../server/answer/times.ts';
import type { BytesAnswer, StoreAnswer, StoreCall, StoreOperation } from '../../server/store-call.ts';
import type { StoreParts } from '../../server/store-parts.ts';
import { BlobMissing } from '../../storage/blob-store.ts';
import { contentHeadersOut, metadataOut, quoted, versionHeader } from '../answer/object-headers.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { readableBy } from '../auth/readable-by.ts';
import { onObject } from '../request/on-object.ts';
import { preconditions } from '../request/preconditions.ts';
import { responseOverrides } from '../request/response-overrides.ts';

/** Retries if the object is overwritten after its record was read and before its body is opened. */
const maxReads = 10;

/** GetObject, and HeadObject with the same headers. Through a link: the target's bytes with the link's headers. */
export const getObject: StoreOperation = async (call, parts) => {
  const overrides = responseOverrides(call);
  for (let reads = 1; ; reads++) {
    const read = readableBy(call, parts.engine, () => parts.engine.readObject(onObject(call)));
    if (call.method === 'GET' && read.isFrozen) throw frozenFault(call.key);
    try {
      return await answer(call, parts, read, overrides);
    } catch (missing) {
      // The object was overwritten or deleted in between. The answer is the current state.
      if (!(missing instanceof BlobMissing) || reads >= maxReads) throw missing;
    }
  }
};

async function answer(
  call: StoreCall,
  parts: StoreParts,
  read: ObjectRead,
  overrides: Readonly<Record<string, string>>,
): Promise<StoreAnswer> {
  const headers = { ...objectHeaders(read), ...overrides };
  const decided = preconditions(call.headers, read);
  if (decided.outcome === 'not-modified') return { status: 304, headers };
  if (decided.outcome === 'failed') {
    throw new WireFault('PreconditionFailed', { elements: [['Condition', decided.condition]] });
  }
  const standard = call.headers['x-oss-range-behavior']?.toLowerCase() === 'standard';
  const range = byteRange(call.headers.range, read.size, standard);
  if (range === 'unsatisfiable') {
    throw new WireFault('InvalidRange', {
      headers: { 'content-range': `bytes */${read.size}` },
      elements: [
        ['ActualObjectSize', read.size],
        ['RangeRequested', call.headers.range],
      ],
    });
  }
  if (range === 'whole') return { status: 200, headers, body: await bytes(call, parts, read, 0, read.size - 1) };
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${range.first}-${range.last}/${read.size}` },
    body: await bytes(call, parts, read, range.first, range.last),
  };
}

async function bytes(
  call: StoreCall,
  { blobs }: StoreParts,
  { blob }: ObjectRead,
  start: number,
  end: number,
): Promise<BytesAnswer> {
  const size = end - start + 1;
  if (call.method === 'HEAD' || size === 0) return { size };
  return { size, bytes: await blobs.read(blob.id, { start, end }) };
}

function objectHeaders(read: ObjectRead): Record<string, string | undefined> {
  return {
    ...contentHeadersOut(read.headers),
    ...metadataOut(read.metadata),
    ...versionHeader(read.versionId),
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
  };
}

/** Bytes `first` to `last`, both included. */
interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** The part of an object that a `Range` header requests: all, a range, or a range that does not exist (416). */
export type RangeAnswer = 'whole' | 'unsatisfiable' | ByteRange;

const single = /^bytes=(\d*)-(\d*)$/;

/**
 * Applies a `Range` header to an object of `size` bytes. OSS supports one range and answers any other header with the whole
 * object. By default it also answers a range beyond the end with the whole object. With `x-oss-range-behavior: standard`
 * such a range is cut at the end, or refused if it begins there (OSS GetObject page).
 */
export function byteRange(header: string | undefined, size: number, standard: boolean): RangeAnswer {
  const [, from = '', to = ''] = single.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  const first = from === '' ? size - Number(to) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Number(to);
  if (first >= 0 && first <= last && last < size) return { first, last };
  if (!standard) return 'whole';
  // `bytes=9-5` is malformed, so it is ignored (RFC 9110 14.1.1).
  if (from !== '' && to !== '' && Number(to) < Number(from)) return 'whole';
  return first < size && size > 0 && to !== '0' ? { first: Math.max(first, 0), last: size - 1 } : 'unsatisfiable';
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
