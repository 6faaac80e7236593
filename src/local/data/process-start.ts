import { readFileSync } from 'node:fs';
import { codeOf } from '../../error-text.ts';

/**
 * The start time of a process in clock ticks since boot, which distinguishes it from a later process with the same pid.
 * `gone` if no such process runs or it is a zombie. `unknown` if the system does not report start times (no /proc).
 */
export function processStart(pid: number): string {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Any other error (EPERM) means that it runs and belongs to another user.
    if (codeOf(error) === 'ESRCH') return 'gone';
  }
  const stat = readStat(pid);
  if (stat === undefined) return 'unknown';
  // The second field is the program's name in parentheses, and may hold spaces and parentheses itself (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  if (state === 'Z' || state === 'X') return 'gone';
  return fields[START_TIME] ?? 'unknown';
}

/** Field 22 of the line, counted from the third. */
const START_TIME = 19;

function readStat(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether a process still runs. `started` is its {@link processStart}, since pids are reused. */
export function isRunning({ pid, started }: { readonly pid: number; readonly started: string }): boolean {
  const now = processStart(pid);
  return now !== 'gone' && (now === 'unknown' || started === 'unknown' || now === started);
}
