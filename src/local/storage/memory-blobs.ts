import { randomUUID } from 'node:crypto';
import { bodyDigest } from '../../bucket/body-digest.ts';
import { BlobMissing, type BlobStore } from './blob-store.ts';

/** Creates a blob store that keeps bodies in memory. Everything is lost when the process ends. */
export function createMemoryBlobs(): BlobStore {
  const bodies = new Map<string, Buffer>();
  return {
    async write(source) {
      const id = randomUUID().replaceAll('-', '');
      const digest = bodyDigest();
      const chunks: Uint8Array[] = [];
      for await (const bytes of source) {
        digest.update(bytes);
        chunks.push(bytes);
      }
      bodies.set(id, Buffer.concat(chunks));
      return { id, ...digest.finish() };
    },
    async read(id, { start, end } = { start: 0, end: Number.POSITIVE_INFINITY }) {
      const body = bodies.get(id);
      if (body === undefined) throw new BlobMissing(id);
      return body.subarray(start, end + 1);
    },
    async remove(id) {
      bodies.delete(id);
    },
  };
}
