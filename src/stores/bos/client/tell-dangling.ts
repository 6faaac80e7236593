import type { HttpStore } from '../../http/http-store.ts';
import { unanswered } from '../../http/store-failure.ts';
import { StoreError } from '../../store-error.ts';
import type { HeadObject } from '../../store-request.ts';
import type { LinkInstead, NotFound, ObjectFound } from '../../store-response.ts';

/** How often HEAD and GetSymlink may contradict each other because the key changes between them. */
const MOST_ROUNDS = 3;

/**
 * HeadObject, with one more request if the answer has a status of 404 or 400. BOS answers HEAD of a symlink with 404 if its
 * target is missing, and with 400 if its target is a symlink. Such an answer has no body, so it does not say which error it
 * is, and 404 could also mean that nothing is at the key. GetSymlink never fails for its target
 * (https://cloud.baidu.com/doc/BOS/s/6kc5suqj3).
 */
export async function headOrLink(
  { send }: Pick<HttpStore, 'send'>,
  request: HeadObject,
  bucket: string,
): Promise<ObjectFound | LinkInstead | NotFound> {
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const head = await headOrRefusal(send, request);
    if (!(head instanceof StoreError) && head.found !== 'none') return head;
    const link = await send({ ...request, operation: 'GetSymlink' });
    if (link.found === 'symlink') return { found: 'symlink' };
    if (head instanceof StoreError) throw head;
    if (link.found === 'none') return { ...link, deleteMarker: head.deleteMarker || link.deleteMarker };
    // An object was written after HEAD.
  }
  throw unanswered(
    request,
    { bucket, attempts: MOST_ROUNDS },
    'HEAD finds nothing, but GetSymlink finds an object; the key keeps changing, so send the request again',
  );
}

/** A refusal with 400 is returned, because it may be about the target of a symlink. */
async function headOrRefusal(
  send: HttpStore['send'],
  request: HeadObject,
): Promise<ObjectFound | LinkInstead | NotFound | StoreError> {
  try {
    return await send(request);
  } catch (error) {
    if (error instanceof StoreError && error.details.status === 400) return error;
    throw error;
  }
}
