import { AutoaliasError } from '../autoalias-error.ts';

/** The known parts of a failed request. */
export interface StoreErrorDetails {
  readonly operation: string;
  readonly bucket: string;
  readonly key?: string;
  /** HTTP status. Absent if there was no answer. */
  readonly status?: number;
  /** The error code of OSS: `AccessDenied`. */
  readonly storeCode?: string;
  /** The finer error code of OSS (EC): `0003-00000001`. */
  readonly ec?: string;
  readonly requestId?: string;
  /** How many times the request was sent. */
  readonly attempts?: number;
}

/**
 * A request that failed. The code is `store-refused` if the store answered with an error, `store-unreachable` if there
 * was no readable answer. A missing key is not an error.
 */
export class StoreError extends AutoaliasError {
  readonly details: StoreErrorDetails;

  constructor(message: string, details: StoreErrorDetails, options?: { cause?: unknown }) {
    super(details.status === undefined ? 'store-unreachable' : 'store-refused', message, options);
    this.name = 'StoreError';
    this.details = details;
  }
}
