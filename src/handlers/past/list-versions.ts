import { AutoaliasError } from '../../autoalias-error.ts';
import { compareKeys } from '../../compare-keys.ts';
import { defined } from '../../defined.ts';
import type { Store } from '../../stores/store.ts';
import type { ListedVersion } from '../../stores/store-response.ts';

/** The most that OSS gives in one page (ListObjectVersions page). */
const PAGE = 1000;

/**
 * Lists every version and delete marker under a prefix: in key order, and newest first for one key. The next page is
 * requested when the current one is used up.
 *
 * @param onRequest called before each request.
 * @throws AutoaliasError `store-unreachable` for a listing that does not advance.
 */
export async function* listVersions(
  store: Store,
  prefix: string,
  onRequest: () => void = () => {},
): AsyncGenerator<ListedVersion> {
  let marker: { readonly keyMarker: string; readonly versionIdMarker?: string } | undefined;
  do {
    onRequest();
    const page = await store.send({ operation: 'ListObjectVersions', prefix, maxKeys: PAGE, ...marker });
    yield* page.versions;
    const { nextKeyMarker, nextVersionIdMarker } = page;
    const next =
      nextKeyMarker === undefined
        ? undefined
        : { keyMarker: nextKeyMarker, ...defined({ versionIdMarker: nextVersionIdMarker }) };
    if (next !== undefined && marker !== undefined && !isAfter(next, marker)) {
      const where = JSON.stringify(next.keyMarker);
      throw new AutoaliasError(
        'store-unreachable',
        `the versions under ${JSON.stringify(prefix)} do not end: after ${where} comes ${where}; check that the endpoint is OSS`,
      );
    }
    marker = next;
  } while (marker !== undefined);
}

interface PageMarker {
  readonly keyMarker: string;
  readonly versionIdMarker?: string;
}

/** Version ids have no order that a client knows, so a page within one key must only differ. */
function isAfter(next: PageMarker, last: PageMarker): boolean {
  const order = compareKeys(next.keyMarker, last.keyMarker);
  return order > 0 || (order === 0 && next.versionIdMarker !== last.versionIdMarker);
}
