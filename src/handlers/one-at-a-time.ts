/** Starts a work once no other of the same key runs any more. */
export type OneAtATime = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Works of one key run one after the other, in the order in which they came; those of different keys at once. A key is
 * remembered only while there is work of it, so memory is bounded by what is under way.
 */
export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    // Whether the one before failed is its caller's business.
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work).finally(() => {
      if (last.get(key) === mine) last.delete(key);
    });
    last.set(key, mine);
    return mine;
  };
}
