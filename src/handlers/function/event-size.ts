/**
 * The size limits of events, in bytes. An event is checked before it is parsed, because a parsed event takes several times its
 * size, and an HTTP event is parsed before its token is known.
 */
export const EVENT_LIMITS = {
  /**
   * A body of 8 MB, which is the limit of the API, and 64 KB for the path, the query, the headers and the fields of the event.
   * The event contains the body in Base64, or as JSON text in which quotes and line breaks are escaped.
   */
  http: 2 * 8 * 1024 * 1024 + 64 * 1024,
  /** OSS sends at most 128 KB, and a queue sends ten messages of 64 KB. A person can send more events at once. */
  objectEvents: 8 * 1024 * 1024,
  /** The payload of a timer has at most 128 KB. */
  timer: 1024 * 1024,
} as const;

/** Says that an event is too large. Undefined if it is not. A value that is parsed already has no size. */
export function oversizedEvent(event: unknown, limit: number): string | undefined {
  const size = event instanceof Uint8Array ? event.byteLength : typeof event === 'string' ? event.length : 0;
  return size > limit ? `the event has ${size} bytes, and ${limit} are allowed` : undefined;
}
