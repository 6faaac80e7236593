import { closeSync, openSync, statSync } from 'node:fs';
import { appendFile, mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makePrivateDirectory, PRIVATE_DIRECTORY, PRIVATE_FILE } from './storage/private-files.ts';

export interface LogFile {
  write(line: string): void;
  close(): Promise<void>;
}

/** At this size a file is renamed to `<file>.1` and replaces the one before, so that a log never fills the disk. */
const LIMIT = 16 * 1024 * 1024;

/** How long lines wait for others to share one write. A busy function logs hundreds of lines per second. */
const GATHER_MS = 20;

/** Lines for one file: the current one, or its replacement. */
interface Batch {
  readonly isNewFile: boolean;
  text: string;
}

/**
 * Appends lines to a file. If writing fails (full disk, removed directory), `trouble` is called once, and lines are lost
 * until writing works again. Never throws.
 */
export const openLogFile = (file: string, trouble: (error: unknown) => void, limit = LIMIT): LogFile => {
  makePrivateDirectory(dirname(file));
  // Created at the start, so that `tail -f` can follow it.
  closeSync(openSync(file, 'a', PRIVATE_FILE));
  let { size } = statSync(file);
  let batches: Batch[] = [];
  let gathering: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isFailing = false;

  const writeOut = async (gathered: readonly Batch[]): Promise<void> => {
    try {
      if (isFailing) await mkdir(dirname(file), { recursive: true, mode: PRIVATE_DIRECTORY });
      for (const { isNewFile, text } of gathered) {
        if (isNewFile) await rename(file, `${file}.1`).catch(unlessGone);
        await appendFile(file, text, { mode: PRIVATE_FILE });
      }
      isFailing = false;
    } catch (error) {
      if (!isFailing) trouble(error);
      isFailing = true;
    }
  };
  const flush = (): void => {
    gathering = undefined;
    const gathered = batches;
    batches = [];
    writing = writing.then(() => writeOut(gathered));
  };
  return {
    write: (line) => {
      const bytes = Buffer.byteLength(line) + 1;
      const isNewFile = size > 0 && size + bytes > limit;
      size = (isNewFile ? 0 : size) + bytes;
      const last = batches.at(-1);
      if (last === undefined || isNewFile) batches.push({ isNewFile, text: `${line}\n` });
      else last.text += `${line}\n`;
      gathering ??= setTimeout(flush, GATHER_MS);
    },
    close: async () => {
      clearTimeout(gathering);
      flush();
      await writing;
    },
  };
};

/** If the file was removed, there is nothing to rename. */
const unlessGone = (error: unknown): void => {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
};
