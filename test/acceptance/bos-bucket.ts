import { listObjects } from '../../src/handlers/walk/list-objects.ts';
import { eachLimited } from '../../src/handlers/work/concurrency.ts';
import type { Store } from '../../src/stores/store.ts';

/** Every object, and the target of every link. A listing of BOS does not show which keys are links, so each key is read. */
export async function listBosBucket(store: Store): Promise<{ objects: Set<string>; links: Record<string, string> }> {
  const keys: string[] = [];
  for await (const { key } of listObjects(store, '')) keys.push(key);
  const objects = new Set<string>();
  const links: Record<string, string> = {};
  await eachLimited(keys, 16, async (key) => {
    const found = await store.send({ operation: 'GetSymlink', key });
    if (found.found === 'symlink') links[key] = found.target;
    else objects.add(key);
  });
  return { objects, links };
}
