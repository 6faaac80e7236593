import { AutoaliasError } from '../../autoalias-error.ts';

/** Too little room on the disk for what was asked. Nothing of it was written. Clients read the message. */
export class DiskFull extends AutoaliasError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('store-refused', message, options);
    this.name = 'DiskFull';
  }
}

/** Whether the disk or a quota refused more bytes. */
export const isDiskFull = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

/** The error as a {@link DiskFull} if it is one of the system; else as it is. */
export const asDiskFull = (error: unknown): unknown => {
  if (!isDiskFull(error)) return error;
  const message = `The disk of the store takes no more bytes (${error.code}). Delete objects, or make room on it.`;
  return new DiskFull(message, { cause: error });
};
