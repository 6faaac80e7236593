/** What an event of a kind asks for: a look at its key, or nothing, for the reason given. */
export type EventKind = { readonly counts: true } | { readonly counts: false; readonly reason: string };

const counts: EventKind = { counts: true };

function skip(reason: string): EventKind {
  return { counts: false, reason };
}

const unfinished = skip('a part of an upload; the object comes with CompleteMultipartUpload');

/**
 * Every event name that the OSS pages list (event notifications, Function Compute OSS triggers, EventBridge OSS events),
 * and what becomes of it. `Group:*` is for members that no page names.
 */
const kinds: ReadonlyMap<string, EventKind> = new Map([
  ['ObjectCreated:PutObject', counts],
  ['ObjectCreated:PostObject', counts],
  ['ObjectCreated:CopyObject', counts],
  ['ObjectCreated:CompleteMultipartUpload', counts],
  ['ObjectCreated:AppendObject', counts],
  ['ObjectCreated:Mirror', counts],
  // Our own alias writes raise this one. Taken as work it would be an endless loop.
  ['ObjectCreated:PutSymlink', skip('a link was created; links are aliases, never candidates')],
  ['ObjectCreated:InitiateMultipartUpload', unfinished],
  ['ObjectCreated:UploadPart', unfinished],
  ['ObjectCreated:UploadPartCopy', unfinished],
  ['ObjectRemoved:DeleteObject', counts],
  ['ObjectRemoved:DeleteObjects', counts],
  ['ObjectRemoved:AbortMultipartUpload', skip('an unfinished upload was given up; no object changed')],
  // No page names what lifecycle rules raise when they expire an object. A look too many costs a few requests; a removal
  // that is missed leaves a broken alias until the next sweep.
  ['ObjectRemoved:*', counts],
  // Content headers are copied from the target to its aliases, so a change of theirs concerns the alias.
  ['ObjectModified:UpdateObjectMeta', counts],
  ['ObjectModified:ChangeStorageClass', skip('only the storage class changed; the object is the same')],
  ['ObjectReplication:ObjectCreated', counts],
  ['ObjectReplication:ObjectRemoved', counts],
  ['ObjectReplication:ObjectModified', counts],
  ['ObjectDownloaded:GetObject', skip('the object was only read')],
  ['ObjectRestore:FinishRestore', skip('an archived copy became readable; the object is the same')],
  ['BucketCreated:PutBucket', skip('about a bucket, not an object')],
  ['BucketRemoved:DeleteBucket', skip('about a bucket, not an object')],
]);

const unknown = skip('not an event kind that this version knows');

/** Looks up an event by its name without `oss:`. Kinds that nobody listed are skipped, removals excepted. */
export function eventKind(name: string): EventKind {
  const group = name.slice(0, name.indexOf(':') + 1);
  return kinds.get(name) ?? kinds.get(`${group}*`) ?? unknown;
}
