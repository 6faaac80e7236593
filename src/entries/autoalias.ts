export type { Action as AliasAction } from '../aliases/model/outcome.ts';
export { AutoaliasError, type ErrorCode } from '../autoalias-error.ts';
export type { HttpResult } from '../handlers/function/function-http.ts';
export type { ObjectEventsResult } from '../handlers/function/handle-object-events.ts';
export type { LogEntry } from '../handlers/function/log.ts';
export type { AliasReport } from '../handlers/look/alias-report.ts';
export type { SweepReport } from '../handlers/walk/sweep.ts';
export type { SkippedKey } from '../handlers/work/work-of-changes.ts';
export type { RejectionKind } from '../rules/match/rejection.ts';
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
