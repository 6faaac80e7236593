/** A handler of CFC: event and context are objects, and only the callback ends the call (page 2kd04huys). */
export type CfcHandler = (event: unknown, context: object, callback: CfcCallback) => unknown;
type CfcCallback = (error: unknown, value?: unknown) => void;

/**
 * Calls a handler and resolves with what its first callback says. No page says what CFC does with a returned promise, so it is
 * ignored: a handler that relies on it times out here. An exception ends the call too.
 */
export function callCfcHandler(handler: CfcHandler, event: Uint8Array, context: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback: CfcCallback = (error, value) => (error ? reject(error) : resolve(value));
    handler(parsedEvent(event), context, callback);
  });
}

/** CFC parses the event. What is not JSON is passed on as a text. */
function parsedEvent(event: Uint8Array): unknown {
  const text = new TextDecoder().decode(event);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
