export { AutoaliasError, type ErrorCode } from '../autoalias-error.ts';
export type { HttpResult } from '../handlers/function-http.ts';
export type { ObjectEventsResult } from '../handlers/handle-object-events.ts';
export type { SweepReport } from '../handlers/sweep.ts';
export {
  createHttpHandler,
  createObjectEventsHandler,
  createTimerHandler,
  type FunctionHandler,
} from './public/function-handlers.ts';
export type { HostOptions } from './public/host.ts';
