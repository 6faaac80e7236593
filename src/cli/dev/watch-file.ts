import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

export interface WatchTimes {
  /** Milliseconds without a further change until a change is reported: an editor writes in several steps. */
  readonly settle: number;
  /** Milliseconds between two looks at the file, where the system reports nothing. */
  readonly poll: number;
}

const TIMES: WatchTimes = { settle: 100, poll: 1000 };

/**
 * Calls back after a file changed, also when it went, came, or was replaced by another of its name. It may call back
 * without a change. The function it returns ends it.
 */
export function watchFile(file: string, changed: () => void, { settle, poll }: WatchTimes = TIMES): () => void {
  let settling: NodeJS.Timeout | undefined;
  const notice = (): void => {
    clearTimeout(settling);
    settling = setTimeout(changed, settle).unref();
  };
  const watcher = watchDirectory(file, notice);
  // Sees what the system does not report: a network drive, a link whose target was replaced, no watches left.
  let last = signatureOf(file);
  const polling = setInterval(() => {
    const now = signatureOf(file);
    if (now !== last) notice();
    last = now;
  }, poll).unref();
  return () => {
    clearTimeout(settling);
    clearInterval(polling);
    watcher?.close();
  };
}

/** Differs where the file does, as far as can be seen without reading it. */
const signatureOf = (file: string): string => {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(file);
    return [ino, size, mtimeMs, ctimeMs].join(' ');
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
};

/** The directory and not the file: most editors write a new file and rename it, and a watch follows the old one. */
const watchDirectory = (file: string, notice: () => void): FSWatcher | undefined => {
  const name = basename(file);
  try {
    const watcher = watch(dirname(file), { persistent: false }, (_, changed) => {
      if (changed === null || changed === name) notice();
    });
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
};
