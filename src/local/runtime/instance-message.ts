import type { RunContext } from './cfc/cfc-run.ts';
import type { FunctionError } from './function-error.ts';

/** The data that a worker receives when it starts. */
export interface InstanceData {
  /** URL of the bundle. */
  readonly bundle: string;
  readonly method: string;
}

/** A message from the runtime to an instance. */
export type ToInstance =
  | { readonly kind: 'invoke'; readonly event: Uint8Array; readonly context: RunContext }
  | { readonly kind: 'stop'; readonly context: RunContext };

/**
 * A message from an instance to the runtime. Text that a function prints arrives before the end of its invocation.
 * `unusable`: the bundle could not be loaded, or its initializer failed.
 */
export type FromInstance =
  | { readonly kind: 'printed'; readonly text: string }
  | { readonly kind: 'initialized' }
  | { readonly kind: 'returned'; readonly body: Uint8Array }
  | { readonly kind: 'failed'; readonly error: FunctionError }
  | { readonly kind: 'unusable'; readonly error: FunctionError }
  | { readonly kind: 'stopped' };

/** The values of the answer header `X-Fc-Error-Type`. */
export type FcErrorType = 'HandledInvocationError' | 'UnhandledInvocationError' | 'InitializationError';

/**
 * The result of an invocation that reached a function. Function Compute answers both kinds with HTTP 200. Errors of the
 * platform are thrown instead.
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
