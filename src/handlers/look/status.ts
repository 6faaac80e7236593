import type { HandlerContext } from '../function/handler-context.ts';
import type { UnreadReport } from '../walk/unread-report.ts';
import {
  type AliasFinding,
  createLookProgress,
  type Finding,
  isAlias,
  type LookOptions,
  lookAtAliases,
} from './look-at-aliases.ts';

/** How many aliases are in each state. */
export interface StatusTotal {
  readonly objects: number;
  readonly aliases: number;
  readonly states: Readonly<Record<Finding['state'], number>>;
  /** Links whose target cannot be read. Includes links that other programs wrote. */
  readonly broken: number;
  /** Groups in the middle of a move. Only some of their aliases point at the new release. */
  readonly halfMoved: number;
  /** Links that caches may serve for more than a day, although their rule does not ask for that. */
  readonly longLived: number;
  /** The rules that ask for such a lifetime, and how many of their links have it. */
  readonly longLivedByRule: readonly LongLivedRule[];
  /** Links whose target is archived and not restored. */
  readonly archived: number;
  /** Suspicious pins, which cannot come from an autoalias command. */
  readonly doubted: number;
  /** The objects that match a rule and that its order cannot read. */
  readonly unread: UnreadReport;
  readonly requests: number;
}

/** A rule that lets caches serve its aliases for more than a day. */
export interface LongLivedRule {
  readonly rule: string;
  /** How many of its aliases have such headers. */
  readonly aliases: number;
  /** The first of them, with these headers. */
  readonly example: { readonly alias: string; readonly headers: string };
}

/** A group of aliases in the middle of a move. */
export interface HalfMoved {
  readonly group: string;
  /** The release that the group should show. */
  readonly release: string | null;
  /** How many of the aliases already point at the release. */
  readonly moved: number;
  /** How many aliases the group has. */
  readonly of: number;
}

/** Options of {@link status}. */
export interface StatusOptions extends Omit<LookOptions, 'orphans' | 'unreadOnly'> {
  /** Called for each alias. */
  readonly onFinding: (finding: Finding) => void;
  /** Called after the last alias of a group that is in the middle of a move. */
  readonly onHalfMoved?: (group: HalfMoved) => void;
}

/**
 * Finds the state of every alias. Lists the whole bucket unless `of` names a part, because a link that no rule defines any
 * more can have any key. Writes nothing. Memory is bounded.
 */
export async function status(
  context: HandlerContext,
  { onFinding, onHalfMoved, of = '', ...options }: StatusOptions,
): Promise<StatusTotal> {
  const progress = createLookProgress();
  const states = {
    right: 0,
    stale: 0,
    dangling: 0,
    withdrawn: 0,
    foreign: 0,
    pinned: 0,
    protected: 0,
    missing: 0,
    absent: 0,
    orphaned: 0,
    failed: 0,
  };
  let broken = 0;
  let halfMoved = 0;
  let doubted = 0;
  let longLived = 0;
  let archived = 0;
  const byRule = new Map<string, LongLivedRule>();
  let group: HalfMoved | undefined;
  const endGroup = (): void => {
    if (group === undefined || group.moved === 0 || group.moved === group.of) return;
    halfMoved++;
    onHalfMoved?.(group);
  };
  for await (const finding of lookAtAliases(context, { ...options, of, orphans: true, unreadOnly: true }, progress)) {
    states[finding.state]++;
    if (finding.broken) broken++;
    if (finding.archived !== undefined) archived++;
    onFinding(finding);
    const alias = isAlias(finding) ? finding : undefined;
    if (alias?.doubts !== undefined) doubted++;
    if (alias?.longLived !== undefined) longLived++;
    if (alias?.longLivedByRule !== undefined) countLongLived(byRule, alias, alias.longLivedByRule);
    if (alias?.group !== group?.group) {
      endGroup();
      group = undefined;
    }
    group = alias === undefined ? undefined : withAlias(group, alias);
  }
  endGroup();
  const { objects, aliases, requests } = progress;
  const unread = progress.unread.report(context.ruleSet.rules);
  const longLivedByRule = [...byRule.values()];
  return {
    objects,
    aliases,
    states,
    broken,
    halfMoved,
    doubted,
    longLived,
    longLivedByRule,
    archived,
    unread,
    requests,
  };
}

function countLongLived(byRule: Map<string, LongLivedRule>, { rule, alias }: AliasFinding, headers: string): void {
  const { aliases, example } = byRule.get(rule) ?? { aliases: 0, example: { alias, headers } };
  byRule.set(rule, { rule, aliases: aliases + 1, example });
}

/** Counts an alias in its group. All aliases of a group come one after the other. */
function withAlias(
  known: HalfMoved | undefined,
  { group, release, state, change }: AliasFinding,
): HalfMoved | undefined {
  if (group === undefined) return undefined;
  const { moved, of } = known ?? { moved: 0, of: 0 };
  // A refused alias can never move, so it does not show that a move has begun.
  if (state === 'absent' || change === 'refuse') return { group, release: release ?? null, moved, of };
  return { group, release: release ?? null, moved: moved + (change === 'none' ? 1 : 0), of: of + 1 };
}
