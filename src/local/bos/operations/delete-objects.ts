import * as z from 'zod';
import { MOST_DELETED_AT_ONCE } from '../../../bce-wire/bce-documents.ts';
import { BucketFault } from '../../../bucket/bucket-fault.ts';
import { checkBucketWritable, checkWritable } from '../../server/access/check-writable.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { BosFault } from '../answer/bos-fault.ts';
import { faultAnswer } from '../answer/fault-answer.ts';
import { readJson } from '../request/read-json.ts';
import { shortList } from '../request/short-list.ts';

/** Both from the page of the operation. */
const MOST_BYTES = 2 * 1024 * 1024;
/** `versionId`: bce-sdk-js. */
const object = z.object({ key: z.string(), versionId: z.string().optional() });
const document = z.object({ objects: shortList(object, MOST_DELETED_AT_ONCE) });

/**
 * DeleteMultipleObjects: up to 1,000 keys or versions. Each key is deleted separately, and the answer has only what failed:
 * it is empty if nothing did. Source: https://cloud.baidu.com/doc/BOS/s/tkc5twspg, bce-sdk-js src/bos_client.js.
 */
export const deleteObjects: StoreOperation = async (call, { engine, commit }) => {
  checkBucketWritable(call, engine);
  const { objects } = await readJson(call, document, MOST_BYTES);
  if (objects.length === 0) {
    throw new BosFault('InappropriateJSON', {
      message: `A request can delete 1 to ${MOST_DELETED_AT_ONCE} objects, not 0.`,
    });
  }
  const { bucket, requestId, method } = call;
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
