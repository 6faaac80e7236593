/** A trigger of a bucket: plain text that keys begin and end with, no patterns (Function Compute "OSS triggers" page). */
export interface OssTrigger {
  readonly name: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** `own` are those of the deployment; `existing` are others', beside which ours shall be. */
export interface OssTriggers {
  readonly whose: 'own' | 'existing';
  readonly triggers: readonly OssTrigger[];
}

/** What template.yml listens to. */
export const CREATED_EVENTS = [
  'oss:ObjectCreated:PutObject',
  'oss:ObjectCreated:PostObject',
  'oss:ObjectCreated:CopyObject',
  'oss:ObjectCreated:CompleteMultipartUpload',
  'oss:ObjectCreated:AppendObject',
] as const;
export const REMOVED_EVENTS = ['oss:ObjectRemoved:DeleteObject', 'oss:ObjectRemoved:DeleteObjects'] as const;
export const LINK_EVENT = 'oss:ObjectCreated:PutSymlink';

/** Native OSS triggers that a bucket takes (same page). */
export const MOST_TRIGGERS = 10;

/** Whether an event as it is listed in a trigger takes in another. */
export function includesEvent(listed: string, event: string): boolean {
  return listed === event || (listed.endsWith(':*') && event.startsWith(listed.slice(0, -1)));
}

/** Whether a bucket refuses to have both: events, prefixes and suffixes all overlap. An empty one overlaps every other. */
export function triggersConflict(a: OssTrigger, b: OssTrigger): boolean {
  return (
    a.events.some((one) => b.events.some((other) => includesEvent(one, other) || includesEvent(other, one))) &&
    (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
    (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix))
  );
}
