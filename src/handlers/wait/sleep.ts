import { setTimeout } from 'node:timers/promises';

/** Resolves after a number of milliseconds, or when the signal is aborted. */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  // The promise rejects if the signal is aborted.
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}
