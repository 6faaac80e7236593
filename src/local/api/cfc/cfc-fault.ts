/**
 * The error codes that the API of CFC answers with here, and their HTTP status. Sources: the common error codes of Baidu AI Cloud
 * (https://cloud.baidu.com/doc/Reference/s/Ojwvz1xre), and pkg/error of baidu/EasyFaaS for codes that end in `Exception`.
 * Unverified against the service.
 */
const STATUS = {
  InvalidParameterValueException: 400,
  InvalidRequestContentException: 400,
  InvalidHTTPAuthHeader: 400,
  RequestExpired: 400,
  NotImplemented: 400,
  AccessDenied: 403,
  InvalidAccessKeyId: 403,
  SignatureDoesNotMatch: 403,
  ResourceNotFoundException: 404,
  RequestTooLargeException: 413,
  TooManyRequestsException: 429,
  ServiceException: 500,
} as const;

export type CfcErrorCode = keyof typeof STATUS;

/** An error that the API of CFC answers. */
export class CfcFault extends Error {
  readonly code: CfcErrorCode;
  readonly status: (typeof STATUS)[CfcErrorCode];

  constructor(code: CfcErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CfcFault';
    this.code = code;
    this.status = STATUS[code];
  }
}

/** The answer. bce-sdk-js reads `code`, `message` and `requestId`, as all services of Baidu AI Cloud send them. */
export function faultAnswer({ code, status, message }: CfcFault, requestId: string): Response {
  return Response.json({ code, message, requestId }, { status, headers: { 'x-bce-request-id': requestId } });
}
