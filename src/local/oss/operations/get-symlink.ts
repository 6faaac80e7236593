import { encodeKey } from '../../../stores/oss/encode-key.ts';
import { httpDate } from '../http-date.ts';
import { contentHeadersOut, metadataOut } from '../object-headers.ts';
import { onObject } from '../on-object.ts';
import type { OssOperation } from '../oss-call.ts';
import { quoted } from '../quoted.ts';
import { readableBy } from '../readable-by.ts';
import { latin1FromUtf8 } from '../utf8-from-latin1.ts';
import { versionHeader } from '../version-header.ts';

/** GetSymlink: the link's own headers, metadata and target, no body. */
export const getSymlink: OssOperation = (call, { engine }) => {
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
