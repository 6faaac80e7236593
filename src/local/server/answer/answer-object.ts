import type { ObjectRead } from '../../../bucket/bucket-engine.ts';
import { frozenFault } from '../../../bucket/operations/restore-object.ts';
import { BlobMissing } from '../../storage/blob-store.ts';
import { byteRange } from '../request/byte-range.ts';
import type { BytesAnswer, StoreAnswer, StoreCall } from '../store-call.ts';
import type { StoreParts } from '../store-parts.ts';

/** The outcome of the conditions of a request (`If-Match`, …). */
export type ConditionOutcome =
  | { readonly outcome: 'proceed' }
  | { readonly outcome: 'not-modified' }
  | { readonly outcome: 'failed'; readonly condition: string };

/** What a protocol adds to the answer to GetObject and HeadObject. */
export interface ObjectAnswering {
  /** Reads the current state of the object. */
  readonly read: () => ObjectRead;
  readonly headers: (read: ObjectRead) => Readonly<Record<string, string | undefined>>;
  readonly conditions: (read: ObjectRead) => ConditionOutcome;
  /** Whether a range beyond the end is cut or refused. Otherwise the answer is the whole object. */
  readonly hasStandardRanges: boolean;
  readonly preconditionFailed: (condition: string) => Error;
  readonly invalidRange: (read: ObjectRead) => Error;
}

/** Retries if the object is overwritten after its record was read and before its body is opened. */
const MOST_READS = 10;

/** Answers GetObject, and HeadObject with the same headers. */
export async function answerObject(
  call: StoreCall,
  parts: StoreParts,
  protocol: ObjectAnswering,
): Promise<StoreAnswer> {
  for (let reads = 1; ; reads++) {
    const read = protocol.read();
    if (call.method === 'GET' && read.isFrozen) throw frozenFault(call.key);
    try {
      return await answer(call, parts, read, protocol);
    } catch (missing) {
      // The object was overwritten or deleted in between. The answer is the current state.
      if (!(missing instanceof BlobMissing) || reads >= MOST_READS) throw missing;
    }
  }
}

async function answer(
  call: StoreCall,
  parts: StoreParts,
  read: ObjectRead,
  protocol: ObjectAnswering,
): Promise<StoreAnswer> {
  const headers = protocol.headers(read);
  const decided = protocol.conditions(read);
  if (decided.outcome === 'not-modified') return { status: 304, headers };
  if (decided.outcome === 'failed') throw protocol.preconditionFailed(decided.condition);
  const range = byteRange(call.headers.range, read.size, protocol.hasStandardRanges);
  if (range === 'unsatisfiable') throw protocol.invalidRange(read);
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
