/**
 * Percent-decodes text that another program may have written without encoding it. Text that cannot be decoded is returned as
 * it is. A `+` stays a plus: few clients write it for a space.
 */
export function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
