import type { Store } from '../../stores/store.ts';

/** Whether nothing was ever written to a versioned bucket: what was deleted again has left its versions. */
export async function isUntouched(store: Store): Promise<boolean> {
  return (await store.send({ operation: 'ListObjectVersions', maxKeys: 1 })).versions.length === 0;
}
