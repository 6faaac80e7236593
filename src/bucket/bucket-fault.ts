import { AutoaliasError } from '../autoalias-error.ts';

/**
 * The HTTP status of each error, and the finer code (`EC`) if a page of OSS documents it. Codes and statuses are those
 * of the OSS error pages.
 */
const FAULTS = {
  AccessDenied: { status: 403 },
  BadRequest: { status: 400 },
  BucketAlreadyExists: { status: 409 },
  BucketNotEmpty: { status: 409 },
  FileAlreadyExists: { status: 409 },
  InvalidArgument: { status: 400 },
  InvalidBucketName: { status: 400 },
  InvalidObjectName: { status: 400 },
  InvalidObjectState: { status: 403, ec: '0016-00000404' },
  InvalidTag: { status: 400 },
  InvalidTargetType: { status: 400, ec: '0026-00000011' },
  MalformedXML: { status: 400 },
  MethodNotAllowed: { status: 405 },
  NoSuchBucket: { status: 404, ec: '0015-00000101' },
  NoSuchKey: { status: 404, ec: '0026-00000001' },
  NoSuchVersion: { status: 404 },
  NotSymlink: { status: 400, ec: '0043-00000101' },
  OperationNotSupported: { status: 400 },
  PreconditionFailed: { status: 412 },
  RestoreAlreadyInProgress: { status: 409 },
  SymlinkTargetNotExist: { status: 404, ec: '0026-00000012' },
} as const satisfies Readonly<Record<string, { status: number; ec?: string }>>;

export type BucketFaultCode = keyof typeof FAULTS;

export interface BucketFaultDetails {
  /** Extra elements of the error document, in order: `Key`, `BucketName`, `Method`, `ResourceType`, … */
  readonly elements?: Readonly<Record<string, string>>;
  /** Overrides the `ec` of the table, for errors with more than one. */
  readonly ec?: string;
  /**
   * Set if a delete marker caused the error. It adds the header `x-oss-delete-marker: true`, and `x-oss-version-id` in
   * a versioned bucket. With status 405, it also adds `Allow: DELETE`.
   */
  readonly marker?: { readonly versionId?: string };
}

/** An error answer of OSS. An operation that throws it has written nothing. */
export class BucketFault extends AutoaliasError {
  readonly ossCode: BucketFaultCode;
  readonly status: number;
  readonly ec: string | undefined;
  readonly elements: Readonly<Record<string, string>>;
  readonly marker: { readonly versionId?: string } | undefined;

  constructor(ossCode: BucketFaultCode, message: string, details: BucketFaultDetails = {}) {
    super('store-refused', message);
    this.name = 'BucketFault';
    const row: { status: number; ec?: string } = FAULTS[ossCode];
    this.ossCode = ossCode;
    this.status = row.status;
    this.ec = details.ec ?? row.ec;
    this.elements = details.elements ?? {};
    this.marker = details.marker;
  }
}
