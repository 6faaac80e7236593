import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import { WireFault } from '../answer/wire-fault.ts';

/**
 * Refuses a request that repeats a query parameter, or a header that can have only one value. No client does that on
 * purpose. OSS might use another of the values than this store, for example of two symlink targets or version ids.
 */
export function refuseRepeated(rawHeaders: readonly string[], query: readonly QueryPair[]): void {
  const headers = new Set<string>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    if (headers.has(name) && isSingle(name)) throw repeated('header', name);
    headers.add(name);
  }
  const parameters = new Set<string>();
  for (const [name] of query) {
    if (parameters.has(name)) throw repeated('query parameter', name);
    parameters.add(name);
  }
}

/** Other headers are lists, which a client may split (RFC 9110, section 5.3). SDKs sign repeated user metadata joined. */
function isSingle(name: string): boolean {
  return singles.has(name) || (name.startsWith('x-oss-') && !name.startsWith('x-oss-meta-'));
}

const singles: ReadonlySet<string> = new Set([
  ...['authorization', 'host', 'date', 'range'],
  ...['content-type', 'content-md5', 'content-disposition', 'expires'],
  ...['if-modified-since', 'if-unmodified-since'],
]);

function repeated(what: string, name: string): WireFault {
  return new WireFault('InvalidArgument', {
    message: `The ${what} ${name} is given more than once.`,
    elements: [['ArgumentName', name]],
  });
}
