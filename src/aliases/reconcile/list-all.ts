import { defined } from '../../defined.ts';
import { createListingProgress } from '../../stores/listing-progress.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import { ask, type Protocol, runInChunks } from '../model/protocol.ts';

/** The most that OSS gives in one page (ListObjectsV2 page). */
const PAGE = 1000;

/**
 * Visits every object under a prefix, in key order. A symlink at the key of a marker withdraws nothing. So if the listing
 * does not show types, HeadObject reads each listed key of a marker.
 *
 * @param isMarkerKey which keys are those of markers. Absent if the caller does not ask for markers.
 */
export function* listAll(
  prefix: string,
  show: (object: ListedObject) => void,
  isMarkerKey: (key: string) => boolean = () => false,
): Protocol<void> {
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
    for (const object of yield* withMarkerTypes(page.objects, isMarkerKey)) show(object);
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined);
}

/** The objects, with the types of all markers. A marker that is gone by now is left out. */
function* withMarkerTypes(
  objects: readonly ListedObject[],
  isMarkerKey: (key: string) => boolean,
): Protocol<readonly ListedObject[]> {
  const unknown = objects.filter(({ key, type }) => type === undefined && isMarkerKey(key));
  if (unknown.length === 0) return objects;
  const types = new Map(
    yield* runInChunks(unknown, function* ({ key }) {
      const { found } = yield* ask({ operation: 'HeadObject', key });
      return [key, TYPES[found]] as const;
    }),
  );
  return objects.flatMap((object) => {
    if (!types.has(object.key)) return [object];
    const type = types.get(object.key);
    return type === undefined ? [] : [{ ...object, type }];
  });
}

const TYPES = { object: 'Normal', symlink: 'Symlink', none: undefined } as const;
