/** The error codes that the local cloud answers with, and their HTTP status. Source: Simple Message Queue, "Error codes". */
const STATUS = {
  InvalidAuthorizationHeader: 400,
  InvalidArgument: 400,
  InvalidDateHeader: 400,
  InvalidDegist: 400,
  InvalidRequestURL: 400,
  MalformedXML: 400,
  MissingAuthorizationHeader: 400,
  MissingDateHeader: 400,
  MissingReceiptHandle: 400,
  MissingVisibilityTimeout: 400,
  ReceiptHandleError: 400,
  AccessDenied: 403,
  InvalidAccessKeyId: 403,
  SignatureDoesNotMatch: 403,
  MessageNotExist: 404,
  QueueNotExist: 404,
  TimeExpired: 408,
  InternalError: 500,
} as const;

export type MnsErrorCode = keyof typeof STATUS;

/** An error that the API of Simple Message Queue answers. `InvalidDegist` is spelled as the service spells it. */
export class MnsFault extends Error {
  readonly code: MnsErrorCode;
  readonly status: (typeof STATUS)[MnsErrorCode];

  constructor(code: MnsErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'MnsFault';
    this.code = code;
    this.status = STATUS[code];
  }
}
