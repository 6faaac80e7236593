import { randomUUID } from 'node:crypto';
import { bodyDigest } from '../../bucket/body-digest.ts';
import type { BucketEngine } from '../../bucket/bucket-engine.ts';
import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { BucketFault } from '../../bucket/bucket-fault.ts';
import { createBucketEngine } from '../../bucket/create-bucket-engine.ts';
import { type BucketDialect, OSS_DIALECT } from '../../bucket/dialects/bucket-dialect.ts';
import { createMemoryTable } from '../../bucket/records/memory-table.ts';
import type { BlobRef, VersioningStatus } from '../../bucket/records/object-record.ts';
import type { Table } from '../../bucket/records/table.ts';
import type { UnverifiedChoices } from '../../bucket/unverified-choices.ts';
import type { Store } from '../store.ts';
import { OSS_CAPABILITIES, type StoreCapabilities } from '../store-capabilities.ts';
import type { PutObject, StoreRequest } from '../store-request.ts';
import type { ResponseByOperation, ResponseTo } from '../store-response.ts';
import { type AnswerTo, answerRequest, type EngineRequest } from './answer-request.ts';
import { limitAnswer } from './limit-answer.ts';
import { readFault } from './read-fault.ts';

export interface MemoryStoreOptions {
  /** Default `demo`. Created if the table does not have it. */
  readonly bucket?: string;
  /** Default `Enabled`. */
  readonly versioning?: VersioningStatus;
  /** Unix milliseconds. Default: the system clock. */
  readonly now?: () => number;
  /** 32 hex digits, different each time. Default: random. */
  readonly newId?: () => string;
  readonly emit?: (event: BucketEvent) => void;
  readonly choices?: Partial<UnverifiedChoices>;
  /** The limits and rules of its buckets. Default: those of OSS. */
  readonly dialect?: BucketDialect;
  /** The table to use, such as a clone of another store's table. Default: an empty one. */
  readonly table?: Table;
  /** What the store can do. Its answers show no more than that, and it refuses tags that it cannot set. Default: those of OSS. */
  readonly capabilities?: StoreCapabilities;
}

export interface MemoryStore extends Store {
  /** For operations that Store does not have: other buckets, versioning, copies, ACLs. */
  readonly engine: BucketEngine;
  /** The synchronous form of `send`. A body is represented by its blob, so the object has no text. */
  answer<R extends EngineRequest>(request: R): AnswerTo<R>;
}

/** A bucket in memory. It returns the same answers and errors as a client of the embedded OSS store, without HTTP. */
export function createMemoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const {
    bucket = 'demo',
    versioning = 'Enabled',
    table = createMemoryTable(),
    now = Date.now,
    emit,
    choices,
    dialect = OSS_DIALECT,
    capabilities = OSS_CAPABILITIES,
  } = options;
  const newId = options.newId ?? (() => randomUUID().replaceAll('-', ''));
  const engine = createBucketEngine({ table, now, newId, dialect, ...(emit && { emit }), ...(choices && { choices }) });
  if (!engine.listBuckets().some(({ name }) => name === bucket)) engine.createBucket({ bucket });
  if (versioning !== engine.getBucketVersioning({ bucket })) {
    engine.putBucketVersioning({ bucket, status: versioning });
  }

  // By the id of the blob. Blobs of deleted objects stay, because the engine does not report that it drops one.
  const starts = new Map<string, Uint8Array>();
  const startOf = ({ id }: BlobRef): Uint8Array => starts.get(id) ?? new Uint8Array();

  const answer = <R extends EngineRequest>(request: R): AnswerTo<R> => {
    const requestId = newId().slice(-24).toUpperCase();
    const { operation } = request;
    if (operation === 'PutSymlink' && request.tags !== undefined && !capabilities.tagsLinks) {
      throw new Error(`PutSymlink of ${request.key}: this store cannot set tags on a symlink`);
    }
    const limited = (found: ResponseByOperation[typeof operation]): AnswerTo<R> =>
      limitAnswer(operation, found, capabilities) as AnswerTo<R>;
    try {
      return limited(answerRequest({ engine, bucket, requestId, now, startOf }, request));
    } catch (error) {
      if (error instanceof BucketFault) return limited(readFault<R['operation']>(error, request, bucket));
      throw error;
    }
  };

  return {
    bucket,
    capabilities,
    engine,
    answer,
    send: async <R extends StoreRequest>(request: R): Promise<ResponseTo<R>> => {
      // withoutBody keeps the operation, and with it the type of the answer.
      const given = request.operation === 'PutObject' ? await withoutBody(request, newId, starts) : request;
      return answer(given as EngineRequest) as ResponseTo<R>;
    },
    close: async () => {},
  };
}

/** How much of each object is kept, in bytes. */
const MOST_KEPT = 16 * 1024 * 1024;

/** The same request with a blob (size and checksums) instead of its body. Keeps the start of the body in `starts`. */
async function withoutBody(
  { body, ...rest }: PutObject,
  newId: () => string,
  starts: Map<string, Uint8Array>,
): Promise<EngineRequest> {
  const digest = bodyDigest();
  const start: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of body instanceof Uint8Array ? [body] : body.open()) {
    digest.update(bytes);
    if (size < MOST_KEPT) start.push(bytes.slice(0, MOST_KEPT - size));
    size += bytes.length;
  }
  const blob = { id: newId(), ...digest.finish() };
  starts.set(blob.id, Buffer.concat(start));
  return { ...rest, blob };
}
