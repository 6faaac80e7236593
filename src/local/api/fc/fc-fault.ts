/**
 * The error codes that the local cloud answers with, and their HTTP status. Source: Function Compute, "Error codes" of 2.0
 * and 3.0. Not on these pages, but checked for by the vendor's own clients: AsyncConfigNotExists (the Terraform provider and
 * Serverless Devs) and StatefulAsyncInvocationAlreadyExists (the examples of asynchronous tasks).
 */
const STATUS = {
  InvalidArgument: 400,
  MissingRequiredHeader: 400,
  PathNotSupported: 400,
  EntityTooLarge: 400,
  SignatureNotMatch: 403,
  InvalidAccessKeyID: 403,
  AccessDenied: 403,
  ServiceNotFound: 404,
  FunctionNotFound: 404,
  TriggerNotFound: 404,
  VersionNotFound: 404,
  AliasNotFound: 404,
  AsyncConfigNotExists: 404,
  AsyncTaskNotFound: 404,
  StatefulAsyncInvocationAlreadyExists: 409,
  ResourceExhausted: 429,
  InternalServerError: 500,
  ResourceThrottled: 503,
} as const;

export type FcErrorCode = keyof typeof STATUS;

/** An error that the API of Function Compute answers. */
export class FcFault extends Error {
  readonly code: FcErrorCode;
  readonly status: (typeof STATUS)[FcErrorCode];

  constructor(code: FcErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'FcFault';
    this.code = code;
    this.status = STATUS[code];
  }
}
