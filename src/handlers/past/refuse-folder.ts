import { AutoaliasError } from '../../autoalias-error.ts';
import type { Store } from '../../stores/store.ts';

/** The first key below a prefix that has a version. The prefix itself comes first if it is a key. */
async function firstKey(store: Store, prefix: string): Promise<string | undefined> {
  const { versions } = await store.send({ operation: 'ListObjectVersions', prefix, maxKeys: 1 });
  return versions[0]?.key;
}

/**
 * Refuses a key without any version if other keys are below it: a person forgot the slash of a prefix.
 *
 * @throws AutoaliasError `usage`.
 */
export async function refuseFolder(store: Store, key: string): Promise<void> {
  const prefix = `${key}/`;
  if ((await firstKey(store, key)) === key || (await firstKey(store, prefix)) === undefined) return;
  throw new AutoaliasError('usage', `the bucket has no version of ${key}; did you mean the prefix ${prefix}`);
}
