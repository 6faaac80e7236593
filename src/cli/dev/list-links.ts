import type { Store } from '../../stores/store.ts';

export interface Link {
  readonly key: string;
  readonly target: string;
}

/** Every symlink under a prefix with its target, in key order. */
export const listLinks = async (store: Store, prefix: string): Promise<readonly Link[]> => {
  const links: Link[] = [];
  let continuationToken: string | undefined;
  do {
    const page = await store.send({
      operation: 'ListObjects',
      prefix,
      maxKeys: 1000,
      ...(continuationToken === undefined ? {} : { continuationToken }),
    });
    const keys = page.objects.filter(({ type }) => type === 'Symlink').map(({ key }) => key);
    for (const key of keys) {
      const found = await store.send({ operation: 'GetSymlink', key });
      // Between the two requests it may have gone.
      if (found.found === 'symlink') links.push({ key, target: found.target });
    }
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined);
  return links;
};
