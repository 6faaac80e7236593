import { createHash } from 'node:crypto';
import { crc64Ecma } from './crc64-ecma.ts';
import type { BlobRef } from './records/object-record.ts';

/** Computes the size, MD5 and CRC-64 of a body in one pass. */
export interface BodyDigest {
  update(bytes: Uint8Array): void;
  finish(): Omit<BlobRef, 'id'>;
}

export function bodyDigest(): BodyDigest {
  const md5 = createHash('md5');
  const crc64 = crc64Ecma();
  let size = 0;
  return {
    update: (bytes) => {
      md5.update(bytes);
      crc64.update(bytes);
      size += bytes.byteLength;
    },
    finish: () => ({ size, etag: md5.digest('hex').toUpperCase(), crc64: crc64.digest() }),
  };
}
