import type { Body } from '../store-request.ts';
import type { QueryPair } from './signable-request.ts';

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
