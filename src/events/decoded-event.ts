/** The service that delivered an event. */
export type ChangeSource = 'function-compute' | 'eventbridge' | 'smq';

/**
 * A hint that something happened to a key. OSS delivers events late, more than once, out of order and without version ids
 * (OSS event notification page). So only the key is reliable: a handler reads the current state from the store.
 */
export interface Change {
  readonly bucket: string;
  /** The key exactly as in the event. Never percent-decoded, because a key can contain `%2F` and `+` itself. */
  readonly key: string;
  /** The event name without `oss:`, for example `ObjectCreated:PutObject`. */
  readonly event: string;
  readonly source: ChangeSource;
  /** ISO 8601 as the sender wrote it, in whole seconds. For logs only: it says nothing about the order of events. */
  readonly time?: string;
  /** The id of the API call that caused the event. */
  readonly requestId?: string;
}

/** A valid event that does not require any action. `bucket` and `key` are present if the record contains them. */
export interface SkippedEvent {
  readonly kind: 'skipped';
  /** The path of the event in the input, `$` for the whole input. */
  readonly path: string;
  readonly event: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly reason: string;
}

/** Input that is not an event in any supported format. */
export interface MalformedEvent {
  readonly kind: 'malformed';
  /** The path of the first problem in the input, `$` for the whole input. */
  readonly path: string;
  /** Starts with the path: `events[3].oss.object.key: expected string, got number`. */
  readonly message: string;
}

/** The result of decoding one event. */
export type DecodedEvent = { readonly kind: 'change'; readonly change: Change } | SkippedEvent | MalformedEvent;
