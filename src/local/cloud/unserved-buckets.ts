import type { StoreLogEntry } from '../server/store-parts.ts';

/** Operations that create an object, by which a user expects aliases to move. */
const UPLOADS: ReadonlySet<string> = new Set(['PutObject', 'CopyObject']);

/**
 * Looks at answered requests, and says once for each bucket that an upload went to a bucket whose events call no function.
 * Without it, aliases that never move look like a fault in the rules.
 */
export function noticeUnserved(
  served: readonly string[],
  notice: (text: string) => void,
): (entry: Pick<StoreLogEntry, 'operation' | 'status' | 'bucket'>) => void {
  const known = new Set(served);
  return ({ operation, status, bucket }) => {
    if (bucket === undefined || status !== 200 || !UPLOADS.has(operation) || known.has(bucket)) return;
    known.add(bucket);
    notice(
      `uploads to the bucket ${bucket} move no aliases, since it is not served; serve it with --buckets ${[...served, bucket].join(',')}`,
    );
  };
}
