import { AutoaliasError } from '../autoalias-error.ts';
import { compareKeys } from '../compare-keys.ts';
import type { ObjectsPage } from './store-response.ts';

/** A page may be shorter than asked for. So many empty ones in a row are no listing any more. */
const MOST_EMPTY = 100;

/**
 * Checks the pages of one listing in their order, so that a broken or hostile store cannot keep a listing going for
 * ever: keys have to grow from page to page.
 *
 * @returns a check for each page. It throws AutoaliasError `store-unreachable`.
 */
export function createListingProgress(prefix: string): (page: ObjectsPage) => void {
  let last: string | undefined;
  let token: string | undefined;
  let empty = 0;
  const stuck = (why: string): AutoaliasError =>
    new AutoaliasError(
      'store-unreachable',
      `the listing of ${JSON.stringify(prefix)} does not end: ${why}; check that the endpoint is OSS`,
    );
  return ({ objects, prefixes, nextToken }) => {
    const first = objects[0]?.key;
    if (first !== undefined && last !== undefined && compareKeys(first, last) <= 0) {
      throw stuck(`after ${JSON.stringify(last)} it goes on with ${JSON.stringify(first)}`);
    }
    if (nextToken !== undefined && nextToken === token)
      throw stuck('a page names the continuation token that led to it');
    empty = objects.length + prefixes.length === 0 ? empty + 1 : 0;
    if (empty > MOST_EMPTY) throw stuck(`${empty} pages in a row are empty`);
    last = objects.at(-1)?.key ?? last;
    token = nextToken;
  };
}
