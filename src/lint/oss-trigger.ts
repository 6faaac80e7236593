/** A trigger of a bucket. Prefix and suffix are plain text, not patterns (Function Compute "OSS triggers" page). */
export interface OssTrigger {
  readonly name: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** `own` are the triggers of the deployment. `existing` are triggers of other programs on the same bucket. */
export interface OssTriggers {
  readonly whose: 'own' | 'existing';
  readonly triggers: readonly OssTrigger[];
}

/** The events that the triggers of template.yml listen to. */
export const CREATED_EVENTS = [
  'oss:ObjectCreated:PutObject',
  'oss:ObjectCreated:PostObject',
  'oss:ObjectCreated:CopyObject',
  'oss:ObjectCreated:CompleteMultipartUpload',
  'oss:ObjectCreated:AppendObject',
] as const;
export const REMOVED_EVENTS = ['oss:ObjectRemoved:DeleteObject', 'oss:ObjectRemoved:DeleteObjects'] as const;
export const LINK_EVENT = 'oss:ObjectCreated:PutSymlink';

/** The most native OSS triggers that a bucket can have (same page). */
export const MOST_TRIGGERS = 10;

/** Whether an event of a trigger, which can end with `:*`, includes another event. */
export function includesEvent(listed: string, event: string): boolean {
  return listed === event || (listed.endsWith(':*') && event.startsWith(listed.slice(0, -1)));
}

/** Whether a bucket rejects one of two triggers: events, prefixes and suffixes all overlap. Empty texts overlap all others. */
export function triggersConflict(a: OssTrigger, b: OssTrigger): boolean {
  return (
    a.events.some((one) => b.events.some((other) => includesEvent(one, other) || includesEvent(other, one))) &&
    (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
    (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix))
  );
}
