import type { RoutedRequest } from '../../server/face.ts';
import { type NotEmulated, notEmulated, notImplemented } from '../answer/not-emulated.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { type Route, routes } from './routes.ts';

const refused = notEmulated.filter(({ answer }) => answer === 'refused');
/** Rows with a parameter or header win over a plain read or write. All other rows apply only if no route fits. */
const asked = refused.filter(({ query, headers }) => query !== undefined || headers !== undefined);

/** Finds the operation of a request. Throws `NotImplemented` if it is not emulated, otherwise `MethodNotAllowed`. */
export function findRoute(request: RoutedRequest): Route {
  const missing = asked.find((row) => asks(row, request));
  if (missing !== undefined) throw notImplemented(missing, [['Method', request.method]]);
  const route = routes.find((row) => fits(row, request));
  // DELETE /bucket?acl is not an operation, and must not delete the bucket. Objects are different: the OSS Python SDK
  // deletes a link with DELETE /key?symlink&versionId=….
  if (route?.level === 'bucket' && writes(route) && asksOther(route, request)) throw notAllowed(request);
  if (route !== undefined) return route;
  const other = refused.find((row) => asks(row, request));
  if (other !== undefined) throw notImplemented(other, [['Method', request.method]]);
  throw notAllowed(request);
}

function writes({ method }: Route): boolean {
  return method === 'PUT' || method === 'POST' || method === 'DELETE';
}

/** Whether a request has a subresource that belongs only to other operations of its level. */
function asksOther(found: Route, { level, query }: RoutedRequest): boolean {
  return routes.some(
    (row) =>
      row.level === level &&
      row.subresource !== undefined &&
      row.subresource !== found.subresource &&
      query.has(row.subresource),
  );
}

function notAllowed({ method, level, query }: RoutedRequest): WireFault {
  const subresource = routes.find((row) => row.level === level && query.has(row.subresource ?? ''))?.subresource;
  const asked = subresource === undefined ? method : `${method} ?${subresource}`;
  return new WireFault('MethodNotAllowed', {
    message: `The specified method is not allowed against this resource: ${asked} at the level of the ${level}.`,
    elements: [
      ['Method', method],
      ['ResourceType', subresource ?? level],
    ],
  });
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
