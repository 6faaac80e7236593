/** The OSS event that means the same as a BOS event, or why the BOS event changes no alias. */
export type BosEventKind = { readonly event: string } | { readonly event?: never; readonly reason: string };

/**
 * The names of BOS events, and the OSS names that handlers know. Sources: the relation API of CFC (`EventType`), the event
 * names that the tests of bce-sdk-python send to BOS, and `services/cfc/api/model.go` of bce-sdk-go, which writes
 * `CompleteMultipartUpload` where the page of CFC writes `CompleteMultipartObject`.
 */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['PutObject', 'ObjectCreated:PutObject'],
  ['PostObject', 'ObjectCreated:PostObject'],
  ['AppendObject', 'ObjectCreated:AppendObject'],
  ['CopyObject', 'ObjectCreated:CopyObject'],
  ['CompleteMultipartUpload', 'ObjectCreated:CompleteMultipartUpload'],
  ['CompleteMultipartObject', 'ObjectCreated:CompleteMultipartUpload'],
  // BOS downloads a URL into an object.
  ['FetchObject', 'ObjectCreated:PutObject'],
  ['DeleteObject', 'ObjectRemoved:DeleteObject'],
  // No page lists an event for PutSymlink. If BOS sends one by the name of the operation, it is treated as that of OSS.
  ['PutSymlink', 'ObjectCreated:PutSymlink'],
]);

/** Removals by a name that no page lists, such as `DeleteMultipleObjects`. A missed removal leaves an alias dangling. */
const REMOVAL = /^Delete(?:Multiple)?Objects?/;

/** The kind of a BOS event. Unknown events are relevant only if they are removals of objects. */
export function bosEventKind(name: string): BosEventKind {
  const event = KINDS.get(name) ?? (REMOVAL.test(name) ? 'ObjectRemoved:DeleteObject' : undefined);
  return event === undefined ? { reason: 'this version does not know this kind of event' } : { event };
}
