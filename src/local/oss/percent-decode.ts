/**
 * Decodes `%XX` exactly once, as strict UTF-8. Throws URIError where a `%` begins no byte or the bytes are no UTF-8
 * text: a key read loosely would name another object than the one that was signed.
 */
export function percentDecode(encoded: string): string {
  return encoded.includes('%') ? decodeURIComponent(encoded) : encoded;
}
