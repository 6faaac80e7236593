import { percentEncode } from './percent-encode.ts';
import type { QueryPair } from './signable-request.ts';

/** A query as it is written in a request line, in the order given; a name alone where the value is empty. */
export function queryString(query: readonly QueryPair[]): string {
  return query.map(([name, value]) => percentEncode(name) + (value === '' ? '' : `=${percentEncode(value)}`)).join('&');
}
