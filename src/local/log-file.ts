import { createWriteStream, mkdirSync, openSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';

export interface LogFile {
  write(line: string): void;
  close(): Promise<void>;
}

/** At this size a file becomes `<file>.1`, in place of the one before it, so that a log never fills the disk. */
const LIMIT = 16 * 1024 * 1024;

/** Lines wait so long for others, so that they share a write: a busy function logs hundreds in a second. */
const GATHER_MS = 20;

/** Appends lines to a file. What fails (a full disk) is told to `trouble`, and the lines are lost. */
export const openLogFile = (file: string, trouble: (error: unknown) => void, limit = LIMIT): LogFile => {
  mkdirSync(dirname(file), { recursive: true });
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const open = (): WriteStream => createWriteStream(file, { fd: openSync(file, 'a') }).on('error', trouble);
  let stream = open();
  let gathering: NodeJS.Timeout | undefined;

  const gather = (): void => {
    if (gathering !== undefined) return;
    const gathered = stream;
    gathered.cork();
    gathering = setTimeout(() => {
      gathering = undefined;
      gathered.uncork();
    }, GATHER_MS);
  };
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
      gather();
      stream.write(bytes);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
};
