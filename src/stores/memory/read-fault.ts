import type { BucketFault } from '../../bucket/bucket-fault.ts';
import { defined } from '../../defined.ts';
import { StoreError } from '../store-error.ts';
import type { StoreRequest } from '../store-request.ts';
import type { NotFound, ResponseByOperation } from '../store-response.ts';

type Operation = StoreRequest['operation'];
type Expected<O extends Operation> = Readonly<Partial<Record<string, (fault: BucketFault) => ResponseByOperation[O]>>>;

/** Converts a fault of the engine as a client would: to an answer, or to a StoreError, which it throws. */
export function readFault<O extends Operation>(
  fault: BucketFault,
  request: { readonly operation: O; readonly key?: string },
  bucket: string,
): ResponseByOperation[O] {
  const value = EXPECTED[request.operation][fault.ossCode]?.(fault);
  if (value === undefined) throw storeError(fault, request, bucket);
  return value;
}

function notFound({ marker }: BucketFault): NotFound {
  return marker ? { found: 'none', deleteMarker: true, ...marker } : { found: 'none', deleteMarker: false };
}

const ABSENT = { NoSuchKey: notFound, NoSuchVersion: notFound, MethodNotAllowed: notFound } as const;

function linkInstead() {
  return { found: 'symlink' } as const;
}

function keyExists() {
  return { written: false } as const;
}

/** Faults that are answers to a request, such as a missing key. All other faults are errors. */
const EXPECTED: { readonly [O in Operation]: Expected<O> } = {
  HeadObject: { ...ABSENT, SymlinkTargetNotExist: linkInstead, InvalidTargetType: linkInstead },
  GetObject: { ...ABSENT, SymlinkTargetNotExist: linkInstead, InvalidTargetType: linkInstead },
  GetSymlink: { ...ABSENT, NotSymlink: () => ({ found: 'object' }) },
  // Only a request with forbidOverwrite can cause this fault.
  PutSymlink: { FileAlreadyExists: keyExists },
  PutObject: { FileAlreadyExists: keyExists },
  DeleteObject: {},
  DeleteObjects: {},
  ListObjects: {},
  ListObjectVersions: {},
  GetBucketVersioning: {},
  GetObjectTagging: ABSENT,
  PutObjectTagging: {},
  DeleteObjectTagging: {},
};

function storeError(
  fault: BucketFault,
  request: { readonly operation: Operation; readonly key?: string },
  bucket: string,
): StoreError {
  const { operation, key } = request;
  const subject = `${operation}${key === undefined ? '' : ` of ${key}`} in bucket ${bucket}`;
  return new StoreError(
    `${subject}: the memory store answered ${fault.status} ${fault.ossCode} (${fault.message})`,
    {
      operation,
      bucket,
      ...defined({ key }),
      status: fault.status,
      storeCode: fault.ossCode,
      ...defined({ ec: fault.ec }),
      attempts: 1,
    },
    { cause: fault },
  );
}
