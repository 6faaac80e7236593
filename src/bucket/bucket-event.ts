/**
 * What a bucket tells about a write. Names are those of the event payload, without the `oss:` of the configuration.
 * Tagging, ACL and versioning changes raise none (the official lists name none).
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
  /** Raw, as the object is named. */
  readonly key: string;
  /** Without quotes; of the object written or removed. */
  readonly etag: string;
  /** Bytes of the object written or removed. */
  readonly size: number;
  /** Bytes the current object grew by; negative when it shrank or went. */
  readonly deltaSize: number;
  readonly contentType?: string;
  /** Unix milliseconds at a whole second. */
  readonly time: number;
  /** Of the API call that caused it. */
  readonly requestId: string;
}
