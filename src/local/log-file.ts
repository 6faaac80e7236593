import { createWriteStream, mkdirSync, openSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';

export interface LogFile {
  write(line: string): void;
  close(): Promise<void>;
}

/** At this size a file becomes `<file>.1`, in place of the one before it, so that a log never fills the disk. */
const LIMIT = 16 * 1024 * 1024;

/** Appends lines to a file. What fails (a full disk) is told to `trouble`, and the lines are lost. */
export const openLogFile = (file: string, trouble: (error: unknown) => void, limit = LIMIT): LogFile => {
  mkdirSync(dirname(file), { recursive: true });
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const open = (): WriteStream => createWriteStream(file, { fd: openSync(file, 'a') }).on('error', trouble);
  let stream = open();

  const rotate = (): void => {
    stream.end();
    renameSync(file, `${file}.1`);
    stream = open();
    size = 0;
  };
  return {
    write: (line) => {
      const bytes = Buffer.from(`${line}\n`);
      if (size > 0 && size + bytes.length > limit) rotate();
      size += bytes.length;
      stream.write(bytes);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
};
