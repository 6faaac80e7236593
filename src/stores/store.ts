import type { StoreRequest } from './store-request.ts';
import type { ResponseTo } from './store-response.ts';

/** One bucket of an object store. */
export interface Store {
  readonly bucket: string;
  /**
   * Sends a request.
   *
   * @throws StoreError `store-refused` if the store answers with an error, `store-unreachable` if it gives no answer that can be
   * read.
   */
  send<R extends StoreRequest>(request: R): Promise<ResponseTo<R>>;
  /** Closes its connections. It cannot send requests after that. */
  close(): Promise<void>;
}
