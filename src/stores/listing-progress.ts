import { AutoaliasError } from '../autoalias-error.ts';
import { compareKeys } from '../compare-keys.ts';
import type { ObjectsPage } from './store-response.ts';

/** Pages can be shorter than requested, or empty. More empty pages in a row than this are an error. */
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
    // Entries come in order, except for prefixes among them. So this compares each once, and sorting would copy them all.
    let first: string | undefined;
    let greatest: string | undefined;
    const see = (key: string): void => {
      if (greatest === undefined || compareKeys(key, greatest) > 0) greatest = key;
      else if (first !== undefined && compareKeys(key, first) < 0) first = key;
      first ??= key;
    };
    for (const { key } of objects) see(key);
    for (const prefix of prefixes) see(prefix);
    if (first !== undefined && last !== undefined && compareKeys(first, last) <= 0) {
      throw stuck(`after ${JSON.stringify(last)} comes ${JSON.stringify(first)}`);
    }
    if (nextToken !== undefined && nextToken === token) {
      throw stuck('a page returned the token that it was requested with');
    }
    empty = first === undefined ? empty + 1 : 0;
    if (empty > MOST_EMPTY) throw stuck(`${empty} pages in a row are empty`);
    last = greatest ?? last;
    token = nextToken;
  };
}
