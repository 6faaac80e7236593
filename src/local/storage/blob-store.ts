import type { Readable } from 'node:stream';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { BlobRef } from '../../bucket/records/object-record.ts';

/** Bytes of a body, both ends included, as in an HTTP range. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where bodies are kept. The bucket engine knows only what a blob is called. */
export interface BlobStore {
  /**
   * Takes a body in, counting as it goes. It resolves once the bytes are kept under the new id; if the source fails,
   * or the disk does, nothing is left and the reason is thrown. The blob is nobody's until an engine operation names it:
   * after a refused operation, `remove` it.
   */
  write(source: AsyncIterable<Uint8Array>): Promise<BlobRef>;
  /**
   * Opens a blob, so that removing it does not disturb the reader any more. Rejects with a {@link BlobMissing} when it
   * went before it was opened: read the object again then, it has changed.
   */
  read(id: string, range?: ByteRange): Promise<Readable>;
  /** Removing what is not there is no error. */
  remove(id: string): Promise<void>;
}

/** A blob that is not there (any more). */
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
