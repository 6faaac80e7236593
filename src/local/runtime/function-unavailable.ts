import { AutoaliasError } from '../../autoalias-error.ts';

/**
 * The platform could not run a function at all, by the HTTP status that Function Compute answers: 404 there is no such
 * function, 429 too many invocations wait, 503 no instance can be started. Asynchronous invocations are tried again.
 */
export class FunctionUnavailable extends AutoaliasError {
  readonly status: 404 | 429 | 503;

  constructor(status: 404 | 429 | 503, message: string, options?: { cause?: unknown }) {
    super('function-unavailable', message, options);
    this.name = 'FunctionUnavailable';
    this.status = status;
  }
}
