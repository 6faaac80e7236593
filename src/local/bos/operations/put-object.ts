import { createHash } from 'node:crypto';
import { checkWritable } from '../../server/access/check-writable.ts';
import { limitedBody, MOST_OBJECT_BYTES } from '../../server/request/limited-body.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { BosFault } from '../answer/bos-fault.ts';
import { quotedEtag, versionHeader } from '../answer/object-headers.ts';
import { checkWriteConditions } from '../request/conditions.ts';
import { checkContentMd5, checkContentMd5Shape } from '../request/content-md5.ts';
import { readWriteOptions } from '../request/read-write-options.ts';

/** PutObject. The body goes to the blob store first. It is not visible until the engine refers to it. */
export const putObject: StoreOperation = async (call, { engine, commit, blobs }) => {
  checkContentMd5Shape(call.headers['content-md5']);
  refuseSize(call);
  const options = readWriteOptions(call);
  const { bucket, key } = call;
  // Checked first, so that a request that will be refused does not send its body.
  engine.getBucket({ bucket });
  checkWritable(call, engine);
  const sha256 = createHash('sha256');
  const blob = await blobs.write(hashed(limitedBody(call.body.read(), tooLarge), sha256.update.bind(sha256)));
  try {
    checkContentMd5(call.headers['content-md5'], Buffer.from(blob.etag, 'hex'));
    checkSha256(call.headers['x-bce-content-sha256'], sha256.digest('hex'));
    const written = await commit(() => {
      // The ACL may have changed while the body arrived.
      checkWritable(call, engine);
      return engine.putObject({
        bucket,
        key,
        blob,
        check: (current) => checkWriteConditions(call, current),
        ...options,
      });
    });
    return {
      status: 200,
      headers: {
        etag: quotedEtag(written.etag),
        'content-md5': Buffer.from(blob.etag, 'hex').toString('base64'),
        ...versionHeader(written.versionId),
      },
    };
  } catch (refusal) {
    await blobs.remove(blob.id);
    throw refusal;
  }
};

function refuseSize({ body, headers }: StoreCall): void {
  if (body.length === 0 && headers['content-length'] === undefined) throw new BosFault('MissingContentLength');
  if ((body.length ?? 0) > MOST_OBJECT_BYTES) throw tooLarge();
}

function tooLarge(): BosFault {
  return new BosFault('EntityTooLarge');
}

async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  update: (chunk: Uint8Array) => unknown,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    update(chunk);
    yield chunk;
  }
}

/** Refuses a body whose SHA-256 differs from the header. No source names the code. */
function checkSha256(header: string | undefined, sha256: string): void {
  if (header === undefined || header === '' || header.toLowerCase() === sha256) return;
  throw new BosFault('BadDigest', {
    message: 'The x-bce-content-sha256 you specified did not match what we received.',
  });
}
