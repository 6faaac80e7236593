import { closeSync, openSync, statSync } from 'node:fs';
import { appendFile, mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makePrivateDirectory, PRIVATE_DIRECTORY, PRIVATE_FILE } from './storage/private-files.ts';

export interface LogFile {
  write(line: string): void;
  close(): Promise<void>;
}

/** At this size a file becomes `<file>.1`, in place of the one before it, so that a log never fills the disk. */
const LIMIT = 16 * 1024 * 1024;

/** Lines wait so long for others, so that they share a write: a busy function logs hundreds in a second. */
const GATHER_MS = 20;

/** Lines for one file: the present one, or the one that takes its place. */
interface Batch {
  readonly isNewFile: boolean;
  text: string;
}

/**
 * Appends lines to a file. What fails (a full disk, a directory that somebody removed) is told to `trouble` once, and
 * the lines are lost until it works again. Never throws.
 */
export const openLogFile = (file: string, trouble: (error: unknown) => void, limit = LIMIT): LogFile => {
  makePrivateDirectory(dirname(file));
  // There from the start, for who follows it.
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

/** Nothing to put aside where somebody took the file away. */
const unlessGone = (error: unknown): void => {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
};
