import type { Credentials } from '../../oss-wire/credentials.ts';

/** Where the API of Function Compute is, and who calls it. */
export interface FcTarget {
  /** `https://<account>.<region>.fc.aliyuncs.com`, or the API of the local cloud. */
  readonly url: string;
  readonly isLocal: boolean;
  readonly region: string;
  readonly accountId: string;
  readonly credentials: Credentials;
}

export interface FunctionCall {
  readonly functionName: string;
  readonly event: Uint8Array;
  /** Queue the event instead of waiting for the function. */
  readonly isAsync: boolean;
  readonly qualifier: string | undefined;
}

export interface CallAnswer {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the function returned, or its error as JSON. Empty for a queued event. */
  readonly body: Uint8Array;
}

/** InvokeFunction. Throws what the SDK throws if the API refuses the call or does not answer. */
export type CallFunction = (call: FunctionCall) => Promise<CallAnswer>;

/** Longer than any function may run (900 seconds), in milliseconds. */
export const CALL_TIMEOUT = 910_000;
