import { gzipSync } from 'node:zlib';

/** A small gzip file that is different for each version: the package.json of it. The same bytes every time. */
export function releaseBody(name: string, version: string): Uint8Array {
  return gzipSync(`${JSON.stringify({ name, version, description: 'A stand-in for the real package' }, null, 2)}\n`);
}
