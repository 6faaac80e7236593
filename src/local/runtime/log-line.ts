/** One line of a function's log: the platform's frame around an invocation, or what the function printed in it. */
export interface LogLine {
  /** Unix milliseconds. */
  readonly time: number;
  readonly functionName: string;
  readonly requestId: string;
  readonly text: string;
}

/** `FC Invoke Start RequestId: …` (Function Compute, "Function logs"). */
export const startLine = (requestId: string): string => `FC Invoke Start RequestId: ${requestId}`;

/** The closing line, which names the kind of error where there was one. */
export const endLine = (requestId: string, error?: 'Handled' | 'Unhandled'): string =>
  `FC Invoke End RequestId: ${requestId}${error ? `, Error: ${error} function error` : ''}`;
