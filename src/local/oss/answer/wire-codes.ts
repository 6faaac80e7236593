/**
 * Codes that the wire server itself answers with, and their HTTP status and usual message. Source: OSS, pages "HTTP 400
 * status code" to "HTTP 416 status code" and the error pages by EC. Codes of bucket semantics are the engine's.
 */
export const wireCodes = {
  AccessDenied: { status: 403, message: 'You have no right to access this object because of bucket acl.' },
  BadRequest: { status: 400, message: 'The request is not HTTP/1.1.' },
  EntityTooLarge: { status: 400, message: 'Your proposed upload exceeds the maximum allowed object size.' },
  ExpectationFailed: { status: 417, message: 'The only expectation that is supported is "100-continue".' },
  IncompleteBody: { status: 400, message: 'The request body was shorter or longer than its Content-Length.' },
  /** Not a code of OSS, whose disks are never full. The status is from RFC 4918. */
  InsufficientStorage: { status: 507, message: 'The disk of the store is full.' },
  InternalError: { status: 500, message: 'We encountered an internal error. Please try again.' },
  InvalidAccessKeyId: {
    status: 403,
    message: 'The OSS Access Key Id you provided does not exist in our records.',
  },
  InvalidArgument: { status: 400, message: 'The request has an argument that is not valid.' },
  InvalidDigest: { status: 400, message: 'The Content-MD5 you specified was invalid.' },
  InvalidRange: { status: 416, message: 'The requested range cannot be satisfied.' },
  InvalidRequest: { status: 400, message: 'The request is not valid.' },
  InvalidSecurityToken: { status: 403, message: 'The security token you provided is invalid.' },
  InvalidURI: { status: 400, message: "Couldn't parse the specified URI." },
  MalformedXML: { status: 400, message: 'The XML you provided was not well-formed or did not validate.' },
  MethodNotAllowed: { status: 405, message: 'The specified method is not allowed against this resource.' },
  MissingContentLength: { status: 411, message: 'You must provide the Content-Length HTTP header.' },
  NoSuchBucketPolicy: { status: 404, message: 'The bucket policy does not exist.' },
  NoSuchCORSConfiguration: { status: 404, message: 'The CORS Configuration does not exist.' },
  NoSuchInventory: { status: 404, message: 'The inventory configuration does not exist.' },
  NoSuchLifecycle: { status: 404, message: 'No Row found in Lifecycle Table.' },
  NoSuchServerSideEncryptionRule: { status: 404, message: 'The server side encryption rule does not exist.' },
  NoSuchTransferAccelerationConfiguration: {
    status: 404,
    message: 'The bucket has no transfer acceleration configuration.',
  },
  NoSuchWORMConfiguration: { status: 404, message: 'The WORM Configuration does not exist.' },
  NoSuchWebsiteConfiguration: { status: 404, message: 'The specified bucket does not have a website configuration.' },
  NotImplemented: { status: 400, message: 'A header you provided implies functionality that is not implemented.' },
  /** Has no body. It is the only answer in this table that is not an error. */
  NotModified: { status: 304, message: 'The source was not modified.' },
  PreconditionFailed: {
    status: 412,
    message: 'At least one of the pre-conditions you specified did not hold.',
  },
  RequestHeaderTooLarge: { status: 431, message: 'The request line and the headers are longer than 64 KB.' },
  RequestTimeout: {
    status: 400,
    message: 'Your socket connection to the server was not read from or written to within the timeout period.',
  },
  RequestTimeTooSkewed: {
    status: 403,
    message: 'The difference between the request time and the current time is too large.',
  },
  ServiceUnavailable: { status: 503, message: 'Please reduce your request rate.' },
  SignatureDoesNotMatch: {
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly message: string }>>;

export type WireCode = keyof typeof wireCodes;
