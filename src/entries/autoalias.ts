export type { Action as AliasAction } from '../aliases/outcome.ts';
export { AutoaliasError, type ErrorCode } from '../autoalias-error.ts';
export type { AliasReport } from '../handlers/alias-report.ts';
export type { HttpResult } from '../handlers/function-http.ts';
export type { ObjectEventsResult } from '../handlers/handle-object-events.ts';
export type { LogEntry } from '../handlers/log.ts';
export type { SweepReport } from '../handlers/sweep.ts';
export {
  type AppliedChanges,
  type ApplyChangesOptions,
  applyChanges,
  type ObjectChange,
} from './public/apply-changes.ts';
export {
  createHost,
  type Host,
  type HostOptions,
  handleHttp,
  handleObjectEvents,
  handleTimer,
} from './public/host.ts';
