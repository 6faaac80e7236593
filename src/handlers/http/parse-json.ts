/**
 * The value that an event's bytes or text hold; undefined where they are no JSON, or bytes that are no UTF-8: read
 * loosely, those would name another key. Anything else as it is.
 */
export function parseJson(event: unknown): unknown {
  if (typeof event !== 'string' && !(event instanceof Uint8Array)) return event;
  try {
    return JSON.parse(typeof event === 'string' ? event : new TextDecoder('utf-8', { fatal: true }).decode(event));
  } catch {
    return undefined;
  }
}
