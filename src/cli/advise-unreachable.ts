import type { Store } from '../stores/store.ts';
import { StoreError } from '../stores/store-error.ts';

/** The same store, whose "no answer" also says what a person can do about it here. */
export function adviseUnreachable(store: Store, advice: string): Store {
  return {
    bucket: store.bucket,
    close: () => store.close(),
    send: async (request) => {
      try {
        return await store.send(request);
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== 'store-unreachable') throw error;
        throw new StoreError(`${error.message}; ${advice}`, error.details, { cause: error });
      }
    },
  };
}
