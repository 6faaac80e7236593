import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import type { Body } from '../../store-request.ts';

/** A request to OSS, without address and signature. */
export interface OssRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Not encoded. Absent if the request is for the bucket itself. */
  readonly key?: string;
  readonly query: readonly QueryPair[];
  /** Lower-case names. Values are text that is sent as UTF-8. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
}

/** A complete answer of OSS. `body` is XML, or the text of an object. */
export interface OssResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
