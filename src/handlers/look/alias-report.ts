import type { Action } from '../../aliases/model/outcome.ts';

/** What happened to one alias, as it is logged, printed and returned by the HTTP API. */
export interface AliasReport {
  /** The name of the rule that the alias belongs to. */
  readonly rule: string;
  /** The key of the alias. */
  readonly alias: string;
  readonly action: Action | 'failed';
  /** The key of the target before, or null if there was no alias. */
  readonly from: string | null;
  /** The key of the target now, or null if there is no alias. */
  readonly to: string | null;
  readonly why: string;
  /** Present if another program had changed the alias, and that change was overwritten. */
  readonly overruled?: true;
  /** Present if the target of the alias did not exist, so that readers got an error. */
  readonly dangling?: true;
  /** The name of the release that the aliases show, if they move together. */
  readonly release?: string;
  /** How many requests were sent for it. */
  readonly requests: number;
  /** How many times it waited for answers. Requests that were sent together count once. */
  readonly roundTrips: number;
  readonly milliseconds: number;
}
