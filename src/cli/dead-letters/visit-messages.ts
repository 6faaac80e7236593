import type { HeldMessage, MessageQueue } from './mns-queue.ts';

/** What happens with a visited message. */
export type Visit = 'keep' | 'remove';

/**
 * Receives every message that waits in a queue, and visits each once, until the signal is aborted or `visit` returns
 * `stop`. At the end, also after an error, the messages that are kept become visible again.
 *
 * @returns the messages that `visit` wanted to remove, and that may still be in the queue.
 */
export async function visitMessages(
  queue: MessageQueue,
  visit: (message: HeldMessage) => Promise<Visit | 'stop'>,
  signal: AbortSignal,
): Promise<readonly HeldMessage[]> {
  /** By id, with the latest receipt handle. */
  const kept = new Map<string, HeldMessage>();
  const seen = new Set<string>();
  const stayed: HeldMessage[] = [];
  const visitAll = async (): Promise<void> => {
    for (;;) {
      const batch = await queue.receive();
      for (const message of batch) kept.set(message.id, message);
      const fresh = batch.filter(({ id }) => !seen.has(id));
      // A long visit lets the first messages become visible again, so a batch can contain only known ones.
      if (fresh.length === 0) return;
      for (const message of fresh) {
        if (signal.aborted) return;
        seen.add(message.id);
        const what = await visit(message);
        if (what === 'stop') return;
        if (what === 'keep') continue;
        kept.delete(message.id);
        if (!(await queue.remove(message))) stayed.push(message);
      }
    }
  };
  try {
    await visitAll();
  } finally {
    // A message that cannot be released becomes visible when its timeout ends.
    await Promise.allSettled([...kept.values()].map((message) => queue.release(message)));
  }
  return stayed;
}
