import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { BlobRef } from '../../../src/bucket/records/object-record.ts';
import { BlobMissing, type BlobStore } from '../../../src/local/storage/blob-store.ts';

export interface MemoryBlobs extends BlobStore {
  /** Ids of what is kept now. */
  readonly ids: () => readonly string[];
  /** Changes the bytes of a blob, as a program with access to the file system could. */
  readonly replace: (id: string, bytes: Buffer) => void;
}

/** A blob store in memory. The checksum is not a real CRC, because these tests do not check it. */
export function createMemoryBlobs(): MemoryBlobs {
  const kept = new Map<string, Buffer>();
  return {
    ids: () => [...kept.keys()],
    replace: (id, bytes) => void kept.set(id, bytes),
    async write(source): Promise<BlobRef> {
      const chunks: Uint8Array[] = [];
      for await (const chunk of source) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      const id = randomBytes(16).toString('hex');
      kept.set(id, bytes);
      const etag = createHash('md5').update(bytes).digest('hex').toUpperCase();
      return { id, size: bytes.length, etag, crc64: String(bytes.length) };
    },
    async read(id, range) {
      const bytes = kept.get(id);
      if (bytes === undefined) throw new BlobMissing(id);
      return Readable.from([range === undefined ? bytes : bytes.subarray(range.start, range.end + 1)]);
    },
    async remove(id) {
      kept.delete(id);
    },
  };
}
