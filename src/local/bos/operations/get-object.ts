import type { ObjectRead } from '../../../bucket/bucket-engine.ts';
import type { UnverifiedChoices } from '../../../bucket/unverified-choices.ts';
import { readableBy } from '../../server/access/readable-by.ts';
import { answerObject } from '../../server/answer/answer-object.ts';
import { httpDate } from '../../server/answer/times.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { BosFault } from '../answer/bos-fault.ts';
import { contentHeadersOut, metadataOut, quotedEtag, storageClassOut } from '../answer/object-headers.ts';
import { evaluateConditions } from '../request/conditions.ts';
import { onObject } from '../request/on-object.ts';
import { responseOverrides } from '../request/response-overrides.ts';

/**
 * GetObject, and HeadObject with the same headers. Through a link: the target's bytes, ETag and MD5, the later of the two
 * times, and all other headers of the link (https://cloud.baidu.com/doc/BOS/s/6kc5suqj3).
 */
export const getObject: StoreOperation = (call, parts) => {
  const overrides = responseOverrides(call);
  const { choices } = parts.engine;
  return answerObject(call, parts, {
    read: () => readableBy(call, parts.engine, () => parts.engine.readObject(onObject(call))),
    headers: (read) => Object.assign(objectHeaders(read, choices), overrides),
    conditions: (read) => evaluateConditions(call.headers, read),
    hasStandardRanges: true,
    preconditionFailed: () => new BosFault('PreconditionFailed'),
    invalidRange: ({ size }) => new BosFault('InvalidRange', { headers: { 'content-range': `bytes */${size}` } }),
  });
};

function objectHeaders(read: ObjectRead, { bosLinkVersionIds }: UnverifiedChoices): Record<string, string | undefined> {
  const isLink = read.type === 'Symlink';
  // Not an object literal with three spreads, which takes 9 µs instead of 0.4.
  const own = {
    'x-bce-version-id': isLink && bosLinkVersionIds === 'absent' ? undefined : read.versionId,
    'accept-ranges': 'bytes',
    etag: quotedEtag(read.etag),
    'last-modified': httpDate(read.lastModified),
    'content-md5': Buffer.from(read.blob.etag, 'hex').toString('base64'),
    'x-bce-object-type': isLink ? 'Symlink' : undefined,
    'x-bce-storage-class': storageClassOut(read.storageClass),
    'x-bce-tagging-count': read.tagCount === undefined || read.tagCount === 0 ? undefined : String(read.tagCount),
  };
  return Object.assign(contentHeadersOut(read.headers), metadataOut(read.metadata), own);
}
