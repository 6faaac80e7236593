/** A query parameter as it is meant, not as it is written: decoded, and with an empty value where it stands alone. */
export type QueryPair = readonly [name: string, value: string];

/**
 * The part of a request that a signature covers. A client fills it from what it will send, a server from what it got;
 * both then compute the same strings. `bucket` and `key` are raw, whatever form of address carries them.
 */
export interface SignableRequest {
  readonly method: string;
  /** Absent when the account's buckets are asked for. */
  readonly bucket?: string;
  /** Absent when the bucket itself is asked for. */
  readonly key?: string;
  readonly query: readonly QueryPair[];
  /** Names in any case; a header that came several times has its values joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers as a signature sees them: lower-case names in byte order, values without the white space around them. */
export function lowerCaseHeaders(headers: Readonly<Record<string, string>>): Map<string, string> {
  const lowered: [name: string, value: string][] = [];
  for (const name in headers) lowered.push([name.toLowerCase(), headers[name]?.trim() ?? '']);
  return new Map(lowered.sort(byName));
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : Number(a > b);
}
