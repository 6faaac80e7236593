import type { Cloud } from '../../cloud.ts';
import { isCfcFunction } from '../../local/cloud/functions/cfc-functions.ts';
import type { LoggedDecision } from './logged-decision.ts';

/** Which decisions to show. */
export interface DecisionFilter {
  /** The cloud of the function. The log of the local cloud has the decisions of all clouds. */
  readonly cloud?: Cloud | undefined;
  /** The key of an alias, or a prefix that ends with a slash. */
  readonly alias?: string | undefined;
  readonly rule?: string | undefined;
  readonly actions?: readonly string[] | undefined;
}

/** Actions that change nothing. They are shown if they are named. */
const QUIET: ReadonlySet<unknown> = new Set(['unchanged', 'skipped']);

/** Whether to show a decision. By default all, except that an alias is unchanged or a key was skipped without a warning. */
export function matchesFilter({ functionName, entry }: LoggedDecision, filter: DecisionFilter): boolean {
  const { cloud, alias, rule, actions } = filter;
  if (cloud !== undefined && isCfcFunction(functionName) !== (cloud === 'baidu')) return false;
  if (alias !== undefined && !isAlias(entry.alias, alias)) return false;
  if (rule !== undefined && entry.rule !== rule) return false;
  if (actions !== undefined) return actions.includes(String(entry.action));
  return !(QUIET.has(entry.action) && entry.level === 'info' && entry.dangling !== true);
}

function isAlias(value: unknown, named: string): boolean {
  return typeof value === 'string' && (named.endsWith('/') ? value.startsWith(named) : value === named);
}
