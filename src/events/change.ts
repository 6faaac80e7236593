/** Where a change was heard of. */
export type ChangeSource = 'function-compute' | 'eventbridge' | 'smq';

/**
 * A hint that something happened to a key. Events come late, twice, out of order and without version ids (OSS event
 * notification page), so nothing but the key may be believed: whoever handles a change reads the store again.
 */
export interface Change {
  readonly bucket: string;
  /** As it stood in the event. Never percent-decoded: a key may hold `%2F` and `+` of its own. */
  readonly key: string;
  /** Without `oss:`, for example `ObjectCreated:PutObject`. */
  readonly event: string;
  readonly source: ChangeSource;
  /** ISO 8601 as the sender wrote it, one-second resolution. For logs; it orders nothing. */
  readonly time?: string;
  /** Id of the API call that caused the event. */
  readonly requestId?: string;
}
