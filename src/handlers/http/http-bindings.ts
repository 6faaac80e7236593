import type { Hono } from 'hono';
import type { HandlerContext } from '../function/handler-context.ts';
import type { Log } from '../function/log.ts';
import type { Caller } from './access/right.ts';

/**
 * The values that the API receives with each request. It calls these functions only if a request needs them, so the health
 * check works even if the configuration is invalid.
 */
export interface HttpApiBindings {
  /** The buckets that follow the rules. */
  readonly buckets: () => readonly string[];
  /** The context of the bucket that the request names. */
  readonly context: () => HandlerContext;
  /** The caller. The check of the token adds it. */
  readonly caller?: Caller;
  /** Logs requests that a known caller has no right for. */
  readonly log?: Log;
}

/** The HTTP API as a Hono application. */
export type HttpApi = Hono<{ Bindings: HttpApiBindings }>;
