import { checkWritable } from '../../server/access/check-writable.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { versionHeader } from '../answer/object-headers.ts';
import { onObject } from '../request/on-object.ts';

/** DeleteObject: 204 even if the object did not exist. */
export const deleteObject: StoreOperation = async (call, { engine, commit }) => {
  const { requestId } = call;
  const on = onObject(call);
  checkWritable(call, engine);
  const deleted = await commit(() => {
    checkWritable(call, engine);
    return engine.deleteObject({ ...on, requestId });
  }, 'reclaim');
  return {
    status: 204,
    headers: {
      ...versionHeader(deleted.versionId),
      'x-oss-delete-marker': deleted.deleteMarker ? 'true' : undefined,
    },
  };
};
