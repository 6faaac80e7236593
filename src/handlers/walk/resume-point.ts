import { compareKeys } from '../../compare-keys.ts';

/**
 * Computes the key after which an interrupted walk can continue. Items are handled concurrently, so they do not finish in
 * the order in which they begin.
 */
export interface ResumePoint {
  /**
   * Call when work on an item begins, and call the returned function when the work has ended.
   *
   * @param after a walk that starts after this key yields the item again. If undefined, only a walk from the start does.
   */
  begin(after: string | undefined): (ended: 'done' | 'failed') => void;
  /**
   * The greatest key after which a new walk can start and still yield every unfinished item.
   *
   * @param reached the key that the current walk has reached.
   * @returns undefined if the walk must start at the beginning.
   */
  upTo(reached: string | undefined): string | undefined;
}

/** Creates a resume point. It remembers the items in progress and the first item that failed, so a new walk retries both. */
export function createResumePoint(): ResumePoint {
  const inProgress = new Set<{ readonly after: string | undefined }>();
  let failed: { readonly after: string | undefined } | undefined;
  return {
    begin(after) {
      const item = { after };
      inProgress.add(item);
      return (ended) => {
        inProgress.delete(item);
        if (ended === 'failed' && (failed === undefined || isBefore(after, failed.after))) failed = item;
      };
    },
    upTo(reached) {
      // Items begin in the order of the walk, so the first one in progress has the smallest key.
      const [first] = inProgress;
      const unfinished = [first, failed].filter((item) => item !== undefined).map(({ after }) => after);
      return unfinished.reduce((least, after) => (isBefore(after, least) ? after : least), reached);
    },
  };
}

/** Compares two resume keys. `undefined` is the start of the walk. */
function isBefore(a: string | undefined, b: string | undefined): boolean {
  return b !== undefined && (a === undefined || compareKeys(a, b) < 0);
}
