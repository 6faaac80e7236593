import { deleteObjectsDocument, MOST_DELETED_AT_ONCE } from '../../../bce-wire/bce-documents.ts';
import { BucketFault } from '../../../bucket/bucket-fault.ts';
import { checkWritable } from '../../server/access/check-writable.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { BosFault } from '../answer/bos-fault.ts';
import { faultAnswer } from '../answer/fault-answer.ts';
import { readJson } from '../request/read-json.ts';

/**
 * DeleteMultipleObjects: up to 1,000 keys or versions. Each key is deleted separately, and the answer has only what failed:
 * it is empty if nothing did. Source: https://cloud.baidu.com/doc/BOS/s/tkc5twspg, bce-sdk-js src/bos_client.js.
 */
export const deleteObjects: StoreOperation = async (call, { engine, commit }) => {
  const { objects } = await readJson(call, deleteObjectsDocument);
  if (objects.length === 0 || objects.length > MOST_DELETED_AT_ONCE) {
    throw new BosFault('InappropriateJSON', {
      message: `A request can delete 1 to ${MOST_DELETED_AT_ONCE} objects, not ${objects.length}.`,
    });
  }
  const { bucket, requestId, method } = call;
  engine.getBucket({ bucket });
  const errors = await commit(
    () =>
      objects.flatMap(({ key, versionId }) => {
        const on = { key, ...(versionId === undefined || versionId === '' ? {} : { versionId }) };
        try {
          checkWritable(call, engine, [on]);
          engine.deleteObject({ bucket, requestId, ...on });
          return [];
        } catch (fault) {
          if (!(fault instanceof BucketFault)) throw fault;
          const { code } = faultAnswer(fault, { method, requestId, host: '' }, engine.choices);
          return [{ ...on, code, message: fault.message }];
        }
      }),
    'reclaim',
  );
  return errors.length === 0 ? { status: 200 } : { status: 200, body: JSON.stringify({ errors }) };
};
