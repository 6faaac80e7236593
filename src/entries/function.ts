export { AutoaliasError, type ErrorCode } from '../autoalias-error.ts';
export type { HttpResult } from '../handlers/function/function-http.ts';
export type { ObjectEventsResult } from '../handlers/function/handle-object-events.ts';
export type { SweepReport } from '../handlers/walk/sweep.ts';
export {
  createHttpHandler,
  createObjectEventsHandler,
  createTimerHandler,
  type FunctionHandler,
} from './public/function-handlers.ts';
export type { HostOptions } from './public/host.ts';
