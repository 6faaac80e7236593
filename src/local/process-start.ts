import { readFileSync } from 'node:fs';

/**
 * A mark that tells a running process from any later one with the same pid: its start time in clock ticks since boot.
 * `gone` if no such process runs, or only its remains that nobody has collected; `unknown` where the system tells no
 * start times (no /proc).
 */
export const processStart = (pid: number): string => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Any other refusal (EPERM) means that it runs, and belongs to somebody else.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return 'gone';
  }
  const stat = readStat(pid);
  if (stat === undefined) return 'unknown';
  // The second field is the program's name in parentheses, and may hold spaces and parentheses itself (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  if (state === 'Z' || state === 'X') return 'gone';
  return fields[START_TIME] ?? 'unknown';
};

/** Field 22 of the line, counted from the third. */
const START_TIME = 19;

const readStat = (pid: number): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
};

/** Whether a process still runs. `started` is what {@link processStart} answered for it: a pid is used again. */
export function isRunning({ pid, started }: { readonly pid: number; readonly started: string }): boolean {
  const now = processStart(pid);
  return now !== 'gone' && (now === 'unknown' || started === 'unknown' || now === started);
}
