import type { OnObject } from '../../bucket/bucket-engine.ts';
import type { OssCall } from './oss-call.ts';
import { WireFault } from './wire-fault.ts';

/** Which object, and which version of it, a call is about. */
export const onObject = ({ bucket, key, query }: OssCall): OnObject => {
  const versionId = query.get('versionId');
  if (versionId === undefined) return { bucket, key };
  if (versionId !== '') return { bucket, key, versionId };
  throw new WireFault('InvalidArgument', {
    message: 'Version id cannot be the empty string.',
    elements: [
      ['ArgumentName', 'versionId'],
      ['ArgumentValue', ''],
    ],
  });
};
