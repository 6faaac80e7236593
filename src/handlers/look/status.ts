import type { HandlerContext } from '../function/handler-context.ts';
import { type Finding, type LookOptions, lookAtAliases, nothingLooked } from './look-at-aliases.ts';

/** How many aliases stand how. */
export interface StatusTotal {
  readonly objects: number;
  readonly aliases: number;
  readonly states: Readonly<Record<Finding['state'], number>>;
  /** Links whose target cannot be read, whoever wrote them. */
  readonly broken: number;
  /** Aliases that move as one, of which some have moved to their release and some have not. */
  readonly halfMoved: number;
  /** Pins that no autoalias command can have written, as far as the checks can find. */
  readonly doubted: number;
  readonly requests: number;
}

/** Aliases that move as one, on their way. */
export interface HalfMoved {
  readonly group: string;
  readonly release: string | null;
  /** How many are as they should be, of how many. */
  readonly moved: number;
  readonly of: number;
}

export interface StatusOptions extends Omit<LookOptions, 'orphans'> {
  readonly onFinding: (finding: Finding) => void;
  /** Told when the last of its aliases was found. */
  readonly onHalfMoved?: (group: HalfMoved) => void;
}

/**
 * How every alias stands. The whole bucket is listed unless a part is named: a link that no rule gives any more can lie
 * anywhere. Reads only, in bounded memory.
 */
export async function status(
  context: HandlerContext,
  { onFinding, onHalfMoved, of = '', ...options }: StatusOptions,
): Promise<StatusTotal> {
  const looked = nothingLooked();
  const states = {
    right: 0,
    stale: 0,
    dangling: 0,
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
  let group: HalfMoved | undefined;
  const endGroup = (): void => {
    if (group === undefined || group.moved === 0 || group.moved === group.of) return;
    halfMoved++;
    onHalfMoved?.(group);
  };
  for await (const finding of lookAtAliases(context, { ...options, of, orphans: true }, looked)) {
    states[finding.state]++;
    if (finding.broken) broken++;
    if (finding.doubts !== undefined) doubted++;
    onFinding(finding);
    if (finding.group !== group?.group) {
      endGroup();
      group = undefined;
    }
    group = counted(group, finding);
  }
  endGroup();
  const { objects, aliases, requests } = looked;
  return { objects, aliases, states, broken, halfMoved, doubted, requests };
}

/** Those of one group are found one after the other. */
function counted(known: HalfMoved | undefined, { group, release, state, change }: Finding): HalfMoved | undefined {
  if (group === undefined) return undefined;
  const { moved, of } = known ?? { moved: 0, of: 0 };
  // What stands in the way of a move is no move that has begun.
  if (state === 'absent' || change === 'refuse') return { group, release: release ?? null, moved, of };
  return { group, release: release ?? null, moved: moved + (change === 'none' ? 1 : 0), of: of + 1 };
}
