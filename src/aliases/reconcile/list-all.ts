import { defined } from '../../defined.ts';
import { createListingProgress } from '../../stores/listing-progress.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import { ask, type Protocol } from '../model/protocol.ts';

/** The most that OSS gives in one page (ListObjectsV2 page). */
const PAGE = 1000;

/** Visits every object under a prefix, in key order. */
export function* listAll(prefix: string, show: (object: ListedObject) => void): Protocol<void> {
  const check = createListingProgress(prefix);
  let continuationToken: string | undefined;
  do {
    const page = yield* ask({
      operation: 'ListObjects',
      prefix,
      maxKeys: PAGE,
      ...defined({ continuationToken }),
    });
    check(page);
    for (const object of page.objects) show(object);
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined);
}
