import type { FunctionError } from './function-error.ts';

/** The values of the answer header `X-Fc-Error-Type`. */
export type FcErrorType = 'HandledInvocationError' | 'UnhandledInvocationError' | 'InitializationError';

/**
 * How an invocation ended that reached a function. Function Compute answers both with HTTP 200; that something is wrong
 * on the platform's side is no result but thrown.
 */
export type InvocationResult =
  | { readonly ok: true; readonly requestId: string; readonly body: Uint8Array; readonly milliseconds: number }
  | {
      readonly ok: false;
      readonly requestId: string;
      readonly fcErrorType: FcErrorType;
      readonly error: FunctionError;
      readonly milliseconds: number;
    };
