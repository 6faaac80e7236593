import { percentDecode } from '../../../oss-wire/percent-encoding.ts';
import { checkWritable } from '../../server/access/check-writable.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { quoted, versionHeader } from '../answer/object-headers.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { refuseConditions } from '../request/preconditions.ts';
import { readWriteOptions } from '../request/read-write-options.ts';

/**
 * PutSymlink. The target is percent-encoded. A `+` in it is a plus sign: SDKs disagree, no page decides it, and version
 * numbers contain one (`1.0.0+build`) more often than keys contain a space.
 */
export const putSymlink: StoreOperation = async (call, { engine, commit }) => {
  const { bucket, key, headers, query } = call;
  checkWritable(call, engine);
  if (engine.choices.conditionalPutSymlink === 'NotImplemented') refuseConditions(headers);
  if (engine.choices.versionIdOnPutSymlink === 'InvalidArgument' && query.has('versionId')) {
    throw new WireFault('InvalidArgument', {
      message: 'PutSymlink takes no versionId: it always writes a new version.',
    });
  }
  const targetAsSent = headers['x-oss-symlink-target'] ?? '';
  const target = decodeTarget(targetAsSent);
  const options = readWriteOptions(call);
  const written = await commit(() => {
    checkWritable(call, engine);
    return engine.putSymlink({ bucket, key, target, targetAsSent, ...options });
  });
  return {
    status: 200,
    headers: {
      etag: quoted(written.etag),
      'x-oss-hash-crc64ecma': written.crc64,
      ...versionHeader(written.versionId),
    },
  };
};

function decodeTarget(encoded: string): string {
  try {
    return percentDecode(encoded.trim());
  } catch (cause) {
    throw new WireFault('InvalidArgument', {
      message:
        'x-oss-symlink-target is not URL-encoded UTF-8: it has a "%" that is not part of a valid sequence. Write "%25" for "%".',
      elements: [
        ['ArgumentName', 'x-oss-symlink-target'],
        ['ArgumentValue', encoded],
      ],
      cause,
    });
  }
}
