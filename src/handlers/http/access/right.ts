/** What a caller of the HTTP API can be allowed to do. */
export const RIGHTS = ['read', 'apply', 'move'] as const;

/**
 * A right of a caller:
 * - `read`: requests that write nothing
 * - `apply`: requests that make aliases follow the rules
 * - `move`: requests with which a person decides what an alias points at
 */
export type Right = (typeof RIGHTS)[number];

/** All rights, which the holder of AUTOALIAS_TOKEN has. */
export const ALL_RIGHTS: ReadonlySet<Right> = new Set(RIGHTS);

/** A caller of the HTTP API. */
export interface Caller {
  /** The actor in the history and the log. */
  readonly name: string;
  readonly rights: ReadonlySet<Right>;
}

const ALIASES = '/v1/aliases/';

/** The right that each route needs. A route that is missing here answers 404, so that no route is open by mistake. */
export const ROUTE_RIGHTS: Readonly<Record<string, Right>> = {
  'GET /v1/aliases': 'read',
  [`GET ${ALIASES}*`]: 'read',
  'GET /v1/diff': 'read',
  'GET /v1/explain': 'read',
  'GET /v1/history': 'read',
  'GET /v1/plan': 'read',
  'GET /v1/resolve': 'read',
  'GET /v1/rules': 'read',
  'GET /v1/status': 'read',
  'GET /v1/wait': 'read',
  'POST /v1/backtest': 'read',
  'POST /v1/apply': 'apply',
  'POST /v1/sweep': 'apply',
  'POST /v1/pin': 'move',
  'POST /v1/restore': 'move',
  'POST /v1/rollback': 'move',
  'POST /v1/unpin': 'move',
  'POST /v1/withdraw': 'move',
};

/** The right that a request needs. Undefined if there is no such route. */
export function rightOf(method: string, path: string): Right | undefined {
  const verb = method === 'HEAD' ? 'GET' : method;
  // Only the keys of aliases may contain or end with slashes.
  return ROUTE_RIGHTS[`${verb} ${path.startsWith(ALIASES) ? `${ALIASES}*` : path}`];
}
