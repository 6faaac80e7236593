import { AutoaliasError } from '../autoalias-error.ts';
import { compareKeys } from '../compare-keys.ts';
import type { ObjectsPage } from './store-response.ts';

/** Pages can be shorter than requested, or empty. After this many empty pages in a row the listing is an error. */
const MOST_EMPTY = 100;

/**
 * Checks that each page of a listing comes after the pages before it, so that a broken or hostile store cannot keep a
 * listing going forever.
 *
 * @returns a function that checks the next page. It throws AutoaliasError `store-unreachable`.
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
    const entries = [...objects.map(({ key }) => key), ...prefixes].sort(compareKeys);
    const [first] = entries;
    if (first !== undefined && last !== undefined && compareKeys(first, last) <= 0) {
      throw stuck(`after ${JSON.stringify(last)} it goes on with ${JSON.stringify(first)}`);
    }
    if (nextToken !== undefined && nextToken === token) {
      throw stuck('a page names the continuation token that led to it');
    }
    empty = entries.length === 0 ? empty + 1 : 0;
    if (empty > MOST_EMPTY) throw stuck(`${empty} pages in a row are empty`);
    last = entries.at(-1) ?? last;
    token = nextToken;
  };
}
