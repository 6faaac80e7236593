import { compareKeys } from '../../compare-keys.ts';
import type { Store } from '../../stores/store.ts';
import type { ListObjects, StoreRequest } from '../../stores/store-request.ts';
import type { ListedObject, ObjectFound, ObjectsPage, ResponseTo } from '../../stores/store-response.ts';

/** Markers that a command will write or delete. */
export interface MarkerChanges {
  readonly written: ReadonlySet<string>;
  readonly deleted: ReadonlySet<string>;
}

/**
 * A view of a bucket in which some markers have been written or deleted already, to plan the moves that follow. It reads each
 * listing once, and cannot write.
 */
export function pretendMarkers(store: Store, changes: MarkerChanges, now: number): Store {
  const list = pretendListings(store, changes, now);
  const answer = async (request: StoreRequest) => {
    if (request.operation === 'ListObjects') return list(request);
    if (request.operation === 'HeadObject' && changes.written.has(request.key)) return markerFound(now);
    if (request.operation === 'HeadObject' && changes.deleted.has(request.key)) return NOT_FOUND;
    if (READS.has(request.operation)) return store.send(request);
    throw new Error(`a plan must not send ${request.operation}`);
  };
  return {
    bucket: store.bucket,
    capabilities: store.capabilities,
    send: async <R extends StoreRequest>(request: R) => (await answer(request)) as ResponseTo<R>,
    close: async () => {},
  };
}

const READS: ReadonlySet<StoreRequest['operation']> = new Set([
  'HeadObject',
  'GetSymlink',
  'ListObjectVersions',
  'GetBucketVersioning',
]);

const NOT_FOUND = { found: 'none', deleteMarker: false } as const;

function markerFound(now: number): ObjectFound {
  return { found: 'object', etag: '', size: 0, lastModified: now, headers: {}, metadata: {} };
}

/** Returns a function that lists objects as if the markers had changed. */
function pretendListings(store: Store, { written, deleted }: MarkerChanges, now: number) {
  const pages = new Map<string, Promise<ObjectsPage>>();
  // The last key before the page that a token requests.
  const lastKeys = new Map<string, string>();
  const added = [...written].sort(compareKeys);
  const isAfter = (key: string, other: string | undefined) => other === undefined || compareKeys(key, other) > 0;

  const read = async (request: ListObjects): Promise<ObjectsPage> => {
    const { prefix = '', startAfter, continuationToken } = request;
    const page = await store.send(request);
    const after = continuationToken === undefined ? startAfter : lastKeys.get(continuationToken);
    const last = page.objects.at(-1)?.key ?? after;
    if (page.nextToken !== undefined && last !== undefined) lastKeys.set(page.nextToken, last);
    const isInPage = (key: string): boolean =>
      key.startsWith(prefix) &&
      isAfter(key, after) &&
      (page.nextToken === undefined || (last !== undefined && compareKeys(key, last) <= 0));
    const kept = page.objects.filter(({ key }) => !deleted.has(key) && !written.has(key));
    const objects = [...kept, ...added.filter(isInPage).map((key) => listedMarker(key, now))];
    return { ...page, objects: objects.sort((a, b) => compareKeys(a.key, b.key)) };
  };
  return (request: ListObjects): Promise<ObjectsPage> => {
    const id = JSON.stringify(request);
    const page = pages.get(id) ?? read(request);
    pages.set(id, page);
    return page;
  };
}

function listedMarker(key: string, now: number): ListedObject {
  return { key, etag: '', size: 0, lastModified: now, type: 'Normal' };
}
