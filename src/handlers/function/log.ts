/** One line of the log, as plain data. */
export type LogEntry = Readonly<Record<string, unknown>>;

/** Writes one line of the log. */
export type Log = (entry: LogEntry) => void;

/** Creates a log that writes JSON lines. Function Compute collects them from standard output. */
export function jsonLines(write: (line: string) => void): Log {
  return (entry) => write(`${JSON.stringify(entry)}\n`);
}

/** How many texts {@link listSome} shows. */
const MOST_TEXTS = 20;
/** How many characters of each text {@link listSome} shows. */
const MOST_CHARACTERS = 500;

/** Joins the first texts of a list and counts the others. Shortens each text, so the length of the result is bounded. */
export function listSome(texts: readonly string[]): string {
  const shown = texts
    .slice(0, MOST_TEXTS)
    .map((text) => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text));
  const left = texts.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join('; ');
}
