import { escapeJsonForTerminal } from './escape-for-terminal.ts';

/** A JSON document for programs, indented, that a terminal can show. */
export function jsonDocument(value: unknown): string {
  return escapeJsonForTerminal(JSON.stringify(value, null, 2));
}

/** The same as one line of JSON lines, without its end. */
export function jsonLine(value: unknown): string {
  return escapeJsonForTerminal(JSON.stringify(value));
}
