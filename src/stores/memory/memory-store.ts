import { randomUUID } from 'node:crypto';
import { bodyDigest } from '../../bucket/body-digest.ts';
import type { BucketEngine } from '../../bucket/bucket-engine.ts';
import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { BucketFault } from '../../bucket/bucket-fault.ts';
import { createBucketEngine } from '../../bucket/create-bucket-engine.ts';
import { createMemoryTable } from '../../bucket/records/memory-table.ts';
import type { VersioningStatus } from '../../bucket/records/object-record.ts';
import type { Table } from '../../bucket/records/table.ts';
import type { UnverifiedChoices } from '../../bucket/unverified-choices.ts';
import type { Store } from '../store.ts';
import type { StoreRequest } from '../store-request.ts';
import type { ResponseTo } from '../store-response.ts';
import { type AnswerTo, answerRequest, type EngineRequest } from './answer-request.ts';
import { readFault } from './read-fault.ts';

export interface MemoryStoreOptions {
  /** `demo` when absent. Made if the table has it not. */
  readonly bucket?: string;
  /** `Enabled` when absent. */
  readonly versioning?: VersioningStatus;
  /** Unix milliseconds; the clock of this machine when absent. */
  readonly now?: () => number;
  /** 32 hex digits, different each time; random when absent. */
  readonly newId?: () => string;
  readonly emit?: (event: BucketEvent) => void;
  readonly choices?: Partial<UnverifiedChoices>;
  /** What to stand on, such as a clone of another store's table; an empty one when absent. */
  readonly table?: Table;
}

export interface MemoryStore extends Store {
  /** For what a Store cannot ask: other buckets, versioning, copies, ACLs. */
  readonly engine: BucketEngine;
  /** What `send` resolves with, at once. A body is told by its blob; the bytes themselves are never kept. */
  answer<R extends EngineRequest>(request: R): AnswerTo<R>;
}

/** A bucket without a wire: every answer and refusal is what a client of the local OSS would hand on. */
export function createMemoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const {
    bucket = 'demo',
    versioning = 'Enabled',
    table = createMemoryTable(),
    now = Date.now,
    emit,
    choices,
  } = options;
  const newId = options.newId ?? (() => randomUUID().replaceAll('-', ''));
  const engine = createBucketEngine({ table, now, newId, ...(emit && { emit }), ...(choices && { choices }) });
  if (!engine.listBuckets().some(({ name }) => name === bucket)) engine.createBucket({ bucket });
  if (versioning !== engine.getBucketVersioning({ bucket })) {
    engine.putBucketVersioning({ bucket, status: versioning });
  }

  const answer = <R extends EngineRequest>(request: R): AnswerTo<R> => {
    const requestId = newId().slice(-24).toUpperCase();
    try {
      return answerRequest({ engine, bucket, requestId }, request);
    } catch (error) {
      if (error instanceof BucketFault) return readFault<R['operation']>(error, request, bucket);
      throw error;
    }
  };

  return {
    bucket,
    engine,
    answer,
    send: async <R extends StoreRequest>(request: R): Promise<ResponseTo<R>> =>
      // The operation stays what it was, and with it the kind of answer.
      answer(await readBody(request, newId)) as ResponseTo<R>,
    close: async () => {},
  };
}

/** The same request with its body counted in the place of its bytes. */
async function readBody(request: StoreRequest, newId: () => string): Promise<EngineRequest> {
  if (request.operation !== 'PutObject') return request;
  const { body, ...rest } = request;
  const digest = bodyDigest();
  for await (const bytes of body instanceof Uint8Array ? [body] : body.open()) digest.update(bytes);
  return { ...rest, blob: { id: newId(), ...digest.finish() } };
}
