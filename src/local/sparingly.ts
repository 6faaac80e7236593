import { DiskFull } from './storage/disk-full.ts';

/** Milliseconds. */
const PAUSE = 60_000;
const REMEMBERED = 100;

/** Passes errors on, but those of one kind only once a minute: a full disk fails a thousand requests a second. */
export const sparingly = (tell: (error: unknown) => void, now: () => number): ((error: unknown) => void) => {
  const told = new Map<string, number>();
  return (error) => {
    const kind = kindOf(error);
    const last = told.get(kind);
    if (last !== undefined && now() - last < PAUSE) return;
    if (told.size >= REMEMBERED) told.clear();
    told.set(kind, now());
    tell(error);
  };
};

/** What the system refused names another file each time, and a full disk another number of megabytes. */
const kindOf = (error: unknown): string => {
  if (error instanceof DiskFull) return error.name;
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return String(error);
  return `${String(error.code)} ${String(error.syscall)}`;
};
