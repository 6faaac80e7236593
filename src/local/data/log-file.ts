import { closeSync, openSync, statSync } from 'node:fs';
import { appendFile, mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../../error-text.ts';
import { makePrivateDirectory, PRIVATE_DIRECTORY, PRIVATE_FILE } from '../storage/private-files.ts';

export interface LogFile {
  write(line: string): void;
  close(): Promise<void>;
}

/** At this size a file is renamed to `<file>.1` and replaces the one before, so that a log never fills the disk. */
const LIMIT = 16 * 1024 * 1024;

/** How long lines wait for others to share one write. A busy function logs hundreds of lines per second. */
const GATHER_MS = 20;

/**
 * Appends lines to a file. If writing fails (full disk, removed directory), `trouble` is called once, and lines are lost
 * until writing works again. Never throws.
 */
export function openLogFile(file: string, trouble: (error: unknown) => void, limit = LIMIT): LogFile {
  makePrivateDirectory(dirname(file));
  // Created at the start, so that `tail -f` can follow it.
  closeSync(openSync(file, 'a', PRIVATE_FILE));
  let { size } = statSync(file);
  let gathered = '';
  let gathering: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isFailing = false;

  const append = async (text: string): Promise<void> => {
    try {
      if (isFailing) await mkdir(dirname(file), { recursive: true, mode: PRIVATE_DIRECTORY });
      if (size >= limit) {
        await rename(file, `${file}.1`).catch(unlessGone);
        size = 0;
      }
      await appendFile(file, text, { mode: PRIVATE_FILE });
      size += Buffer.byteLength(text);
      isFailing = false;
    } catch (error) {
      if (!isFailing) trouble(error);
      isFailing = true;
    }
  };
  const flush = (): void => {
    gathering = undefined;
    const text = gathered;
    gathered = '';
    if (text !== '') writing = writing.then(() => append(text));
  };
  return {
    write: (line) => {
      gathered += `${line}\n`;
      gathering ??= setTimeout(flush, GATHER_MS);
    },
    close: async () => {
      clearTimeout(gathering);
      flush();
      await writing;
    },
  };
}

/** If the file was removed, there is nothing to rename. */
function unlessGone(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}
