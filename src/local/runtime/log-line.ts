/** One line of a function's log: printed by the function, or by the platform before and after an invocation. */
export interface LogLine {
  /** Unix milliseconds. */
  readonly time: number;
  readonly functionName: string;
  readonly requestId: string;
  readonly text: string;
}

/** `FC Invoke Start RequestId: …` (Function Compute, "Function logs"). */
export function startLine(requestId: string): string {
  return `FC Invoke Start RequestId: ${requestId}`;
}

/** The last line of an invocation. If there was an error, it names the kind. */
export function endLine(requestId: string, error?: 'Handled' | 'Unhandled'): string {
  return `FC Invoke End RequestId: ${requestId}${error ? `, Error: ${error} function error` : ''}`;
}
