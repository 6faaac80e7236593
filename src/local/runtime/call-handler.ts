import type { Context } from './context.ts';

/** A handler that takes a callback, or an async handler (Function Compute, "Request handlers"). */
export type Handler = (event: Buffer, context: Context, callback: Callback) => unknown;
type Callback = (error: unknown, value?: unknown) => void;

/**
 * Calls a handler and resolves with its answer. The first of callback, rejection and returned value counts; later ones
 * are ignored. If a handler takes a callback and returns undefined, only the callback ends the call.
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
 * Converts a returned value to a body: a Buffer unchanged, an object as JSON, undefined as an empty body, everything else
 * as text (Function Compute, "Request handlers", Node.js runtime). Throws what JSON.stringify throws.
 */
export function responseBody(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value === undefined || value === null) return new Uint8Array();
  return new TextEncoder().encode(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
