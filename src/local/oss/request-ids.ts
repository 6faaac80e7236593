import { randomBytes } from 'node:crypto';

/** Makes request ids of the shape that OSS shows: 24 upper-case hex digits, the first eight of them Unix seconds. */
export function requestIds(now: () => number): () => string {
  let pool = Buffer.alloc(0);
  let used = 0;
  return () => {
    // Chance is drawn for many at once; asked for eight bytes at a time it would be the slowest part of a request.
    if (used >= pool.length) {
      pool = randomBytes(4096);
      used = 0;
    }
    const seconds = Math.floor(now() / 1000) % 2 ** 32;
    const id = seconds.toString(16).padStart(8, '0') + pool.toString('hex', used, used + 8);
    used += 8;
    return id.toUpperCase();
  };
}
