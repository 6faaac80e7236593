import { BucketFault } from './bucket-fault.ts';

const MOST_KEYS = 1000;
const DEFAULT_KEYS = 100;

/** Of all lists: 1 to 1,000, and 100 where it is not given (ListObjectsV2 page). */
export function checkMaxKeys(maxKeys: number = DEFAULT_KEYS): number {
  if (Number.isInteger(maxKeys) && maxKeys >= 1 && maxKeys <= MOST_KEYS) return maxKeys;
  throw new BucketFault('InvalidArgument', `max-keys must be a whole number from 1 to ${MOST_KEYS}.`, {
    elements: { ArgumentName: 'max-keys', ArgumentValue: String(maxKeys) },
  });
}
