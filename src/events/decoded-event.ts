/**
 * The service that delivered an event. `s3`: an S3 event notification without an envelope of another service. `bos`: a BOS
 * trigger of CFC, or a notification of a BOS bucket.
 */
export type ChangeSource = 'function-compute' | 'eventbridge' | 'smq' | 's3' | 'bos';

/**
 * A hint that something happened to a key. OSS can deliver events late, more than once, out of order and without version ids
 * (OSS event notification page). Only the key is reliable, so handlers read the current state from the store.
 */
export interface Change {
  readonly bucket: string;
  /**
   * The key exactly as in the event of OSS or BOS. Never percent-decoded, because a key can contain `%2F` and `+` itself. S3
   * events have encoded keys, which are decoded.
   */
  readonly key: string;
  /** The event name without `oss:`, for example `ObjectCreated:PutObject`. */
  readonly event: string;
  readonly source: ChangeSource;
  /** ISO 8601 in whole seconds, as the sender wrote it. For logs only, because it does not define the order of events. */
  readonly time?: string;
  /** The id of the API call that caused the event. */
  readonly requestId?: string;
  /** The principal id of the account that caused the event (`userIdentity`). For records and logs only. */
  readonly actor?: string;
  /** The version that the event is about, in the store that sent it. Only S3 events have it. */
  readonly versionId?: string;
  /** Hexadecimal digits that order the events of one key in the store that sent them. Only S3 events have it. */
  readonly sequencer?: string;
}

/** A valid event that does not require any action. `bucket` and `key` are present if the record contains them. */
export interface SkippedEvent {
  readonly kind: 'skipped';
  /** The path of the event in the input. `$` is the whole input. */
  readonly path: string;
  /** The event name without `oss:`. */
  readonly event: string;
  readonly bucket?: string;
  readonly key?: string;
  /** The principal id of the account that caused the event. */
  readonly actor?: string;
  /** As {@link Change.time}. */
  readonly time?: string;
  /** Why the event is skipped. */
  readonly reason: string;
}

/** Input that is not an event in any supported format. */
export interface MalformedEvent {
  readonly kind: 'malformed';
  /** The path of the first problem in the input. `$` is the whole input. */
  readonly path: string;
  /** Starts with the path: `events[3].oss.object.key: expected string, got number`. */
  readonly message: string;
}

/** The result of decoding one event. */
export type DecodedEvent = { readonly kind: 'change'; readonly change: Change } | SkippedEvent | MalformedEvent;
