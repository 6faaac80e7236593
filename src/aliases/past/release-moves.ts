import { defined } from '../../defined.ts';
import type { HistoryEntry } from '../look/history-entry.ts';
import { isPinText, isWithdrawalText } from '../model/cause.ts';
import type { Pin } from '../model/pin.ts';

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
  /** How many aliases there were after the move. Some of them may not have moved, for example because they are pinned. */
  readonly of: number;
  /**
   * Why the aliases moved, and who caused it: the command that withdrew, restored or pinned something, otherwise an event,
   * otherwise a sweep or another command. If there are several of a kind: that of the first alias.
   */
  readonly cause: string | null;
  readonly actor: string | null;
  /** The pin in the same record. */
  readonly pin: Pin | null;
  /** Present if all aliases of the move showed a former target while their candidates were listed. */
  readonly interim?: true;
}

/** Entries of one move are not further apart than this, in milliseconds. A sweep can finish a move. */
const LONGEST_GAP = 3_600_000;
/** A removal does not record a release, so it belongs to the nearest move, and only if that is closer than this. */
const LONGEST_REMOVAL_GAP = 60_000;

/** One step of one alias. */
interface Step extends Pick<HistoryEntry, 'cause' | 'actor' | 'pin' | 'interim'> {
  readonly alias: string;
  readonly at: number;
  /** When the alias moved before and after this step. */
  readonly previous: number;
  readonly next: number;
  /** Release texts. */
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Merges the moves of the aliases of one group into moves of its release, newest first. A move contains each alias at most
 * once. Times are whole seconds, and the versions of different keys have no common order. So steps of one second count as
 * steps of the same move if they lead to the same release.
 */
export function mergeMoves(histories: readonly AliasMoves[]): readonly ReleaseMove[] {
  const steps = histories.map(stepsOf);
  const queues = steps.map((own) => own.filter(({ to }) => to !== null)).filter((queue) => queue.length > 0);
  const moves: OpenMove[] = [];
  for (let step = takeNewest(queues, undefined); step !== undefined; step = takeNewest(queues, moves.at(-1))) {
    const open = moves.at(-1);
    if (open !== undefined && belongsTo(open, step)) addStep(open, step);
    else moves.push(newMove(step));
  }
  const removals = steps.flat().filter(({ to }) => to === null);
  for (const removal of removals.sort((a, b) => b.at - a.at)) {
    const move = moveOfRemoval(moves, removal);
    if (move === undefined) moves.push(newMove(removal));
    else addStep(move, removal);
  }
  return moves.sort((a, b) => b.until - a.until).map((move) => closed(move, histories));
}

function stepsOf({ alias, entries, more }: AliasMoves): Step[] {
  const steps = entries.slice(0, more ? -1 : undefined).map((entry, i) => {
    const below = entries[i + 1];
    const from = entry.gap ? null : below === undefined ? entry.from : releaseOf(below);
    const { cause, actor, pin, interim } = entry;
    const previous = below?.at ?? Number.NEGATIVE_INFINITY;
    const next = entries[i - 1]?.at ?? Number.POSITIVE_INFINITY;
    return {
      alias,
      at: entry.at ?? 0,
      previous,
      next,
      from,
      to: releaseOf(entry),
      cause,
      actor,
      pin,
      ...defined({ interim }),
    };
  });
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
  readonly to: string | null;
  until: number;
  at: number;
  readonly aliases: Set<string>;
  removed: number;
  isInterim: boolean;
  readonly froms: Map<string | null, number>;
  /** All of its causes. */
  readonly causes: Set<string | null>;
  /** The step that explains the move. */
  why: Step;
}

function newMove(step: Step): OpenMove {
  const move = {
    to: step.to,
    until: step.at,
    at: step.at,
    aliases: new Set<string>(),
    removed: 0,
    isInterim: true,
    froms: new Map(),
    causes: new Set<string | null>(),
    why: step,
  };
  addStep(move, step);
  return move;
}

function belongsTo({ at, to, aliases }: OpenMove, step: Step): boolean {
  return to === step.to && at - step.at <= LONGEST_GAP && !aliases.has(step.alias);
}

/** The move of the same cause, otherwise the nearest one. */
function moveOfRemoval(moves: readonly OpenMove[], { alias, at, previous, next, cause }: Step): OpenMove | undefined {
  const near = moves
    .filter((move) => move.until >= previous && move.at <= next)
    .map((move) => ({ move, distance: Math.max(0, at - move.until, move.at - at) }))
    .filter(({ move, distance }) => distance <= LONGEST_REMOVAL_GAP && !move.aliases.has(alias))
    .sort((a, b) => a.distance - b.distance);
  const same = near.find(({ move }) => cause !== null && move.causes.has(cause));
  return (same ?? near[0])?.move;
}

function addStep(move: OpenMove, step: Step): void {
  const { alias, at, from, to, cause } = step;
  const rank = rankOf(step) - rankOf(move.why);
  if (rank > 0 || (rank === 0 && at <= move.why.at)) move.why = step;
  move.aliases.add(alias);
  move.at = Math.min(move.at, at);
  move.until = Math.max(move.until, at);
  if (to === null) move.removed++;
  move.isInterim &&= step.interim === true;
  move.froms.set(from, (move.froms.get(from) ?? 0) + 1);
  move.causes.add(cause);
}

/** How much a step says about why the release moved. */
function rankOf({ cause }: Step): number {
  if (cause === null) return 0;
  if (isWithdrawalText(cause) || isPinText(cause)) return 3;
  return cause.startsWith('Object') ? 2 : 1;
}

function closed(
  { at, until, to, aliases, removed, isInterim, froms, why: { cause, actor, pin } }: OpenMove,
  histories: readonly AliasMoves[],
): ReleaseMove {
  const [most = [null]] = [...froms].sort(([, a], [, b]) => b - a);
  return {
    at: timeOf(at),
    until: timeOf(until),
    from: most[0],
    to,
    aliases: aliases.size - removed,
    removed,
    of: histories.filter((history) => existedAt(history, until)).length,
    cause,
    actor,
    pin,
    ...(isInterim ? { interim: true } : {}),
  };
}

function existedAt({ entries }: AliasMoves, time: number): boolean {
  const entry = entries.find(({ at }) => (at ?? 0) <= time);
  if (entry !== undefined) return entry.to !== null;
  const oldest = entries.at(-1);
  return oldest !== undefined && (oldest.from !== null || oldest.gap);
}

function timeOf(at: number): number | null {
  return at === 0 ? null : at;
}
