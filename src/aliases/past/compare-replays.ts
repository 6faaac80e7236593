import { compareKeys } from '../../compare-keys.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { createWinnerReplay, type KeyChange, type SettledWinner, type WinnerReplay } from './replay-winners.ts';

/** Why a winner changed: a change of the bucket, an object that became old enough, or the beginning of the period. */
export type MomentCause =
  | { readonly kind: 'change'; readonly change: KeyChange }
  | { readonly kind: 'age' }
  | { readonly kind: 'start' };

/** A moment at which two rule sets chose different targets for an alias, or chose the same target again. */
export interface ReplayMoment {
  /** Unix milliseconds. */
  readonly time: number;
  readonly alias: string;
  /** The target by the first rules. Null if there is none. */
  readonly first: string | null;
  /** The target by the second rules. Null if there is none. */
  readonly second: string | null;
  readonly differs: boolean;
  readonly cause: MomentCause;
}

/** The period that is compared, in Unix milliseconds. */
export interface ReplayPeriod {
  /** The changes up to this moment are applied first. Absent: the period begins before the first change. */
  readonly since?: number | undefined;
  readonly until: number;
  /** Whether an alias is compared. Default: each one. */
  readonly isWanted?: (alias: string) => boolean;
}

/** The targets of one alias. */
interface Pair {
  readonly first: string | null;
  readonly second: string | null;
}

/**
 * Applies the changes of a bucket to two rule sets, and yields each moment at which their winners begin to differ, differ in
 * another way, or are the same again. Times are whole seconds. So all changes of one second are applied before the winners
 * of that second are compared.
 *
 * @param changes in the order of their times. The changes of one key in the order of its versions.
 */
export function* compareReplays(
  rules: readonly [first: RuleSet, second: RuleSet],
  changes: Iterable<KeyChange>,
  { since = Number.NEGATIVE_INFINITY, until, isWanted }: ReplayPeriod,
): Generator<ReplayMoment> {
  const [first, second] = rules.map((ruleSet) => createWinnerReplay(ruleSet, isWanted)) as [WinnerReplay, WinnerReplay];
  const pairs = new Map<string, Pair>();
  let hasBegun = since === Number.NEGATIVE_INFINITY;

  function* settle(time: number): Generator<ReplayMoment> {
    const settled = [first.settle(time), second.settle(time)] as const;
    for (const alias of [...new Set([...settled[0].keys(), ...settled[1].keys()])].sort(compareKeys)) {
      const before = pairs.get(alias) ?? { first: null, second: null };
      const own = [settled[0].get(alias), settled[1].get(alias)] as const;
      const now = { first: winnerOf(own[0], before.first), second: winnerOf(own[1], before.second) };
      if (now.first === null && now.second === null) pairs.delete(alias);
      else pairs.set(alias, now);
      const differs = now.first !== now.second;
      if (!hasBegun || (!differs && before.first === before.second)) continue;
      yield { time, alias, ...now, differs, cause: causeOf([now, before], own) };
    }
  }

  function* begin(): Generator<ReplayMoment> {
    yield* settle(since);
    hasBegun = true;
    for (const [alias, pair] of [...pairs].sort(([a], [b]) => compareKeys(a, b))) {
      if (pair.first !== pair.second) yield { time: since, alias, ...pair, differs: true, cause: { kind: 'start' } };
    }
  }

  const queue = peekable(changes);
  for (;;) {
    const times = [queue.peek()?.time, first.nextDue(), second.nextDue()].filter((time) => time !== undefined);
    const time = Math.min(...times);
    if (!hasBegun && time > since) yield* begin();
    if (times.length === 0 || time > until) return;
    for (let next = queue.peek(); next?.time === time; next = queue.peek()) {
      first.apply(next);
      second.apply(next);
      queue.take();
    }
    yield* settle(time);
  }
}

function winnerOf(settled: SettledWinner | undefined, before: string | null): string | null {
  return settled === undefined ? before : (settled.winner ?? null);
}

/** The change that people look for: that of a target, otherwise the last one. */
function causeOf(pairs: readonly Pair[], settled: readonly (SettledWinner | undefined)[]): MomentCause {
  const changes = settled.flatMap((one) => one?.changes ?? []);
  const targets = new Set(pairs.flatMap(({ first, second }) => [first, second]));
  const change = changes.find(({ key }) => targets.has(key)) ?? changes.at(-1);
  return change === undefined ? { kind: 'age' } : { kind: 'change', change };
}

interface Peekable<T> {
  peek(): T | undefined;
  take(): void;
}

function peekable<T>(items: Iterable<T>): Peekable<T> {
  const iterator = items[Symbol.iterator]();
  let next = iterator.next();
  return {
    peek: () => (next.done ? undefined : next.value),
    take: () => {
      next = iterator.next();
    },
  };
}
