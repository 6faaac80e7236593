import { AutoaliasError } from '../../autoalias-error.ts';
import { codeOf } from '../../error-text.ts';

/** Too little free disk space for a write. Nothing was written. Clients see the message. */
export class DiskFull extends AutoaliasError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('store-refused', message, options);
    this.name = 'DiskFull';
  }
}

/** Whether the disk or a quota refused more bytes. */
export function isDiskFull(error: unknown): error is Error & { readonly code: string } {
  return codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
}

/** Converts a system error about a full disk to {@link DiskFull}. Returns all other errors unchanged. */
export function asDiskFull(error: unknown): unknown {
  if (!isDiskFull(error)) return error;
  const message = `The disk of the store takes no more bytes (${error.code}). Delete objects, or make room on it.`;
  return new DiskFull(message, { cause: error });
}
