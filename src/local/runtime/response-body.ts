/**
 * The body that a returned value becomes: a Buffer as it is, an object as JSON, nothing as nothing, anything else as
 * text (Function Compute, "Request handlers", Node.js runtime). Throws what JSON.stringify throws.
 */
export function responseBody(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value === undefined || value === null) return new Uint8Array();
  return new TextEncoder().encode(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
