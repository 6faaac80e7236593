import { lowerCaseHeaders } from '../lower-case-headers.ts';
import { signedByDefault } from './signed-by-default.ts';

/**
 * The names of headers that are signed beyond the default ones: those wanted that are sent and not signed anyway, in
 * lower case and byte order. OSS refuses a list with a name that is not sent (EC 0002-00000211).
 */
export function additionalHeaders(
  headers: Readonly<Record<string, string>>,
  wanted: readonly string[],
): readonly string[] {
  // The common case, and asked for with every request on both sides.
  if (wanted.length === 0) return [];
  const names = new Set(wanted.map((name) => name.toLowerCase()));
  return [...lowerCaseHeaders(headers).keys()].filter((name) => names.has(name) && !signedByDefault(name));
}
