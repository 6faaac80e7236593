import { DiskFull } from './disk-full.ts';
import type { DiskRoom, Purpose } from './disk-room.ts';

/** Many small works, one storage transaction. */
export interface GroupCommit {
  /**
   * Runs `work` inside the next transaction, and resolves with its result once that is committed. Rejects with the error of
   * `work` or of the transaction, or with `DiskFull` if there is too little space for the purpose (default `record`).
   */
  run<T>(work: () => T, purpose?: Purpose): Promise<T>;
  /**
   * Called within `work`: runs `action` after the commit, for example to remove a file that is no longer referenced. Does
   * not run it if the transaction fails. The action must not throw.
   */
  afterCommit(action: () => void): void;
}

type Settle = () => void;

interface Waiting {
  readonly purpose: Purpose;
  /** Never throws: it keeps the outcome until the transaction is committed. */
  readonly attempt: () => Settle;
  readonly fail: (error: unknown) => void;
}

/**
 * Runs all works of one turn of the event loop in one transaction: a commit costs as much as several operations, and a
 * busy server has many at once. With `room`, no transaction begins without enough space.
 *
 * A work that throws only rejects its own promise, and its writes before that are committed with the others. So it must
 * check everything before its first write, as the bucket engine does. If the transaction itself fails (on a full disk),
 * nothing of the group is written and every promise rejects with the reason.
 */
export function createGroupCommit(transaction: (work: () => void) => void, room?: DiskRoom): GroupCommit {
  let waiting: Waiting[] = [];
  let actions: (() => void)[] = [];

  const flush = (): void => {
    const all = waiting;
    waiting = [];
    // On a nearly full disk each work gets its own transaction, which needs the least space, after a new check.
    if (room?.isTight()) for (const one of all) commit([one], room.refusal(one.purpose));
    else commit(all, undefined);
  };

  const commit = (group: readonly Waiting[], refusal: Error | undefined): void => {
    actions = [];
    let settles: readonly Settle[] = [];
    try {
      if (refusal) throw refusal;
      transaction(() => {
        settles = group.map(({ attempt }) => attempt());
      });
    } catch (error) {
      const reason = reasonOf(error, room);
      for (const { fail } of group) fail(reason);
      return;
    }
    for (const settle of settles) settle();
    for (const action of actions) action();
  };

  return {
    run: <T>(work: () => T, purpose: Purpose = 'record'): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ purpose, attempt: () => outcome(work, resolve, reject), fail: reject });
      }),
    afterCommit: (action) => {
      actions.push(action);
    },
  };
}

/** If a transaction needs more space than was checked for, lmdb reports a full disk as an input/output error. */
function reasonOf(error: unknown, room: DiskRoom | undefined): unknown {
  const full = error instanceof DiskFull ? undefined : room?.refusal('body');
  return full === undefined ? error : new DiskFull(full.message, { cause: error });
}

function outcome<T>(work: () => T, resolve: (value: T) => void, reject: (error: unknown) => void): Settle {
  try {
    const value = work();
    return () => resolve(value);
  } catch (error) {
    return () => reject(error);
  }
}
