import type { ConnectionFault } from '../connections/connection-faults.ts';
import type { Level, StoreAnswer, StoreCall, StoreOperation } from './store-call.ts';
import type { StoreParts } from './store-parts.ts';

/** One operation of a vendor's API. */
export interface Operation {
  /** The name that the API reference uses. */
  readonly operation: string;
  /** Whether requests without a signature are passed on, so that ACLs decide. */
  readonly anonymous?: true;
  readonly run: StoreOperation;
}

/** A request whose target and headers are read, and whose address is not known yet. */
export interface ReadRequest {
  readonly method: string;
  /** The `Host` header or the authority of an absolute target, with or without a port. */
  readonly host: string;
  /** As sent, without the query. */
  readonly path: string;
  /** Decoded, in order. No name occurs twice. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: StoreCall['headers'];
}

/** The resource of a request, and whether its sender is known. */
export interface AuthorizedRequest {
  /** Absent: the service. */
  readonly bucket?: string;
  /** Decoded. Absent: the bucket. */
  readonly key?: string;
  /** Whether the first label of the host is the bucket. */
  readonly hasBucketInHost: boolean;
  /** False for a request without a signature, which has only public rights. */
  readonly signed: boolean;
}

export interface RoutedRequest {
  readonly method: string;
  readonly level: Level;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: StoreCall['headers'];
}

/** Why the server refuses a request before the face sees it. */
export type RequestFault =
  | ConnectionFault
  | { readonly kind: 'unknown-expectation' | 'no-host' | 'anonymous' }
  | { readonly kind: 'foreign-page'; readonly why: string }
  | { readonly kind: 'malformed-target'; readonly cause: URIError }
  | { readonly kind: 'repeated'; readonly what: 'header' | 'query parameter'; readonly name: string };

export interface FaultContext {
  readonly method: string;
  readonly requestId: string;
  readonly host: string;
}

export interface FaultAnswer extends StoreAnswer {
  /** The vendor's code, for the log. */
  readonly code: string;
  /** The internal error, if the request was not refused but failed. */
  readonly cause?: unknown;
}

export interface AnswerContext {
  readonly requestId: string;
  /** Unix milliseconds. */
  readonly now: number;
  /** How long the request took. */
  readonly milliseconds: number;
}

/** What a vendor's protocol adds to the server that all of them share. */
export interface Face {
  /** The start of the vendor's own headers, such as `x-oss-`. Except for user metadata, each occurs at most once. */
  readonly headerPrefix: string;
  /** Content-Type of answers that are documents. */
  readonly documentType: string;
  readonly newRequestId: () => string;
  /** The headers of every answer. */
  readonly commonHeaders: (answer: AnswerContext) => Readonly<Record<string, string>>;
  /** The error that faultAnswer answers. */
  readonly refusal: (fault: RequestFault) => Error;
  /** The answer to any error. */
  readonly faultAnswer: (error: unknown, about: FaultContext) => FaultAnswer;
  /** Reads the address and verifies the signature. Throws an error that faultAnswer answers, or URIError. */
  readonly authorize: (request: ReadRequest, parts: StoreParts) => AuthorizedRequest;
  /** Finds the operation. Throws if there is none. */
  readonly route: (request: RoutedRequest) => Operation;
}
