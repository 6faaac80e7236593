import type { BucketEngine } from '../../bucket/bucket-engine.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { Purpose } from '../storage/disk-room.ts';

/** One line of the access log, for an answered request. Status 499: the client closed the connection first. */
export interface StoreLogEntry {
  readonly operation: string;
  readonly method: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly status: number;
  /** The vendor's error code, if there was an error. */
  readonly code?: string;
  readonly milliseconds: number;
  readonly requestId: string;
  /** The internal error, for status 500. */
  readonly cause?: unknown;
}

/** The parts that the server of a store uses, whatever protocol it speaks. */
export interface StoreParts {
  readonly engine: BucketEngine;
  /**
   * Runs work that writes, and settles once it is committed. Reads go to the engine directly. Deletions use the purpose
   * `reclaim`, which also works on a nearly full disk.
   */
  readonly commit: <T>(work: () => T, purpose?: Purpose) => Promise<T>;
  readonly blobs: BlobStore;
  /** The credentials of an access key id. If they have a security token, the request must send it. */
  readonly credentials: (accessKeyId: string) => Credentials | undefined;
  /** `cn-hangzhou` or `bj`. V4 signatures of OSS for another region are refused. */
  readonly region: string;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly log?: (entry: StoreLogEntry) => void;
}
