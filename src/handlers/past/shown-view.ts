import { timeText } from '../../aliases/model/pin.ts';
import type { ShownTarget } from '../../aliases/past/shown-target.ts';

/** A {@link ShownTarget} in the form of the JSON output: times are ISO 8601. */
export interface ShownView extends Omit<ShownTarget, 'since'> {
  readonly since: string | null;
}

/** Converts the times of what an alias showed. Keeps further fields. */
export function shownView<T extends ShownTarget>({ since, ...shown }: T): Omit<T, 'since'> & { since: string | null } {
  return { ...shown, since: isoTime(since) };
}

/** ISO 8601 in whole seconds, the precision of a store. */
export function isoTime(time: number | null): string | null {
  return time === null ? null : timeText(time);
}
