/** About `objects` keys come after the mark before this one, up to and including `key`. */
export interface KeyMark {
  readonly key: string;
  readonly objects: number;
}

/** Counts keys and keeps evenly spaced marks, in bounded memory. */
export interface KeyMarks {
  /** Adds the next key in key order. */
  add(key: string): void;
  /** The marks so far. The last one is the last key. */
  readonly marks: readonly KeyMark[];
}

/** The marks of one shard. More marks would not make the next plan better. */
const MOST_MARKS = 32;

/** @param most the collector keeps between `most` and twice as many marks, once there are enough keys. */
export function createKeyMarks(most = MOST_MARKS): KeyMarks {
  let marks: KeyMark[] = [];
  let step = 1;
  let last: string | undefined;
  let count = 0;
  return {
    add(key) {
      last = key;
      count++;
      if (count < step) return;
      marks.push({ key, objects: count });
      count = 0;
      if (marks.length < 2 * most) return;
      marks = inPairs(marks);
      step *= 2;
    },
    get marks() {
      return last === undefined || count === 0 ? marks : [...marks, { key: last, objects: count }];
    },
  };
}

/** Joins each mark with the next one. */
function inPairs(marks: readonly KeyMark[]): KeyMark[] {
  return marks.flatMap(({ objects }, i) => {
    const next = marks[i + 1];
    return i % 2 === 0 && next !== undefined ? [{ key: next.key, objects: objects + next.objects }] : [];
  });
}
