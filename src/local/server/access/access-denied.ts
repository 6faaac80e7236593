import { BucketFault } from '../../../bucket/bucket-fault.ts';

/** Refuses a request that the ACLs of bucket and object do not allow. `cause` is what the sender must not learn. */
export function accessDenied(cause?: unknown): BucketFault {
  const fault = new BucketFault('AccessDenied', 'You have no right to access this object because of bucket acl.');
  fault.cause = cause;
  return fault;
}
