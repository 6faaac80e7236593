import type { CliIo } from '../cli-io.ts';

/** The signal of Ctrl-C for a command that finishes what it began. It prints that it is stopping. */
export function stopSignal(io: CliIo): AbortSignal {
  const { signal } = io;
  signal.addEventListener(
    'abort',
    () => io.err('stopping: finishing what was begun; Ctrl-C once more ends it at once\n'),
    {
      once: true,
    },
  );
  return signal;
}
