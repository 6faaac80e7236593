/**
 * The events that writes to a bucket raise. Names are those in the event payload, without the `oss:` of the trigger
 * configuration. Changes of tags, ACLs and versioning raise no event, because OSS does not list one.
 */
export type BucketEventName =
  | 'ObjectCreated:PutObject'
  | 'ObjectCreated:PutSymlink'
  | 'ObjectCreated:CopyObject'
  | 'ObjectRemoved:DeleteObject'
  | 'ObjectRemoved:DeleteObjects';

export interface BucketEvent {
  readonly name: BucketEventName;
  readonly bucket: string;
  /** Raw, not encoded. */
  readonly key: string;
  /** The ETag of the object written or removed, without quotes. */
  readonly etag: string;
  /** Size of the object written or removed, in bytes. */
  readonly size: number;
  /** How many bytes the current object grew. Negative if it shrank or was removed. */
  readonly deltaSize: number;
  readonly contentType?: string;
  /** Unix milliseconds at a whole second. */
  readonly time: number;
  /** The id of the API call that caused the event. */
  readonly requestId: string;
}
