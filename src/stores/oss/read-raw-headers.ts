import { headerText } from './header-text.ts';

/**
 * Headers by lower-case name, from undici's flat list of names and values. The values of a repeated header are joined.
 */
export function readRawHeaders(raw: readonly Buffer[]): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i]?.toString('latin1').toLowerCase() ?? '';
    const bytes = raw[i + 1];
    const value = bytes === undefined ? '' : headerText(bytes);
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
}
