import { DiskFull } from '../storage/disk-full.ts';

/** Milliseconds. */
const PAUSE = 60_000;
const REMEMBERED = 100;

/** Reports errors, but each kind only once a minute: on a full disk a thousand requests fail per second. */
export function sparingly(tell: (error: unknown) => void, now: () => number): (error: unknown) => void {
  const told = new Map<string, number>();
  return (error) => {
    const kind = kindOf(error);
    const last = told.get(kind);
    if (last !== undefined && now() - last < PAUSE) return;
    if (told.size >= REMEMBERED) told.clear();
    told.set(kind, now());
    tell(error);
  };
}

/** Two messages of one kind can differ: system errors name files, and a full disk its free megabytes. */
function kindOf(error: unknown): string {
  if (error instanceof DiskFull) return error.name;
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return String(error);
  return `${String(error.code)} ${String(error.syscall)}`;
}
