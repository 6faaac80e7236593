/** One line of the log: plain data. */
export type LogEntry = Readonly<Record<string, unknown>>;

/** Where log lines go. */
export type Log = (entry: LogEntry) => void;

/** JSON lines on standard output, which is what Function Compute collects. */
export function jsonLines(write: (line: string) => void): Log {
  return (entry) => write(`${JSON.stringify(entry)}\n`);
}
