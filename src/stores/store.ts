import type { StoreRequest } from './store-request.ts';
import type { ResponseTo } from './store-response.ts';

/** One bucket of an object store. `send` throws a StoreError when there is no definite answer or a write was refused. */
export interface Store {
  readonly bucket: string;
  send<R extends StoreRequest>(request: R): Promise<ResponseTo<R>>;
  /** Ends what is held open. Nothing may be sent after it. */
  close(): Promise<void>;
}
