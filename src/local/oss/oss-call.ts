import type { Readable } from 'node:stream';
import type { OssParts } from './oss-parts.ts';

/** The kind of resource that an address names. */
export type Level = 'service' | 'bucket' | 'object';

/** The bytes that came with a request. */
export interface RequestBody {
  /** From Content-Length; absent when the body comes chunked, 0 when there is none. */
  readonly length?: number;
  /** May be read once. Throws when the client goes away before the end. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** A request that has been understood and authorized. */
export interface OssCall {
  readonly method: string;
  /** Empty at the level of the service. */
  readonly bucket: string;
  /** Raw; empty at the level of a bucket. */
  readonly key: string;
  /** Decoded; of parameters given twice, the last. */
  readonly query: ReadonlyMap<string, string>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestBody;
  readonly requestId: string;
  /** Host and port at which clients reach this store. Never a host of Alibaba Cloud. */
  readonly endpoint: string;
  /** False for anonymous requests. */
  readonly signed: boolean;
}

/** Bytes that are already open, so that nothing can fail between the status line and them but the disk. */
export interface BytesAnswer {
  readonly size: number;
  /** Absent when there is nothing to send: a HEAD, or no bytes. */
  readonly bytes?: Readable;
}

export interface OssAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Text is an XML document. */
  readonly body?: string | BytesAnswer;
}

export type OssOperation = (call: OssCall, parts: OssParts) => OssAnswer | Promise<OssAnswer>;
