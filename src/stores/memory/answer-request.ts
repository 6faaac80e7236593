import type { BucketEngine } from '../../bucket/bucket-engine.ts';
import type { BlobRef, TagPair } from '../../bucket/records/object-record.ts';
import { defined } from '../../defined.ts';
import type { ContentHeaders } from '../object-attributes.ts';
import type { PutObject, StoreRequest } from '../store-request.ts';
import type { ResponseByOperation } from '../store-response.ts';

type Operation = StoreRequest['operation'];

/** A store request with a blob instead of a body. */
export type EngineRequest = Exclude<StoreRequest, PutObject> | (Omit<PutObject, 'body'> & { readonly blob: BlobRef });

export type AnswerTo<R extends EngineRequest> = ResponseByOperation[R['operation']];

type RequestOf<O extends Operation> = Extract<EngineRequest, { operation: O }>;

/** One bucket of an engine, and the request id of the next call. */
export interface EngineAccess {
  readonly engine: BucketEngine;
  readonly bucket: string;
  readonly requestId: string;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** The first bytes of a blob. The engine stores none. */
  readonly startOf: (blob: BlobRef) => Uint8Array;
}

/** Sends a request to the engine and returns the answer in the form of a Store. Throws the engine's BucketFault. */
export function answerRequest<R extends EngineRequest>(access: EngineAccess, request: R): AnswerTo<R> {
  const answer = ANSWERS[request.operation] as unknown as (access: EngineAccess, request: R) => AnswerTo<R>;
  return answer(access, request);
}

/** The type that OSS returns for an object that was uploaded without one. */
const DEFAULT_TYPE = 'application/octet-stream';

function withType(headers: ContentHeaders): ContentHeaders {
  return { contentType: DEFAULT_TYPE, ...headers };
}

function pairs(tags: Readonly<Record<string, string>>): readonly TagPair[] {
  return Object.entries(tags);
}

/** The part that PutSymlink and PutObject share. The engine expects tags as a list, in the order of the header. */
function writing<R extends RequestOf<'PutSymlink' | 'PutObject'>>(access: EngineAccess, { tags, ...request }: R) {
  return {
    ...request,
    bucket: access.bucket,
    requestId: access.requestId,
    ...(tags && { tags: pairs(tags) }),
  };
}

const ANSWERS: {
  readonly [O in Operation]: (access: EngineAccess, request: RequestOf<O>) => ResponseByOperation[O];
} = {
  HeadObject: ({ engine, bucket }, request) => {
    const {
      type,
      blob: _blob,
      acls: _acls,
      crc64: _crc64,
      isFrozen: _,
      ...read
    } = engine.readObject({ ...request, bucket });
    if (type === 'Symlink') return { found: 'symlink' };
    return { found: 'object', type, ...read, headers: withType(read.headers) };
  },
  GetObject: ({ engine, bucket, startOf }, request) => {
    const { type, blob, lastModified } = engine.readObject({ ...request, bucket });
    if (type === 'Symlink') return { found: 'symlink' };
    const text = new TextDecoder().decode(startOf(blob).subarray(0, request.maxBytes));
    return { found: 'object', text, lastModified };
  },
  GetSymlink: ({ engine, bucket }, request) => {
    const { acls: _acls, targetAsSent: _sent, ...link } = engine.getSymlink({ ...request, bucket });
    return { found: 'symlink', ...link, headers: withType(link.headers) };
  },
  PutSymlink: (access, request) => written(access.engine.putSymlink(writing(access, request))),
  PutObject: (access, request) => written(access.engine.putObject(writing(access, request))),
  DeleteObject: ({ engine, bucket, requestId }, request) => engine.deleteObject({ ...request, bucket, requestId }),
  DeleteObjects: ({ engine, bucket, requestId }, { objects }) => {
    engine.deleteObjects({ objects, bucket, requestId });
    return { results: objects.map((object) => ({ ...object, deleted: true })) };
  },
  ListObjects: ({ engine, bucket, now }, request) => {
    const { nextMarker: _marker, ...page } = engine.listObjects({ ...request, bucket });
    return { ...page, date: Math.floor(now() / 1000) * 1000 };
  },
  ListObjectVersions: ({ engine, bucket }, request) => {
    const { versions, ...page } = engine.listObjectVersions({ ...request, bucket });
    return { ...page, versions: versions.map(({ storageClass: _, restore: __, ...version }) => version) };
  },
  GetBucketVersioning: ({ engine, bucket }) => ({ status: engine.getBucketVersioning({ bucket }) }),
  GetObjectTagging: ({ engine, bucket }, request) => {
    const { tags, ...read } = engine.getObjectTagging({ ...request, bucket });
    return { found: 'tags', tags: Object.fromEntries(tags), ...read };
  },
  PutObjectTagging: ({ engine, bucket }, request) =>
    engine.putObjectTagging({ ...request, bucket, tags: pairs(request.tags) }),
  DeleteObjectTagging: ({ engine, bucket }, request) => engine.deleteObjectTagging({ ...request, bucket }),
};

function written({ etag, versionId }: { readonly etag: string; readonly versionId?: string }) {
  return { written: true, etag, ...defined({ versionId }) } as const;
}
