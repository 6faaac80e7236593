import { compareKeys } from '../../compare-keys.ts';

/** Knows from where an interrupted walk can go on, though works end in another order than they began in. */
export interface ResumePoint {
  /** A work begins that a walk comes to again after this key; call what it gives back when the work has ended. */
  begin(after: string | undefined): (ended: 'done' | 'failed') => void;
  /** All works are done that a walk would not come to again after this key; undefined: it has to begin anew. */
  upTo(walked: string | undefined): string | undefined;
}

/** What is remembered is the works under way, and where the first one failed: that one is to be tried again. */
export function createResumePoint(): ResumePoint {
  const underWay = new Set<{ readonly after: string | undefined }>();
  let failed: { readonly after: string | undefined } | undefined;
  return {
    begin(after) {
      const work = { after };
      underWay.add(work);
      return (ended) => {
        underWay.delete(work);
        if (ended === 'failed' && (failed === undefined || isBefore(after, failed.after))) failed = work;
      };
    },
    upTo(walked) {
      // Works begin in the order of the walk, so the first is the furthest behind.
      const [first] = underWay;
      const behind = [first, failed].filter((work) => work !== undefined).map(({ after }) => after);
      return behind.reduce((least, after) => (isBefore(after, least) ? after : least), walked);
    },
  };
}

function isBefore(a: string | undefined, b: string | undefined): boolean {
  return b !== undefined && (a === undefined || compareKeys(a, b) < 0);
}
