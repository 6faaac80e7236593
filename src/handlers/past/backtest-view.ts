import type { MomentCause, ReplayMoment } from '../../aliases/past/compare-replays.ts';
import type { DeploymentRules } from '../function/deployment-rules.ts';
import type { BacktestTotal } from './backtest.ts';
import { isoTime } from './shown-view.ts';

/** How a key of the bucket changed. `link`: a link overwrote it. */
export function changedHow({ change: { object } }: Extract<MomentCause, { kind: 'change' }>) {
  return object === undefined ? 'deleted' : object.type === 'Symlink' ? 'link' : 'uploaded';
}

/** A moment of a backtest in the form of the JSON output. */
export function momentView({ time, alias, first, second, differs, cause }: ReplayMoment) {
  const why =
    cause.kind === 'change'
      ? { what: changedHow(cause), key: cause.change.key }
      : { what: cause.kind === 'age' ? ('old-enough' as const) : ('start' as const), key: null };
  return { at: isoTime(time), alias, present: first, new: second, differs, cause: why };
}

/** The counts of a backtest in the form of the JSON output. */
export function backtestTotalView(
  { oldest, ...total }: BacktestTotal,
  since: number | undefined,
  { source, digest }: Pick<DeploymentRules, 'source' | 'digest'>,
) {
  return { ...total, oldest: isoTime(oldest), since: isoTime(since ?? null), newRules: { source, digest } };
}
