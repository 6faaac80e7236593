/** One line of the log: plain data. */
export type LogEntry = Readonly<Record<string, unknown>>;

/** Writes one line of the log. */
export type Log = (entry: LogEntry) => void;

/** JSON lines on standard output, which is what Function Compute collects. */
export function jsonLines(write: (line: string) => void): Log {
  return (entry) => write(`${JSON.stringify(entry)}\n`);
}

const MOST = 20;
const LONGEST = 500;

/** Joins the first texts of a list, each shortened, and counts the others, so that a message has a bounded length. */
export function listSome(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST).map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
  const left = texts.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join('; ');
}
