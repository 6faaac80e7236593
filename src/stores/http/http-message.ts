import type { QueryPair } from '../../oss-wire/signable-request.ts';
import type { Body } from '../store-request.ts';

/** A request to a store, without address and signature. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Not encoded. Absent if the request is for the bucket itself. */
  readonly key?: string;
  readonly query: readonly QueryPair[];
  /** Lower-case names. Values are text that is sent as UTF-8. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
}

/** A complete answer of a store. `body` is XML, JSON, or the text of an object. */
export interface HttpResponse {
  readonly status: number;
  /** All headers, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** One header, by lower-case name. An answer of which few headers matter is read without decoding the others. */
  readonly header: (name: string) => string | undefined;
  readonly body: string;
}
