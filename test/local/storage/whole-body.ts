import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** The bytes of a body that a blob store returned. */
export async function wholeBody(body: Uint8Array | Readable): Promise<Buffer> {
  return body instanceof Uint8Array ? Buffer.from(body) : await buffer(body);
}
