/** Whether events of a kind can change the target of an alias. If not, `reason` explains why. */
export type EventKind = { readonly relevant: true } | { readonly relevant: false; readonly reason: string };

const relevant: EventKind = { relevant: true };

function skip(reason: string): EventKind {
  return { relevant: false, reason };
}

const unfinished = skip('the upload is not finished; CompleteMultipartUpload creates the object');

/**
 * Every event name in the OSS documentation (event notifications, Function Compute OSS triggers, EventBridge OSS events).
 * `Group:*` applies to all other names of the group.
 */
const kinds: ReadonlyMap<string, EventKind> = new Map([
  ['ObjectCreated:PutObject', relevant],
  ['ObjectCreated:PostObject', relevant],
  ['ObjectCreated:CopyObject', relevant],
  ['ObjectCreated:CompleteMultipartUpload', relevant],
  ['ObjectCreated:AppendObject', relevant],
  ['ObjectCreated:Mirror', relevant],
  // Each write of an alias causes this event, so handling it would never end.
  ['ObjectCreated:PutSymlink', skip('a link was created; links are aliases, never candidates')],
  ['ObjectCreated:InitiateMultipartUpload', unfinished],
  ['ObjectCreated:UploadPart', unfinished],
  ['ObjectCreated:UploadPartCopy', unfinished],
  ['ObjectRemoved:DeleteObject', relevant],
  ['ObjectRemoved:DeleteObjects', relevant],
  ['ObjectRemoved:AbortMultipartUpload', skip('an unfinished upload was aborted; no object changed')],
  // The documentation does not name the event for an object that a lifecycle rule removes. Handling an event that changes
  // nothing costs a few requests, but missing a removal leaves an alias dangling until the next sweep.
  ['ObjectRemoved:*', relevant],
  // Aliases copy the content headers of their target.
  ['ObjectModified:UpdateObjectMeta', relevant],
  // An archived object cannot be read, so it is not a candidate until it is restored.
  ['ObjectModified:ChangeStorageClass', relevant],
  ['ObjectReplication:ObjectCreated', relevant],
  ['ObjectReplication:ObjectRemoved', relevant],
  ['ObjectReplication:ObjectModified', relevant],
  ['ObjectDownloaded:GetObject', skip('the object was only read')],
  ['ObjectRestore:FinishRestore', relevant],
  ['BucketCreated:PutBucket', skip('about a bucket, not an object')],
  ['BucketRemoved:DeleteBucket', skip('about a bucket, not an object')],
]);

const unknown = skip('this version does not know this kind of event');

/** The kind of an event, by its name without `oss:`. Unknown events are relevant only if they are removals. */
export function eventKind(name: string): EventKind {
  const group = name.slice(0, name.indexOf(':') + 1);
  return kinds.get(name) ?? kinds.get(`${group}*`) ?? unknown;
}
