/** A trigger of a bucket. Prefix and suffix are plain text, not patterns (Function Compute "OSS triggers" page). */
export interface OssTrigger {
  readonly name: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** The triggers of a bucket. */
export interface OssTriggers {
  /** `own` for the triggers of the deployment, `existing` for triggers of other programs on the same bucket. */
  readonly whose: 'own' | 'existing';
  readonly triggers: readonly OssTrigger[];
}

/** The creation events that the triggers of template.yml listen to. */
export const CREATED_EVENTS = [
  'oss:ObjectCreated:PutObject',
  'oss:ObjectCreated:PostObject',
  'oss:ObjectCreated:CopyObject',
  'oss:ObjectCreated:CompleteMultipartUpload',
  'oss:ObjectCreated:AppendObject',
] as const;
/** The removal events that the triggers of template.yml listen to. */
export const REMOVED_EVENTS = ['oss:ObjectRemoved:DeleteObject', 'oss:ObjectRemoved:DeleteObjects'] as const;
/** The event of a new link. Rules with `guard` need it. */
export const LINK_EVENT = 'oss:ObjectCreated:PutSymlink';

/** The maximum number of native OSS triggers of a bucket (same page). */
export const MOST_TRIGGERS = 10;

/** Whether an event of a trigger includes another event. The event of a trigger can end with `:*`. */
export function includesEvent(listed: string, event: string): boolean {
  return listed === event || (listed.endsWith(':*') && event.startsWith(listed.slice(0, -1)));
}

/**
 * Whether a bucket rejects one of two triggers, because their events, prefixes and suffixes all overlap. An empty prefix or
 * suffix overlaps all others.
 */
export function triggersConflict(a: OssTrigger, b: OssTrigger): boolean {
  return (
    a.events.some((one) => b.events.some((other) => includesEvent(one, other) || includesEvent(other, one))) &&
    (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
    (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix))
  );
}
