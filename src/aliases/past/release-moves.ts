import type { HistoryEntry } from '../look/history.ts';

/** The moves of one alias, newest first. */
export interface AliasMoves {
  readonly alias: string;
  readonly entries: readonly HistoryEntry[];
  /** Older entries exist. Then the oldest of these entries only shows where the alias pointed before. */
  readonly more: boolean;
}

/** Moves of several aliases from one release to another. */
export interface ReleaseMove {
  /** When the first and the last alias moved. Unix milliseconds at whole seconds. Null if the store does not record it. */
  readonly at: number | null;
  readonly until: number | null;
  /** The release that most of the aliases showed before. Null if most of them did not exist. */
  readonly from: string | null;
  /** The release that they show after the move: its order text, or the key of a target without one. Null: all were removed. */
  readonly to: string | null;
  /** How many aliases moved, without those that were removed. */
  readonly aliases: number;
  /** How many aliases were removed: the new release has no file for them. */
  readonly removed: number;
  /** The cause that the first alias records, and who caused it. */
  readonly cause: string | null;
  readonly actor: string | null;
}

/** Entries of one move are not further apart than this, in milliseconds. A sweep can finish a move. */
const LONGEST_GAP = 3_600_000;
/** A removal does not record a release, so it belongs to a move only if it is closer than this. */
const LONGEST_REMOVAL_GAP = 60_000;

/** One step of one alias. */
interface Step {
  readonly alias: string;
  readonly at: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly cause: string | null;
  readonly actor: string | null;
}

/**
 * Merges the moves of the aliases of one group into moves of its release, newest first. A move contains each alias at most
 * once. Times are whole seconds, and the versions of different keys have no common order. So steps of one second count as
 * steps of the same move if they lead to the same release.
 */
export function mergeMoves(histories: readonly AliasMoves[]): readonly ReleaseMove[] {
  const queues = histories.map(stepsOf).filter((steps) => steps.length > 0);
  const moves: OpenMove[] = [];
  for (;;) {
    const open = moves.at(-1);
    const step = takeNewest(queues, open);
    if (step === undefined) return moves.map(closed);
    if (open !== undefined && belongsTo(open, step)) addStep(open, step);
    else moves.push(newMove(step));
  }
}

function stepsOf({ alias, entries, more }: AliasMoves): Step[] {
  const steps = entries.slice(0, more ? -1 : undefined).map((entry, i) => {
    const below = entries[i + 1];
    const from = below === undefined ? entry.from : releaseOf(below);
    return { alias, at: entry.at ?? 0, from, to: releaseOf(entry), cause: entry.cause, actor: entry.actor };
  });
  // A link is also written again for other reasons, such as new headers of its target.
  return steps.filter(({ from, to }) => from !== to);
}

function releaseOf({ order, to }: HistoryEntry): string | null {
  return order === null || order === '' ? to : order;
}

/** Takes the newest step of all queues; among those of one second, one that belongs to the open move. */
function takeNewest(queues: Step[][], open: OpenMove | undefined): Step | undefined {
  let best: Step[] | undefined;
  for (const queue of queues) {
    const [head] = queue;
    const [known] = best ?? [];
    if (head === undefined) continue;
    const isBetter =
      known === undefined ||
      head.at > known.at ||
      (head.at === known.at && open !== undefined && belongsTo(open, head) && !belongsTo(open, known));
    if (isBetter) best = queue;
  }
  return best?.shift();
}

interface OpenMove {
  to: string | null;
  readonly until: number;
  at: number;
  readonly aliases: Set<string>;
  removed: number;
  readonly froms: Map<string | null, number>;
  cause: string | null;
  actor: string | null;
}

function newMove(step: Step): OpenMove {
  const move = {
    to: null,
    until: step.at,
    at: step.at,
    aliases: new Set<string>(),
    removed: 0,
    froms: new Map(),
    cause: null,
    actor: null,
  };
  addStep(move, step);
  return move;
}

function belongsTo(move: OpenMove, { alias, at, to }: Step): boolean {
  const gap = move.at - at;
  if (move.aliases.has(alias) || gap > LONGEST_GAP) return false;
  return to === null || move.to === null ? gap <= LONGEST_REMOVAL_GAP : move.to === to;
}

function addStep(move: OpenMove, { alias, at, from, to, cause, actor }: Step): void {
  move.aliases.add(alias);
  move.at = at;
  move.to ??= to;
  if (to === null) move.removed++;
  move.froms.set(from, (move.froms.get(from) ?? 0) + 1);
  move.cause = cause ?? move.cause;
  move.actor = actor ?? move.actor;
}

function closed({ at, until, to, aliases, removed, froms, cause, actor }: OpenMove): ReleaseMove {
  const [most = [null]] = [...froms].sort(([, a], [, b]) => b - a);
  return {
    at: timeOf(at),
    until: timeOf(until),
    from: most[0],
    to,
    aliases: aliases.size - removed,
    removed,
    cause,
    actor,
  };
}

function timeOf(at: number): number | null {
  return at === 0 ? null : at;
}
