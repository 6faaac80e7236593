import type { Readable } from 'node:stream';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { BlobRef } from '../../bucket/records/object-record.ts';

/**
 * Bodies of at most so many bytes are in the table. Such a body shares a page of the table with its neighbours; a larger
 * one needs pages of its own. A body in the table costs no system call to read. A file costs three, in other threads, and
 * takes twice as long to serve.
 */
export const MOST_TABLE_BYTES = 4000;

/** A range of a body in bytes, with both ends included, as in an HTTP range. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Stores the bodies of objects. The bucket engine knows only their ids. */
export interface BlobStore {
  /**
   * Writes a body and counts its bytes. Resolves when the body is stored under a new id. If the source or the disk fails,
   * rejects with the reason and leaves nothing behind. Until an operation of the engine refers to the blob, it belongs to
   * the caller, which must `remove` it if that operation is refused.
   */
  write(source: AsyncIterable<Uint8Array>): Promise<BlobRef>;
  /**
   * Reads a small blob, or opens a large one. Removing it later does not disturb the reader. Rejects with {@link BlobMissing} if it was removed before:
   * the object has changed, so read it again.
   */
  read(id: string, range?: ByteRange): Promise<Uint8Array | Readable>;
  /** Does nothing if the blob does not exist. */
  remove(id: string): Promise<void>;
}

/** The blob does not exist, or was removed. */
export class BlobMissing extends AutoaliasError {
  readonly blobId: string;

  constructor(blobId: string, options?: { cause?: unknown }) {
    super(
      'store-refused',
      `The body ${blobId} is not in the blob store: it was removed after its name was read.`,
      options,
    );
    this.name = 'BlobMissing';
    this.blobId = blobId;
  }
}
