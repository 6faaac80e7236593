import type { OnObject } from '../../../bucket/bucket-engine.ts';
import { WireFault } from '../answer/wire-fault.ts';
import type { OssCall } from '../oss-call.ts';

/** Which object, and which version of it, a call is about. */
export function onObject({ bucket, key, query }: OssCall): OnObject {
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

/** Any id that OSS may have given. It comes back in a header of DeleteObject, which not every text can be. */
const VERSION_ID = /^[\x21-\x7e]{1,256}$/;
