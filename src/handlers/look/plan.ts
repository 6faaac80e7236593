import type { PlannedChange } from '../../aliases/look/plan-alias.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { type Finding, type LookOptions, lookAtAliases, nothingLooked } from './look-at-aliases.ts';

/** What a plan comes to. */
export interface PlanTotal {
  readonly objects: number;
  readonly aliases: number;
  readonly changes: Readonly<Record<PlannedChange, number>>;
  /** Not what the rules say, and only a person moves them. */
  readonly protected: number;
  /** Could not be looked at. */
  readonly failed: number;
  /** Links by autoalias that no rule gives any more. `apply` does not change them. */
  readonly orphaned: number;
  /** The first of them. */
  readonly orphans: readonly string[];
  readonly requests: number;
}

export interface PlanOptions extends Omit<LookOptions, 'orphans'> {
  /** Told of every alias that would change, that cannot be changed, or that could not be looked at. */
  readonly onDifference: (finding: Finding) => void;
}

/** How many orphans are named. */
const NAMED = 5;

/**
 * What `apply` would do to every alias, and why. The whole bucket is listed unless a part is named, since an alias of former
 * rules can have any key. It only reads, in bounded memory.
 */
export async function plan(
  context: HandlerContext,
  { onDifference, of = '', ...options }: PlanOptions,
): Promise<PlanTotal> {
  const looked = nothingLooked();
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
    if (finding.state === 'failed') failed++;
    else if (finding.state === 'protected') held++;
    else changes[finding.change]++;
    if (finding.change !== 'none' || finding.state === 'failed') onDifference(finding);
  }
  const { objects, requests } = looked;
  const aliases = looked.aliases - orphaned;
  return { objects, aliases, changes, protected: held, failed, orphaned, orphans, requests };
}
