import type { Context } from './context.ts';

/** A handler in either of its forms: with a callback, or async (Function Compute, "Request handlers"). */
export type Handler = (event: Buffer, context: Context, callback: Callback) => unknown;
type Callback = (error: unknown, value?: unknown) => void;

/**
 * Calls a handler and gives what it answers. The first of callback, rejection and returned value wins; what comes later
 * is not heard. A handler that takes a callback and returns nothing is waited for until it calls it.
 */
export function callHandler(handler: Handler, event: Buffer, context: Context): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback: Callback = (error, value) => (error ? reject(error) : resolve(value));
    const takesCallback = handler.length >= 3;
    Promise.resolve()
      .then(() => handler(event, context, callback))
      .then((value) => {
        if (!takesCallback || value !== undefined) resolve(value);
      }, reject);
  });
}

/**
 * The body that a returned value becomes: a Buffer as it is, an object as JSON, nothing as nothing, anything else as
 * text (Function Compute, "Request handlers", Node.js runtime). Throws what JSON.stringify throws.
 */
export function responseBody(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value === undefined || value === null) return new Uint8Array();
  return new TextEncoder().encode(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
