/** One line of a function's log: the platform's frame around an invocation, or what the function printed in it. */
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

/** The closing line, which names the kind of error where there was one. */
export function endLine(requestId: string, error?: 'Handled' | 'Unhandled'): string {
  return `FC Invoke End RequestId: ${requestId}${error ? `, Error: ${error} function error` : ''}`;
}
