/**
 * Codes that the server of the BOS protocol answers with, and their HTTP status and usual message. Source: the page "Error
 * Code" (https://intl.cloud.baidu.com/doc/BOS/s/Ajwvysfpl-en), unless a comment names another one.
 */
export const wireCodes = {
  AccessDenied: { status: 403, message: 'Access denied.' },
  BadDigest: { status: 400, message: 'The Content-MD5 you specified did not match what we received.' },
  BucketAlreadyExists: { status: 409, message: 'The requested bucket name is not available.' },
  BucketNotEmpty: { status: 409, message: 'The bucket you tried to delete is not empty.' },
  EntityTooLarge: { status: 400, message: 'Your proposed upload exceeds the maximum allowed object size.' },
  /** Not a code of BOS. */
  ExpectationFailed: { status: 417, message: 'The only expectation that is supported is "100-continue".' },
  /** On a Ceph gateway that speaks the BOS protocol. The public code is not documented. */
  FileAlreadyExists: { status: 409, message: 'The object already exists and cannot be overwritten.' },
  InappropriateJSON: {
    status: 400,
    message: 'The JSON you provided was well-formed and valid, but not appropriate for this operation.',
  },
  IncompleteBody: { status: 400, message: 'The request body was shorter or longer than its Content-Length.' },
  /** Not a code of BOS, whose disks are never full. The status is from RFC 4918. */
  InsufficientStorage: { status: 507, message: 'The disk of the store is full.' },
  InternalError: { status: 500, message: 'We encountered an internal error. Please try again.' },
  InvalidAccessKeyId: { status: 403, message: 'The Access Key Id you provided does not exist in our records.' },
  InvalidArgument: { status: 400, message: 'Invalid argument.' },
  InvalidBucketName: { status: 400, message: 'The specified bucket is not valid.' },
  InvalidHTTPAuthHeader: { status: 400, message: 'The HTTP authorization header is invalid.' },
  InvalidHTTPRequest: { status: 400, message: 'The request is not HTTP/1.1.' },
  InvalidObjectName: { status: 400, message: 'The specified object name is not valid.' },
  /** No source names the code for an object of the class ARCHIVE that was not restored. OSS and S3 have this one. */
  InvalidObjectState: { status: 403, message: "The operation is not valid for the object's state." },
  InvalidRange: { status: 416, message: 'The requested range cannot be satisfied.' },
  InvalidTargetType: {
    status: 400,
    message: 'The specified object key is symlink, target object of symlink also is symlink.',
  },
  InvalidURI: { status: 400, message: 'Could not parse the specified URI.' },
  MalformedJSON: { status: 400, message: 'The JSON you provided was not well-formed.' },
  MaxMessageLengthExceeded: { status: 400, message: 'Your request was too big.' },
  MethodNotAllowed: { status: 405, message: 'The specified method is not allowed against this resource.' },
  MissingContentLength: { status: 411, message: 'You must provide the Content-Length HTTP header.' },
  NoSuchBucket: { status: 404, message: 'The specified bucket does not exist.' },
  NoSuchKey: { status: 404, message: 'The resource you requested does not exist.' },
  /** No source names it. */
  NoSuchVersion: { status: 404, message: 'The specified version does not exist.' },
  NotImplemented: { status: 501, message: 'A header you provided implies functionality that is not implemented.' },
  /** Has no body. It is the only answer in this table that is not an error. */
  NotModified: { status: 304, message: 'The source was not modified.' },
  /** On a Ceph gateway that speaks the BOS protocol. The public code is not documented. */
  NotSymlink: { status: 400, message: 'The specified object is not symlink.' },
  /** The next two are from the same gateway. */
  ObjectUnappendable: { status: 403, message: 'The object cannot be appended to.' },
  OffsetIncorrect: { status: 409, message: 'The offset is not the size of the object.' },
  PreconditionFailed: {
    status: 412,
    message: 'At least one of the preconditions you specified did not hold.',
  },
  RequestExpired: { status: 400, message: 'Request has expired.' },
  RequestHeaderTooLarge: { status: 431, message: 'The request line and the headers are longer than 64 KB.' },
  /** bce-sdk-js, src/bos_client.js: the SDK then signs again with the time of the answer. */
  RequestTimeTooSkewed: {
    status: 403,
    message: 'The difference between the request time and the current time is too large.',
  },
  RequestTimeout: {
    status: 400,
    message: 'Your socket connection to the server was not read from or written to within the timeout period.',
  },
  ServiceUnavailable: { status: 503, message: 'Please reduce your request rate.' },
  SignatureDoesNotMatch: {
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your Secret Access Key and signing method.',
  },
  /** The page of GetObjectMeta (https://cloud.baidu.com/doc/BOS/s/6kc5suqj3). */
  SymlinkTargetNotExist: { status: 404, message: 'The target object of the symlink does not exist.' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly message: string }>>;

export type WireCode = keyof typeof wireCodes;
