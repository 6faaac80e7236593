import { listObjects } from '../../handlers/list-objects.ts';
import type { Store } from '../../stores/store.ts';

export interface Link {
  readonly key: string;
  readonly target: string;
}

/** Every symlink under a prefix with its target, in key order. */
export async function listLinks(store: Store, prefix: string): Promise<readonly Link[]> {
  const links: Link[] = [];
  for await (const { key, type } of listObjects(store, prefix)) {
    if (type !== 'Symlink') continue;
    const found = await store.send({ operation: 'GetSymlink', key });
    // Between the two requests it may have gone.
    if (found.found === 'symlink') links.push({ key, target: found.target });
  }
  return links;
}
