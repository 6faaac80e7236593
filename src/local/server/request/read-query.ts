import type { QueryPair } from '../../../oss-wire/signable-request.ts';

/** Reads the pairs of a query, in order. A parameter without `=` has an empty value, and empty pairs do not count. */
export function readQuery(query: string, decode: (encoded: string) => string): QueryPair[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    });
}
