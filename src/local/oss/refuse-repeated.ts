import type { QueryPair } from '../../stores/oss/signable-request.ts';
import { WireFault } from './wire-fault.ts';

/**
 * Refuses a request that gives one header or query parameter twice where only one value can count. No client does that
 * on purpose. Whichever value the store picked, OSS might pick the other: for a second signature, symlink target or
 * version id, the two would then do different things.
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

/** Values of other headers are lists, which RFC 9110 5.3 lets a client split. User metadata is joined, as SDKs sign it. */
const isSingle = (name: string): boolean =>
  singles.has(name) || (name.startsWith('x-oss-') && !name.startsWith('x-oss-meta-'));

const singles: ReadonlySet<string> = new Set([
  ...['authorization', 'host', 'date', 'range'],
  ...['content-type', 'content-md5', 'content-disposition', 'expires'],
  ...['if-modified-since', 'if-unmodified-since'],
]);

const repeated = (what: string, name: string): WireFault =>
  new WireFault('InvalidArgument', {
    message: `The ${what} ${name} is given more than once.`,
    elements: [['ArgumentName', name]],
  });
