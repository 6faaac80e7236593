import { checkWritable } from '../check-writable.ts';
import type { OssOperation } from '../oss-call.ts';
import { percentDecode } from '../percent-decode.ts';
import { quoted } from '../quoted.ts';
import { readWriteOptions } from '../read-write-options.ts';
import { refuseConditions } from '../refuse-conditions.ts';
import { versionHeader } from '../version-header.ts';
import { WireFault } from '../wire-fault.ts';

/**
 * PutSymlink. The target comes percent-encoded. A `+` in it is a plus sign: SDKs disagree on that, no page settles it,
 * and version numbers hold one (`1.0.0+build`) more often than keys hold a space.
 */
export const putSymlink: OssOperation = async (call, { engine, commit }) => {
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
        'x-oss-symlink-target is not URL-encoded: a "%" in it begins no byte of UTF-8 text. Write "%25" for "%".',
      elements: [
        ['ArgumentName', 'x-oss-symlink-target'],
        ['ArgumentValue', encoded],
      ],
      cause,
    });
  }
}
