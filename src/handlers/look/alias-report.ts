import type { Action } from '../../aliases/model/outcome.ts';
import type { PinView } from '../../aliases/model/pin.ts';
import type { UnreadObjects } from '../../rules/match/unread.ts';
import type { WithdrawnView } from './held-back.ts';

/** The result for one alias, as it appears in the log, in the output of commands and in responses of the HTTP API. */
export interface AliasReport {
  /** The name of the rule that the alias belongs to. */
  readonly rule: string;
  /** The key of the alias. */
  readonly alias: string;
  readonly action: Action | 'failed';
  /** The key of the previous target, or null if there was no alias. */
  readonly from: string | null;
  /** The key of the current target, or null if there is no alias. */
  readonly to: string | null;
  /** The reason for the action. */
  readonly why: string;
  /** Present if another program had changed the alias, and autoalias overwrote that change. */
  readonly overruled?: true;
  /** Present if the target of the alias did not exist, so that readers got an error. */
  readonly dangling?: true;
  /** The name of the release that the aliases point at, if they move together. */
  readonly release?: string;
  /** The objects that would be its candidates if the order could read them, as far as they were listed. */
  readonly unread?: UnreadObjects;
  /** The pin that keeps it where it is. */
  readonly pin?: PinView;
  /** Its greatest candidate, if that is withdrawn. Only in the reports of `apply` and of a sweep. */
  readonly withdrawn?: WithdrawnView;
  /** How many requests were sent for the alias. */
  readonly requests: number;
  /** How many times the handler waited for responses. Requests that were sent together count once. */
  readonly roundTrips: number;
  readonly milliseconds: number;
}
