import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { codeOf } from '../../../error-text.ts';

export interface WatchTimes {
  /** Milliseconds without a further change until a change is reported: an editor writes in several steps. */
  readonly settle: number;
  /** Milliseconds between two checks of the file, in case the system reports nothing. */
  readonly poll: number;
}

const TIMES: WatchTimes = { settle: 100, poll: 1000 };

/**
 * Calls back after a file was changed, created, deleted or replaced. It may also call back without a change. The returned
 * function stops it.
 */
export function watchFile(file: string, changed: () => void, { settle, poll }: WatchTimes = TIMES): () => void {
  let settling: NodeJS.Timeout | undefined;
  const notice = (): void => {
    clearTimeout(settling);
    settling = setTimeout(changed, settle).unref();
  };
  const watcher = watchDirectory(file, notice);
  // For changes that the system does not report: on a network drive, behind a symbolic link, or without watches left.
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

/** Changes when the file does, as far as its metadata shows. */
function signatureOf(file: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(file);
    return [ino, size, mtimeMs, ctimeMs].join(' ');
  } catch (error) {
    return codeOf(error) ?? 'unknown';
  }
}

/** Watches the directory, not the file: most editors rename a new file over the old one, and a watch follows the old one. */
function watchDirectory(file: string, notice: () => void): FSWatcher | undefined {
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
}
