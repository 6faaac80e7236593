/** The value that an event's bytes or text hold; undefined where they are no JSON; anything else as it is. */
export const parseJson = (event: unknown): unknown => {
  const text = event instanceof Uint8Array ? new TextDecoder().decode(event) : event;
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
