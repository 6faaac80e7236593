import { type AliasHistory, aliasHistory } from '../../aliases/look/history.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { runProtocol } from '../work/run-protocol.ts';

/** Who or what moved an alias, when, from where and to where, the newest first. Reads only; no rule need give the alias. */
export function history({ store }: Pick<HandlerContext, 'store'>, alias: string, limit: number): Promise<AliasHistory> {
  return runProtocol(aliasHistory(alias, limit), store, { requests: 0, roundTrips: 0 });
}
