import { AutoaliasError } from '../../autoalias-error.ts';

/** The body of the answer to a failed invocation (Function Compute, "Error handling"). */
export interface FunctionError {
  readonly errorMessage: string;
  readonly errorType: string;
  readonly stackTrace: readonly string[];
}

/** Describes any value that a function threw, rejected with or passed to its callback. Never throws. */
export function functionErrorOf(thrown: unknown): FunctionError {
  return thrown instanceof Error
    ? { errorMessage: thrown.message, errorType: thrown.name, stackTrace: (thrown.stack ?? '').split('\n') }
    : { errorMessage: textOf(thrown), errorType: 'FunctionHandledError', stackTrace: [] };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/**
 * The platform could not run a function. `status` is the HTTP status of Function Compute: 404 if there is no such function,
 * 429 if too many invocations wait, 503 if no instance can be started. Asynchronous invocations are retried.
 */
export class FunctionUnavailable extends AutoaliasError {
  readonly status: 404 | 429 | 503;

  constructor(status: 404 | 429 | 503, message: string, options?: { cause?: unknown }) {
    super('function-unavailable', message, options);
    this.name = 'FunctionUnavailable';
    this.status = status;
  }
}
