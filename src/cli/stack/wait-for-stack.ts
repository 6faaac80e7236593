import { sleep } from '../../handlers/wait/sleep.ts';
import type { Stack } from './stack.ts';
import { stateOf } from './stack-state.ts';

export interface StackWait {
  readonly read: () => Promise<Stack>;
  /** The stack before the operation was requested. Undefined if it did not exist, or if the operation was seen running. */
  readonly before: Stack | undefined;
  /** Ends the wait, not the operation. */
  readonly signal: AbortSignal;
  /** Called for each new status or progress. */
  readonly onProgress: (stack: Stack) => void;
  /** Milliseconds before each read. The last one repeats. */
  readonly pauses?: readonly number[];
}

const PAUSES = [500, 1000, 2000, 3000, 5000] as const;

/** How often a stack may be read without a sign of the operation, before it counts as ended. */
const MOST_IDLE = 30;

/** Waits until an operation on a stack ends. Returns undefined if the signal is aborted first. */
export async function waitForStack(wait: StackWait): Promise<Stack | undefined> {
  const { read, before, signal, onProgress, pauses = PAUSES } = wait;
  let hasBegun = before === undefined;
  let shown = '';
  for (let reads = 0; ; reads++) {
    await sleep(pauses[Math.min(reads, pauses.length - 1)] ?? 0, signal);
    if (signal.aborted) return undefined;
    const stack = await read();
    const { status, progress, updatedAt } = stack;
    // An accepted update may not have changed the status yet.
    hasBegun ||= stateOf(stack) === 'busy' || status !== before?.status || updatedAt !== before.updatedAt;
    const now = `${status} ${progress?.done}`;
    if (hasBegun && now !== shown) onProgress(stack);
    shown = now;
    if (stateOf(stack) !== 'busy' && (hasBegun || reads >= MOST_IDLE)) return stack;
  }
}
