import type { Readable } from 'node:stream';
import type { StoreParts } from './store-parts.ts';

/** The kind of resource that an address names. */
export type Level = 'service' | 'bucket' | 'object';

/** The body of a request. */
export interface RequestBody {
  /** From Content-Length. Absent if the body is chunked, 0 if there is no body. */
  readonly length?: number;
  /** Can be read once. Throws if the client closes the connection before the end. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** A parsed and authorized request. */
export interface StoreCall {
  readonly method: string;
  /** Empty for a request to the service. */
  readonly bucket: string;
  /** Not encoded. Empty for a request to a bucket. */
  readonly key: string;
  /** Decoded. If a parameter is repeated, the last value. */
  readonly query: ReadonlyMap<string, string>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestBody;
  readonly requestId: string;
  /** Host and port at which clients reach this store. Never a host of the vendor. */
  readonly endpoint: () => string;
  /** False for anonymous requests. */
  readonly signed: boolean;
}

/** An opened body. After the status line is sent, only the disk can still fail. */
export interface BytesAnswer {
  readonly size: number;
  /** Absent if no bytes are sent: for HEAD, or an empty body. */
  readonly bytes?: Uint8Array | Readable;
}

export interface StoreAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** A text is a document: XML or JSON. */
  readonly body?: string | BytesAnswer;
}

export type StoreOperation = (call: StoreCall, parts: StoreParts) => StoreAnswer | Promise<StoreAnswer>;
