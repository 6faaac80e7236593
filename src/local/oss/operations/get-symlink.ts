import { encodeKey } from '../../../oss-wire/percent-encoding.ts';
import { readableBy } from '../../server/access/readable-by.ts';
import { httpDate } from '../../server/answer/times.ts';
import { latin1FromUtf8 } from '../../server/request/utf8-from-latin1.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { contentHeadersOut, metadataOut, quoted, versionHeader } from '../answer/object-headers.ts';
import { onObject } from '../request/on-object.ts';

/** GetSymlink: the link's own headers, metadata and target. No body. */
export const getSymlink: StoreOperation = (call, { engine }) => {
  const link = readableBy(call, engine, () => engine.getSymlink(onObject(call)));
  const verbatim = engine.choices.symlinkTargetEcho === 'verbatim' ? link.targetAsSent : undefined;
  return {
    status: 200,
    headers: {
      ...contentHeadersOut(link.headers),
      ...metadataOut(link.metadata),
      ...versionHeader(link.versionId),
      etag: quoted(link.etag),
      'last-modified': httpDate(link.lastModified),
      'x-oss-symlink-target': verbatim === undefined ? encodeKey(link.target) : latin1FromUtf8(verbatim),
    },
  };
};
