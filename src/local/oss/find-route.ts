import { type NotEmulated, notEmulated } from './not-emulated.ts';
import { type Level, type Route, routes } from './routes.ts';
import { WireFault } from './wire-fault.ts';

export interface RoutedRequest {
  readonly method: string;
  readonly level: Level;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
}

const refused = notEmulated.filter(({ answer }) => answer === 'refused');
/** Rows that a parameter or header asks for must win over a plain read or write; the others only over nothing. */
const asked = refused.filter(({ query, headers }) => query !== undefined || headers !== undefined);

/** Which operation a request asks for. Throws `NotImplemented` for one that is not emulated, else `MethodNotAllowed`. */
export const findRoute = (request: RoutedRequest): Route => {
  const missing = asked.find((row) => asks(row, request));
  if (missing !== undefined) throw notImplemented(missing, request);
  const route = routes.find((row) => fits(row, request));
  if (route !== undefined) return route;
  const other = refused.find((row) => asks(row, request));
  if (other !== undefined) throw notImplemented(other, request);
  throw new WireFault('MethodNotAllowed', {
    message: `The specified method is not allowed against this resource: ${request.method} at the level of the ${request.level}.`,
    elements: [
      ['Method', request.method],
      ['ResourceType', request.level],
    ],
  });
};

const fits = (route: Route, { method, level, query, headers }: RoutedRequest): boolean =>
  route.method === method &&
  route.level === level &&
  (route.subresource === undefined || query.has(route.subresource)) &&
  (route.header === undefined || headers[route.header] !== undefined);

const asks = (row: NotEmulated, { method, level, query, headers }: RoutedRequest): boolean => {
  if (row.level !== undefined && row.level !== level) return false;
  if (row.methods !== undefined && !row.methods.includes(method)) return false;
  if (row.query === undefined && row.headers === undefined) return true;
  return (
    (row.query?.some((name) => query.has(name)) ?? false) ||
    (row.headers?.some((name) => headers[name] !== undefined) ?? false)
  );
};

const notImplemented = (row: NotEmulated, { method }: RoutedRequest): WireFault =>
  new WireFault('NotImplemented', {
    status: 501,
    message: `The local store does not emulate this: ${row.name}. ${row.why} ${row.instead}`,
    elements: [['Method', method]],
  });
