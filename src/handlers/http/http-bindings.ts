import type { Hono } from 'hono';
import type { HandlerContext } from '../function/handler-context.ts';

/**
 * What the API gets with each request. The functions are called only if the request needs their results, so health answers
 * even if the configuration is invalid.
 */
export interface HttpApiBindings {
  /** The buckets that follow the rules. */
  readonly buckets: () => readonly string[];
  readonly context: () => HandlerContext;
}

export type HttpApi = Hono<{ Bindings: HttpApiBindings }>;
