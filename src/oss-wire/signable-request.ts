/** A decoded query parameter. The value of a parameter without `=` is empty. */
export type QueryPair = readonly [name: string, value: string];

/**
 * The part of a request that a signature covers. A client builds it from the request that it will send, and a server from
 * the request that it received. `bucket` and `key` are not encoded, and the same for every form of address.
 */
export interface SignableRequest {
  readonly method: string;
  /** Absent if the request is for the account, such as ListBuckets. */
  readonly bucket?: string;
  /** Absent if the request is for the bucket itself. */
  readonly key?: string;
  readonly query: readonly QueryPair[];
  /** Names in any case. The values of a repeated header are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers as they are signed: lower-case names in byte order, values without leading and trailing white space. */
export function lowerCaseHeaders(headers: Readonly<Record<string, string>>): Map<string, string> {
  const lowered: [name: string, value: string][] = [];
  for (const name in headers) lowered.push([name.toLowerCase(), headers[name]?.trim() ?? '']);
  return new Map(lowered.sort(byName));
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : Number(a > b);
}
