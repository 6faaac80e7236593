import type { PlannedChange } from '../../aliases/look/plan-alias.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import type { UnreadReport } from '../walk/unread-report.ts';
import {
  type AliasFinding,
  createLookProgress,
  type FailedFinding,
  type LookOptions,
  lookAtAliases,
} from './look-at-aliases.ts';

/** An alias that would change, that a real object blocks (`refuse`), or that could not be read. */
export type Difference = (AliasFinding & { readonly change: Exclude<PlannedChange, 'none'> }) | FailedFinding;

/** The counts of a plan. */
export interface PlanTotal {
  readonly objects: number;
  readonly aliases: number;
  readonly changes: Readonly<Record<PlannedChange, number>>;
  /** Protected aliases that differ from the rules. Only a person moves them. */
  readonly protected: number;
  /** Aliases that could not be read. */
  readonly failed: number;
  /** Links that autoalias wrote and that no rule defines any more. `apply` does not change them. */
  readonly orphaned: number;
  /** The keys of the first orphaned links. */
  readonly orphans: readonly string[];
  /** Aliases that a command of a person keeps from the target that the rules would choose. */
  readonly held: HeldAliases;
  /** The objects that match a rule and that its order cannot read. */
  readonly unread: UnreadReport;
  readonly requests: number;
}

/** Aliases that are pinned, or whose greatest candidate is withdrawn. */
export interface HeldAliases {
  readonly pinned: number;
  readonly withdrawn: number;
  /** The first of them. */
  readonly listed: readonly AliasFinding[];
}

/** Options of {@link plan}. */
export interface PlanOptions extends Omit<LookOptions, 'orphans' | 'unreadOnly'> {
  /** Called for each alias that differs from the rules. */
  readonly onDifference: (difference: Difference) => void;
}

/** How many orphaned links a plan lists by key. */
const MOST_ORPHANS = 5;

/** How many held aliases a plan lists. */
const MOST_HELD = 20;

/**
 * Finds what `apply --all` would change at every alias, and why. Lists the whole bucket unless `of` names a part, because an
 * alias of earlier rules can have any key. Writes nothing. Memory is bounded.
 */
export async function plan(
  context: HandlerContext,
  { onDifference, of = '', ...options }: PlanOptions,
): Promise<PlanTotal> {
  const progress = createLookProgress();
  const changes = { none: 0, point: 0, remove: 0, refuse: 0 };
  let failed = 0;
  let protectedCount = 0;
  let orphaned = 0;
  const orphans: string[] = [];
  const held = { pinned: 0, withdrawn: 0 };
  const listed: AliasFinding[] = [];
  for await (const finding of lookAtAliases(context, { ...options, of, orphans: true }, progress)) {
    if (finding.state === 'orphaned') {
      if (orphaned++ < MOST_ORPHANS) orphans.push(finding.alias);
      continue;
    }
    if (finding.state === 'failed') {
      failed++;
      onDifference(finding);
      continue;
    }
    const { change } = finding;
    if (finding.state === 'protected') protectedCount++;
    else changes[change]++;
    if (finding.pin !== undefined) held.pinned++;
    if (finding.withdrawn !== undefined) held.withdrawn++;
    const isHeld = finding.pin !== undefined || finding.withdrawn !== undefined;
    if (isHeld && listed.length < MOST_HELD) listed.push(finding);
    if (change !== 'none') onDifference({ ...finding, change });
  }
  const { objects, requests } = progress;
  const aliases = progress.aliases - orphaned;
  const unread = progress.unread.report(context.ruleSet.rules);
  const counts = { objects, aliases, changes, protected: protectedCount, failed, orphaned, orphans, requests };
  return { ...counts, held: { ...held, listed }, unread };
}
