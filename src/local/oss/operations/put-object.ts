import { checkWritable } from '../../server/access/check-writable.ts';
import { limitedBody, MOST_OBJECT_BYTES } from '../../server/request/limited-body.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { quoted, versionHeader } from '../answer/object-headers.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { checkContentMd5, checkContentMd5Shape } from '../request/content-md5.ts';
import { refuseConditions } from '../request/preconditions.ts';
import { readWriteOptions } from '../request/read-write-options.ts';

/** PutObject. The body goes to the blob store first. It is not visible until the engine refers to it. */
export const putObject: StoreOperation = async (call, { engine, commit, blobs }) => {
  refuseConditions(call.headers);
  checkContentMd5Shape(call.headers['content-md5']);
  refuseSize(call);
  const options = readWriteOptions(call);
  const { bucket, key } = call;
  // Checked first, so that a request that will be refused does not send its body.
  engine.getBucket({ bucket });
  checkWritable(call, engine);
  const blob = await blobs.write(limitedBody(call.body.read(), tooLarge));
  try {
    checkContentMd5(call.headers['content-md5'], Buffer.from(blob.etag, 'hex'));
    const written = await commit(() => {
      // The ACL may have changed while the body arrived.
      checkWritable(call, engine);
      return engine.putObject({ bucket, key, blob, ...options });
    });
    return {
      status: 200,
      headers: {
        etag: quoted(written.etag),
        'content-md5': Buffer.from(blob.etag, 'hex').toString('base64'),
        'x-oss-hash-crc64ecma': written.crc64,
        ...versionHeader(written.versionId),
      },
    };
  } catch (refusal) {
    await blobs.remove(blob.id);
    throw refusal;
  }
};

function refuseSize({ body, headers }: StoreCall): void {
  if (body.length === 0 && headers['content-length'] === undefined) throw new WireFault('MissingContentLength');
  if ((body.length ?? 0) > MOST_OBJECT_BYTES) throw tooLarge();
}

function tooLarge(): WireFault {
  return new WireFault('EntityTooLarge', { elements: [['MaxSizeAllowed', MOST_OBJECT_BYTES]] });
}
