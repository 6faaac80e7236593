import type { Action } from '../../aliases/model/outcome.ts';

/** What happened to one alias, as it is logged, printed and answered over HTTP. */
export interface AliasReport {
  readonly rule: string;
  readonly alias: string;
  readonly action: Action | 'failed';
  readonly from: string | null;
  readonly to: string | null;
  readonly why: string;
  readonly overruled?: true;
  readonly dangling?: true;
  /** Of aliases that move together: the release that they show. */
  readonly release?: string;
  readonly requests: number;
  readonly roundTrips: number;
  readonly milliseconds: number;
}
