/**
 * Headers by lower-case name, from undici's flat list of names and values. The bytes of a value are UTF-8, as OSS sends
 * and signs them; a header that came several times has its values joined.
 */
export const readRawHeaders = (raw: readonly Buffer[]): Readonly<Record<string, string>> => {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i]?.toString('latin1').toLowerCase() ?? '';
    const value = raw[i + 1]?.toString() ?? '';
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
};
