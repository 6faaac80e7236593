import { BCE_HEADERS } from '../../../bce-wire/bce-names.ts';
import { defined } from '../../../defined.ts';
import { checkWritable } from '../../server/access/check-writable.ts';
import { readableBy } from '../../server/access/readable-by.ts';
import { httpDate } from '../../server/answer/times.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { contentHeadersOut, metadataOut, quotedEtag, versionHeader } from '../answer/object-headers.ts';
import { onObject } from '../request/on-object.ts';
import { readWriteOptions } from '../request/read-write-options.ts';
import { readTarget, writeTarget } from '../request/target-header.ts';

/**
 * PutSymlink. It checks neither that the target exists nor that the sender may read it. The ETag is a digest of the
 * target's name (https://cloud.baidu.com/doc/BOS/s/lkkp8dza7). No page has conditions (`If-*`) for it, so they are ignored.
 */
export const putSymlink: StoreOperation = async (call, { engine, commit }) => {
  const { bucket, key, headers } = call;
  const { bosTargetHeader, bosLinkTags, bosLinkVersionIds } = engine.choices;
  checkWritable(call, engine);
  const target = readTarget(headers[BCE_HEADERS.symlinkTarget] ?? '', bosTargetHeader);
  const { tags, ...options } = readWriteOptions(call);
  const args = {
    ...options,
    ...defined({
      targetBucket: headers[BCE_HEADERS.symlinkBucket] || undefined,
      tags: bosLinkTags === 'stored' ? tags : undefined,
    }),
  };
  const written = await commit(() => {
    checkWritable(call, engine);
    return engine.putSymlink({ bucket, key, target, ...args });
  });
  return {
    status: 200,
    headers: {
      etag: quotedEtag(written.etag),
      ...versionHeader(bosLinkVersionIds === 'present' ? written.versionId : undefined),
    },
  };
};

/**
 * GetSymlink: target and user metadata of the link, and no body. It also works if the target is missing. The page
 * (https://cloud.baidu.com/doc/BOS/s/okd8m23n4) shows `Content-Type: text/plain`. bce-sdk-go reads the bucket, and the tests
 * of bce-sdk-python the metadata.
 */
export const getSymlink: StoreOperation = (call, { engine }) => {
  const { bosTargetHeader, bosLinkVersionIds, bosGetSymlinkHeaders } = engine.choices;
  const { bucket, key } = call;
  const on = bosLinkVersionIds === 'present' ? onObject(call) : { bucket, key };
  const link = readableBy(call, engine, () => engine.getSymlink(on));
  const more = {
    ...contentHeadersOut(link.headers),
    etag: quotedEtag(link.etag),
    'last-modified': httpDate(link.lastModified),
  };
  return {
    status: 200,
    headers: {
      ...(bosGetSymlinkHeaders === 'all' ? more : { 'content-type': 'text/plain' }),
      ...metadataOut(link.metadata),
      ...versionHeader(bosLinkVersionIds === 'present' ? link.versionId : undefined),
      [BCE_HEADERS.symlinkTarget]: writeTarget(link.target, bosTargetHeader),
      [BCE_HEADERS.symlinkBucket]: link.targetBucket,
    },
  };
};
