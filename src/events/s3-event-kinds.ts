/** The OSS event that means the same as an S3 event, or why the S3 event changes no alias. */
export type S3EventKind = { readonly event: string } | { readonly event?: never; readonly reason: string };

/** Handlers know only the names of OSS. */
function is(event: string): S3EventKind {
  return { event };
}

function skip(reason: string): S3EventKind {
  return { reason };
}

const removed = is('ObjectRemoved:DeleteObject');
// An archived object cannot be read, so it is not a candidate until it is restored.
const otherClass = is('ObjectModified:ChangeStorageClass');
const metadata = skip('only tags, ACL or retention changed');
const replicated = skip('about the replica in another bucket');

/**
 * The event names of S3 notifications without `s3:` (Amazon S3, "Supported event types"; MinIO, "Bucket Notifications";
 * Ceph, "S3 Bucket Notifications Compatibility"). `Group:*` applies to all other names of the group.
 */
const kinds: ReadonlyMap<string, S3EventKind> = new Map([
  ['ObjectCreated:Put', is('ObjectCreated:PutObject')],
  ['ObjectCreated:Post', is('ObjectCreated:PostObject')],
  ['ObjectCreated:Copy', is('ObjectCreated:CopyObject')],
  ['ObjectCreated:CompleteMultipartUpload', is('ObjectCreated:CompleteMultipartUpload')],
  // MinIO reports these changes of an existing object as ObjectCreated.
  ['ObjectCreated:PutTagging', metadata],
  ['ObjectCreated:DeleteTagging', metadata],
  ['ObjectCreated:PutRetention', metadata],
  ['ObjectCreated:PutLegalHold', metadata],
  ['ObjectRemoved:NoOP', skip('nothing was deleted')],
  // Delete, DeleteMarkerCreated, DeleteAllVersions. Missing a removal leaves an alias dangling until the next sweep.
  ['ObjectRemoved:*', removed],
  ['LifecycleExpiration:*', removed],
  ['LifecycleDelMarkerExpiration:*', skip('a delete marker expired; no object changed')],
  ['ReducedRedundancyLostObject', removed],
  ['LifecycleTransition', otherClass],
  ['IntelligentTiering', otherClass],
  ['ObjectRestore:Post', skip('the restoration is not finished; ObjectRestore:Completed reports its end')],
  ['ObjectRestore:Completed', is('ObjectRestore:FinishRestore')],
  ['ObjectRestore:Delete', otherClass],
  ['ObjectAccessed:*', skip('the object was only read')],
  ['ObjectTagging:*', metadata],
  ['ObjectAcl:*', metadata],
  ['Replication:*', replicated],
  ['TestEvent', skip('a test message that S3 sends when notifications are set up')],
]);

const unknown = skip('this version does not know this kind of event');

/** The kind of an S3 event, by its name without `s3:`. Unknown events are relevant only if they are removals. */
export function s3EventKind(name: string): S3EventKind {
  const group = name.slice(0, name.indexOf(':') + 1);
  return kinds.get(name) ?? (group === '' ? undefined : kinds.get(`${group}*`)) ?? unknown;
}
