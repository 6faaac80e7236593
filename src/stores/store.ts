import type { StoreRequest } from './store-request.ts';
import type { ResponseTo } from './store-response.ts';

/** One bucket of an object store. */
export interface Store {
  readonly bucket: string;
  /**
   * Sends a request.
   *
   * @throws StoreError `store-refused` if the store answers with an error, `store-unreachable` if there is no readable
   * answer.
   */
  send<R extends StoreRequest>(request: R): Promise<ResponseTo<R>>;
  /** Closes the connections. After that, no request can be sent. */
  close(): Promise<void>;
}
