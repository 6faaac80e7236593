import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import type { Body } from '../../store-request.ts';

/** A request to OSS as a value: all that will be sent, but the address and the signature. */
export interface OssRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Raw; absent when the bucket itself is asked. */
  readonly key?: string;
  readonly query: readonly QueryPair[];
  /** Lower-case names; values as text, which goes out as UTF-8. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
}

/** An answer of OSS as it came, its body read to the end. No operation that is used here answers with object data. */
export interface OssResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
