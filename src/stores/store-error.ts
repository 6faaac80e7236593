import { AutoaliasError } from '../autoalias-error.ts';

/** What is known of a failed request. `storeCode` is the store's own word (`AccessDenied`), `ec` its finer code. */
export interface StoreErrorDetails {
  readonly operation: string;
  readonly bucket: string;
  readonly key?: string;
  /** HTTP status; absent when there was no answer. */
  readonly status?: number;
  readonly storeCode?: string;
  readonly ec?: string;
  readonly requestId?: string;
  /** How many times it was sent. */
  readonly attempts?: number;
}

/** A request that failed: the store refused it, or gave no answer that could be read. Never thrown for "not there". */
export class StoreError extends AutoaliasError {
  readonly details: StoreErrorDetails;

  constructor(message: string, details: StoreErrorDetails, options?: { cause?: unknown }) {
    super(details.status === undefined ? 'store-unreachable' : 'store-refused', message, options);
    this.name = 'StoreError';
    this.details = details;
  }
}
