import type { CliIo } from '../cli-io.ts';

/** The signal of Ctrl-C, for a command that finishes its work in progress. Prints that it is stopping. */
export function stopSignal(io: Pick<CliIo, 'signal' | 'err'>): AbortSignal {
  const { signal } = io;
  signal.addEventListener(
    'abort',
    () => io.err('stopping: finishing work in progress; press Ctrl-C again to end at once\n'),
    {
      once: true,
    },
  );
  return signal;
}
