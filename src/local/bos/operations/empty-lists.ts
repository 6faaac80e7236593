import type { StoreOperation } from '../../server/store-call.ts';

/** ListMultipartUploads. The store has no multipart uploads, so the list is always empty. */
export const listMultipartUploads: StoreOperation = ({ bucket, query }, { engine }) => {
  engine.getBucket({ bucket });
  const body = {
    bucket,
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    keyMarker: query.get('keyMarker') ?? '',
    maxUploads: 1000,
    isTruncated: false,
    uploads: [],
  };
  return { status: 200, body: JSON.stringify(body) };
};
