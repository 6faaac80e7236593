import { timeText } from '../../aliases/model/pin.ts';
import type { ShownTarget } from '../../aliases/past/shown-target.ts';
import { moverFields } from './mover-fields.ts';

/** A {@link ShownTarget} in the form of the JSON output: times are ISO 8601, and the actor is the person. Keeps further fields. */
export function shownView<T extends ShownTarget>({ since, marker, ...shown }: T) {
  return { ...shown, since: isoTime(since), ...moverFields(shown, marker) };
}

/** ISO 8601 in whole seconds, the precision of a store. */
export function isoTime(time: number | null): string | null {
  return time === null ? null : timeText(time);
}
