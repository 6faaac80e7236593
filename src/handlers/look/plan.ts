import type { PlannedChange } from '../../aliases/look/plan-alias.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import {
  type AliasFinding,
  createLookProgress,
  type FailedFinding,
  type LookOptions,
  lookAtAliases,
} from './look-at-aliases.ts';

/** An alias that would change, one whose real object blocks the change (`refuse`), or one that could not be read. */
export type Difference = (AliasFinding & { readonly change: Exclude<PlannedChange, 'none'> }) | FailedFinding;

/** The counts of a plan. */
export interface PlanTotal {
  readonly objects: number;
  readonly aliases: number;
  readonly changes: Readonly<Record<PlannedChange, number>>;
  /** Aliases that differ from the rules and that only a person moves. */
  readonly protected: number;
  /** Aliases that could not be read. */
  readonly failed: number;
  /** Links by autoalias that no rule defines any more. `apply` does not change them. */
  readonly orphaned: number;
  /** The keys of the first orphaned links. */
  readonly orphans: readonly string[];
  readonly requests: number;
}

export interface PlanOptions extends Omit<LookOptions, 'orphans'> {
  readonly onDifference: (difference: Difference) => void;
}

/** How many orphaned links are named. */
const NAMED = 5;

/**
 * Finds what `apply --all` would do to every alias, and why. Lists the whole bucket unless `of` names a part: an alias of
 * former rules can have any key. Writes nothing. Memory is bounded.
 */
export async function plan(
  context: HandlerContext,
  { onDifference, of = '', ...options }: PlanOptions,
): Promise<PlanTotal> {
  const looked = createLookProgress();
  const changes = { none: 0, point: 0, remove: 0, refuse: 0 };
  let failed = 0;
  let held = 0;
  let orphaned = 0;
  const orphans: string[] = [];
  for await (const finding of lookAtAliases(context, { ...options, of, orphans: true }, looked)) {
    if (finding.state === 'orphaned') {
      if (orphaned++ < NAMED) orphans.push(finding.alias);
      continue;
    }
    if (finding.state === 'failed') {
      failed++;
      onDifference(finding);
      continue;
    }
    const { change } = finding;
    if (finding.state === 'protected') held++;
    else changes[change]++;
    if (change !== 'none') onDifference({ ...finding, change });
  }
  const { objects, requests } = looked;
  const aliases = looked.aliases - orphaned;
  return { objects, aliases, changes, protected: held, failed, orphaned, orphans, requests };
}
