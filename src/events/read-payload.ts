import { typeName } from './malformed-event.ts';

/** The parsed payload, or why it cannot be read. `base64` says whether the payload was encoded in Base64. */
export type PayloadResult =
  | { readonly value: object; readonly base64: boolean }
  | { readonly problem: string; readonly base64?: never };

const EXPECTED = 'expected a JSON object or array, or such JSON in Base64';

/** BOS puts credentials into its events. A message about a damaged event must not quote them. */
const SECRET_NAMES = /credential|secret|access_?key|token|authorization/i;

function excerpt(text: string): string {
  if (SECRET_NAMES.test(text) || SECRET_NAMES.test(startOfBase64(text))) {
    return `a text of ${text.length} characters, not quoted because it can contain credentials`;
  }
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** `atob` ignores white space, so it accepts the line breaks of RFC 2045 encoders. */
function decodeBase64(text: string): string | undefined {
  try {
    return decodeUtf8(Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/** Decodes as much as a damaged text allows, byte by byte. */
function startOfBase64(text: string): string {
  const digits = /^[A-Za-z0-9+/]*/.exec(text.replaceAll(/\s/g, ''))?.[0] ?? '';
  return atob(digits.slice(0, digits.length - (digits.length % 4)));
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
    : { problem: `${EXPECTED}, got ${typeof value === 'string' ? excerpt(value) : typeName(value)}` };
}

function readText(text: string): PayloadResult {
  if (text.trim() === '') return { problem: `${EXPECTED}, got an empty text` };
  const json = parseJson(text);
  // A JSON string contains the actual message.
  if (json !== undefined && typeof json.value !== 'string') return readValue(json.value, false);
  const inner = json === undefined ? text : String(json.value);
  const quoted = json === undefined ? undefined : parseJson(inner);
  if (quoted !== undefined) return readValue(quoted.value, false);
  const unwrapped = decodeBase64(inner);
  const decoded = unwrapped === undefined ? undefined : parseJson(unwrapped);
  return decoded === undefined ? { problem: `${EXPECTED}, got ${excerpt(inner)}` } : readValue(decoded.value, true);
}

/** Reads an object or array from UTF-8 bytes, JSON text, JSON text in Base64, or a parsed value. */
export function readPayload(input: unknown): PayloadResult {
  if (typeof input === 'string') return readText(input.replace(/^\u{feff}/u, ''));
  if (!(input instanceof Uint8Array)) return readValue(input, false);
  const text = decodeUtf8(input);
  return text === undefined ? { problem: `${EXPECTED}, got bytes that are not UTF-8` } : readText(text);
}
