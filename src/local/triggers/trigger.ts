/**
 * An OSS trigger of a function, as in CreateTrigger. Event types begin with `oss:`, and their last part can be `*`. Prefix
 * and suffix of keys are plain text, and the empty text matches every key (Function Compute, "Overview of OSS triggers").
 */
export interface Trigger {
  readonly name: string;
  /** The function's name, which is also the name of its bundle. */
  readonly functionName: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** Whether `type` (`oss:ObjectCreated:PutObject`, or a group that ends with `*`) covers all of `other`. */
export function eventTypeCovers(type: string, other: string): boolean {
  return type.endsWith('*') ? other.startsWith(type.slice(0, -1)) : type === other;
}
