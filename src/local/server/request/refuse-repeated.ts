import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import type { Face } from '../face.ts';

/**
 * Refuses a request that repeats a query parameter, or a header that can have only one value. No client does that on
 * purpose. The vendor might use another of the values than this store, for example of two symlink targets or version ids.
 */
export function refuseRepeated(
  rawHeaders: readonly string[],
  query: readonly QueryPair[],
  { headerPrefix, refusal }: Pick<Face, 'headerPrefix' | 'refusal'>,
): void {
  const headers = new Set<string>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    if (headers.has(name) && isSingle(name, headerPrefix)) throw refusal({ kind: 'repeated', what: 'header', name });
    headers.add(name);
  }
  const parameters = new Set<string>();
  for (const [name] of query) {
    if (parameters.has(name)) throw refusal({ kind: 'repeated', what: 'query parameter', name });
    parameters.add(name);
  }
}

/** Other headers are lists, which a client may split (RFC 9110, section 5.3). SDKs sign repeated user metadata joined. */
function isSingle(name: string, headerPrefix: string): boolean {
  return singles.has(name) || (name.startsWith(headerPrefix) && !name.startsWith(`${headerPrefix}meta-`));
}

const singles: ReadonlySet<string> = new Set([
  ...['authorization', 'host', 'date', 'range'],
  ...['content-type', 'content-md5', 'content-disposition', 'expires'],
  ...['if-modified-since', 'if-unmodified-since'],
]);
