import type { LogEntry } from '../../handlers/function/log.ts';

/** A line that a function logged about a decision. */
export interface LoggedDecision {
  /** Unix milliseconds. Simple Log Service keeps whole seconds. */
  readonly time: number;
  /** `object-events`, or as it was deployed: `autoalias-object-events`. */
  readonly functionName: string;
  /** The fields of the line. It has the text field `action`. */
  readonly entry: LogEntry;
}

/** Where decisions are kept. */
export interface DecisionSource {
  /** The decisions of a period, oldest first. Times are Unix milliseconds; `until` is not included. */
  read(since: number, until: number): AsyncIterable<LoggedDecision>;
  /** The decisions since a time, and then new ones until the signal is aborted. */
  follow(since: number, signal: AbortSignal): AsyncIterable<readonly LoggedDecision[]>;
}

/** The fields of a log line. Undefined for a line that is not about a decision. */
export function entryOf(text: string): LogEntry | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is LogEntry {
  return typeof value === 'object' && value !== null && 'action' in value && typeof value.action === 'string';
}
