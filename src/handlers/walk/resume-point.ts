import { compareKeys } from '../../compare-keys.ts';

/** Computes the key after which an interrupted walk can continue, although items finish in another order than they begin. */
export interface ResumePoint {
  /**
   * Call when work on an item begins, and call the returned function when the work has ended.
   *
   * @param after a walk that starts after this key meets the item again; undefined: only a walk from the start does.
   */
  begin(after: string | undefined): (ended: 'done' | 'failed') => void;
  /**
   * The greatest key after which a walk can start and still meet every item that is not done.
   *
   * @param walked how far the walk has come.
   * @returns undefined if the walk must start at the beginning.
   */
  upTo(walked: string | undefined): string | undefined;
}

/** Remembers the items in progress, and the first that failed, so that a walk from the resume point tries that again. */
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
    upTo(walked) {
      // Items begin in the order of the walk, so the first one in progress has the smallest key.
      const [first] = inProgress;
      const unfinished = [first, failed].filter((item) => item !== undefined).map(({ after }) => after);
      return unfinished.reduce((least, after) => (isBefore(after, least) ? after : least), walked);
    },
  };
}

function isBefore(a: string | undefined, b: string | undefined): boolean {
  return b !== undefined && (a === undefined || compareKeys(a, b) < 0);
}
