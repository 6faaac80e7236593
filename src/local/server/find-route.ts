import type { Operation, RoutedRequest } from './face.ts';
import type { NotEmulated } from './not-emulated.ts';
import type { Level } from './store-call.ts';

/** One operation of a vendor's API, and the parts of a request that select it. */
export interface Route extends Operation {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly level: Level;
  /** A required query parameter. */
  readonly subresource?: string;
  /** A required header. */
  readonly header?: string;
}

/** A request that no route fits. */
export interface NotAllowed {
  readonly method: string;
  readonly level: Level;
  /** A subresource of other methods of this level. */
  readonly subresource: string | undefined;
  /** `PUT ?acl`, for a message. */
  readonly asked: string;
}

export interface RouteTable {
  /** The first row that fits wins. */
  readonly routes: readonly Route[];
  readonly notEmulated: readonly NotEmulated[];
  readonly notImplemented: (row: NotEmulated, method: string) => Error;
  readonly notAllowed: (request: NotAllowed) => Error;
}

/** Returns the function that finds the operation of a request. It throws `notImplemented`, otherwise `notAllowed`. */
export function routeFinder({ routes, notEmulated, notImplemented, notAllowed }: RouteTable) {
  const refused = notEmulated.filter(({ answer }) => answer === 'refused');
  /** Rows with a parameter or header win over a plain read or write. All other rows apply only if no route fits. */
  const asked = refused.filter(({ query, headers }) => query !== undefined || headers !== undefined);
  const unfit = (request: RoutedRequest): Error => notAllowed(notAllowedOf(request, routes));

  return (request: RoutedRequest): Route => {
    const missing = asked.find((row) => asks(row, request));
    if (missing !== undefined) throw notImplemented(missing, request.method);
    const route = routes.find((row) => fits(row, request));
    // DELETE /bucket?acl is not an operation, and must not delete the bucket. Objects are different: the OSS Python SDK
    // deletes a link with DELETE /key?symlink&versionId=….
    if (route?.level === 'bucket' && writes(route) && asksOther(route, request, routes)) throw unfit(request);
    if (route !== undefined) return route;
    const other = refused.find((row) => asks(row, request));
    if (other !== undefined) throw notImplemented(other, request.method);
    throw unfit(request);
  };
}

function writes({ method }: Route): boolean {
  return method === 'PUT' || method === 'POST' || method === 'DELETE';
}

/** Whether a request has a subresource that belongs only to other operations of its level. */
function asksOther(found: Route, { level, query }: RoutedRequest, routes: readonly Route[]): boolean {
  return routes.some(
    (row) =>
      row.level === level &&
      row.subresource !== undefined &&
      row.subresource !== found.subresource &&
      query.has(row.subresource),
  );
}

function notAllowedOf({ method, level, query }: RoutedRequest, routes: readonly Route[]): NotAllowed {
  const subresource = routes.find((row) => row.level === level && query.has(row.subresource ?? ''))?.subresource;
  return { method, level, subresource, asked: subresource === undefined ? method : `${method} ?${subresource}` };
}

function fits(route: Route, { method, level, query, headers }: RoutedRequest): boolean {
  return (
    route.method === method &&
    route.level === level &&
    (route.subresource === undefined || query.has(route.subresource)) &&
    (route.header === undefined || headers[route.header] !== undefined)
  );
}

function asks(row: NotEmulated, { method, level, query, headers }: RoutedRequest): boolean {
  if (row.level !== undefined && row.level !== level) return false;
  if (row.methods !== undefined && !row.methods.includes(method)) return false;
  if (row.query === undefined && row.headers === undefined) return row.schemes === undefined;
  return (
    (row.query?.some((name) => query.has(name)) ?? false) ||
    (row.headers?.some((name) => headers[name] !== undefined) ?? false)
  );
}
