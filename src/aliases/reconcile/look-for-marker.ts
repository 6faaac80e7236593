import type { HeadObject } from '../../stores/store-request.ts';
import type { LinkInstead, NotFound, ObjectFound } from '../../stores/store-response.ts';
import { markerOf } from '../model/classify-object.ts';
import type { AliasTask } from '../model/task.ts';

/**
 * The request that shows whether an object is withdrawn. Empty if the rule has no markers. Send it in the same round trip as
 * the HeadObject of the object.
 */
export function markerRequests(task: Pick<AliasTask, 'rule' | 'candidate'>, key: string): readonly HeadObject[] {
  const marker = markerOf(task, key);
  return marker === undefined ? [] : [{ operation: 'HeadObject', key: marker }];
}

/** Whether the answer shows a marker. A link at the key of a marker is not one. */
export function isMarker(answer: ObjectFound | LinkInstead | NotFound | undefined): boolean {
  return answer?.found === 'object';
}
