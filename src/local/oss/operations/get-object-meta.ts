import { httpDate } from '../http-date.ts';
import { onObject } from '../on-object.ts';
import type { OssOperation } from '../oss-call.ts';
import { quoted } from '../quoted.ts';
import { readableBy } from '../readable-by.ts';
import { versionHeader } from '../version-header.ts';

/** GetObjectMeta: a few facts, of a link itself rather than of its target. */
export const getObjectMeta: OssOperation = (call, { engine }) => {
  const meta = readableBy(call, engine, () => engine.getObjectMeta(onObject(call)));
  return {
    status: 200,
    headers: {
      etag: quoted(meta.etag),
      'last-modified': httpDate(meta.lastModified),
      'x-oss-hash-crc64ecma': meta.crc64,
      ...versionHeader(meta.versionId),
    },
    body: { size: meta.size },
  };
};
