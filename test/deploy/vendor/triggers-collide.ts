/** An OSS trigger's events and filter. */
export interface OssFilter {
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

function covers(one: string, other: string): boolean {
  return one === other || (one.endsWith(':*') && other.startsWith(one.slice(0, -1)));
}

/**
 * Whether a bucket refuses both triggers: their events, prefixes and suffixes all overlap (Function Compute page
 * "overview of OSS triggers"). An empty prefix or suffix overlaps with every other.
 */
export function triggersCollide(a: OssFilter, b: OssFilter): boolean {
  return (
    a.events.some((one) => b.events.some((other) => covers(one, other) || covers(other, one))) &&
    (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
    (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix))
  );
}
