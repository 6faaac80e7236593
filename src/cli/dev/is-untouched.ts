import type { Store } from '../../stores/store.ts';

/** Whether nothing was ever written to a versioned bucket: what was deleted again has left its versions. */
export const isUntouched = async (store: Store): Promise<boolean> =>
  (await store.send({ operation: 'ListObjectVersions', maxKeys: 1 })).versions.length === 0;
