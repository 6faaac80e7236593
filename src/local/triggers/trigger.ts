/**
 * An OSS trigger of a function, as CreateTrigger takes it: event types with their `oss:` prefix, of which the last part
 * may be `*`, and one prefix and one suffix of keys in plain text; the empty text matches every key
 * (Function Compute, "Overview of OSS triggers").
 */
export interface Trigger {
  readonly name: string;
  /** The function's name, which is also the name of its bundle. */
  readonly functionName: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** Whether `type` (`oss:ObjectCreated:PutObject`, or a group with `*` at its end) takes in all of `other`. */
export function eventTypeCovers(type: string, other: string): boolean {
  return type.endsWith('*') ? other.startsWith(type.slice(0, -1)) : type === other;
}
