import type { StoreCapabilities } from './store-capabilities.ts';
import type { StoreRequest } from './store-request.ts';
import type { ResponseTo } from './store-response.ts';

/** One bucket of an object store. */
export interface Store {
  readonly bucket: string;
  /** What the store can do. */
  readonly capabilities: StoreCapabilities;
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
