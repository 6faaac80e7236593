import type { OnObject } from '../../../bucket/bucket-engine.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { WireFault } from '../answer/wire-fault.ts';

/** The object and version that a call addresses. */
export function onObject({ bucket, key, query }: StoreCall): OnObject {
  const versionId = query.get('versionId');
  if (versionId === undefined) return { bucket, key };
  if (VERSION_ID.test(versionId)) return { bucket, key, versionId };
  throw new WireFault('InvalidArgument', {
    message: versionId === '' ? 'Version id cannot be the empty string.' : 'Invalid version id specified.',
    elements: [
      ['ArgumentName', 'versionId'],
      ['ArgumentValue', versionId],
    ],
  });
}

/** The format of all version ids of OSS. DeleteObject returns the id in a header, which cannot contain every text. */
const VERSION_ID = /^[\x21-\x7e]{1,256}$/;
