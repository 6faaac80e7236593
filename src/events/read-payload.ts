import { typeName } from './type-name.ts';

/** A payload made readable, or why it is not. `base64` tells that it had to be taken out of Base64. */
export type PayloadResult =
  | { readonly value: object; readonly base64: boolean }
  | { readonly problem: string; readonly base64?: never };

const expected = 'expected a JSON object or array, or such JSON in Base64';

function excerpt(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** White space is dropped, as RFC 2045 encoders break lines. */
function decodeBase64(text: string): string | undefined {
  try {
    return decodeUtf8(Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function readValue(value: unknown, base64: boolean): PayloadResult {
  return typeof value === 'object' && value !== null
    ? { value, base64 }
    : { problem: `${expected}, got ${typeof value === 'string' ? excerpt(value) : typeName(value)}` };
}

function readText(text: string): PayloadResult {
  if (text.trim() === '') return { problem: `${expected}, got nothing but an empty text` };
  const json = parseJson(text);
  // A JSON text inside JSON: the message once more, quoted.
  if (json !== undefined && typeof json.value !== 'string') return readValue(json.value, false);
  const inner = json === undefined ? text : String(json.value);
  const quoted = json === undefined ? undefined : parseJson(inner);
  if (quoted !== undefined) return readValue(quoted.value, false);
  const unwrapped = decodeBase64(inner);
  const decoded = unwrapped === undefined ? undefined : parseJson(unwrapped);
  return decoded === undefined ? { problem: `${expected}, got ${excerpt(inner)}` } : readValue(decoded.value, true);
}

/** Makes an object or array of what came: bytes of UTF-8, JSON text, Base64 of JSON text, or one already parsed. */
export function readPayload(input: unknown): PayloadResult {
  if (typeof input === 'string') return readText(input.replace(/^\u{feff}/u, ''));
  if (!(input instanceof Uint8Array)) return readValue(input, false);
  const text = decodeUtf8(input);
  return text === undefined ? { problem: `${expected}, got bytes that are not UTF-8` } : readText(text);
}
