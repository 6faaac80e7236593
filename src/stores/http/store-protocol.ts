import type { Credentials } from '../../oss-wire/credentials.ts';
import type { HeaderList } from '../../oss-wire/header-list.ts';
import type { SignableRequest } from '../../oss-wire/signable-request.ts';
import type { StoreRequest } from '../store-request.ts';
import type { ResponseTo } from '../store-response.ts';
import type { Address } from './address.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';
import type { Sent } from './store-failure.ts';

/** What differs between the clients of two stores. Everything else is the same: connections, attempts, the clock. */
export interface StoreProtocol {
  readonly address: Address;
  /** Converts a store request. Throws AutoaliasError `request-malformed` for a request that cannot be sent unchanged. */
  readonly describe: (request: StoreRequest) => HttpRequest;
  /** Returns the headers of a request with its signature, as they are sent: one character for each byte of a value. */
  readonly sign: (request: SignableRequest, how: Authorizing) => HeaderList;
  /** Reads a complete answer. Throws StoreError if it does not answer the request. */
  readonly read: <R extends StoreRequest>(request: R, response: HttpResponse, sent: Sent) => ResponseTo<R>;
  /**
   * What an answer with a status of 400 or higher says about another attempt. `now` is the time in Unix milliseconds as the
   * sender knows it, with the clock difference that it has learned.
   */
  readonly classify: (response: HttpResponse, now: number) => FailureHints;
}

/** Returns the headers of a request with its signature, by lower-case name. */
export type Authorize = (request: SignableRequest, how: Authorizing) => Readonly<Record<string, string>>;

export interface Authorizing {
  readonly credentials: Credentials;
  /** The store's time in Unix milliseconds. */
  readonly now: number;
  /** Host and port of the address, as in the `host` header. */
  readonly host: string;
  /** The encoded path of the request. */
  readonly path: string;
}

export interface FailureHints {
  /** The error code, if it decides about another attempt. */
  readonly code?: string;
  /** The delay that the store asks for, in milliseconds. */
  readonly askedDelay?: number;
}
