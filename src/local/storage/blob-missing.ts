import { AutoaliasError } from '../../autoalias-error.ts';

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
