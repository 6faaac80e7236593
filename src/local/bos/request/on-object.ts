import type { OnObject } from '../../../bucket/bucket-engine.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { invalidArgument } from '../answer/bos-fault.ts';

/** The object and version that a call addresses. */
export function onObject({ bucket, key, query }: StoreCall): OnObject {
  const versionId = query.get('versionId');
  if (versionId === undefined || versionId === '') return { bucket, key };
  if (/^[\x21-\x7e]{1,256}$/.test(versionId)) return { bucket, key, versionId };
  throw invalidArgument('versionId is not a version id.');
}
