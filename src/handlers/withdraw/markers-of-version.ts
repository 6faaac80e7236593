import { readVersionGoal } from '../wait/version-goal.ts';
import type { NamedMarker } from './named-marker.ts';

/** The markers that `--release` selects. */
export interface MarkersOfVersion {
  /** Empty if no version matches, or if several do. */
  readonly markers: readonly NamedMarker[];
  /**
   * The versions of the objects that are equal in the order of their rule, if none has exactly the given text: `v1.11.0` for
   * `1.11.0`.
   */
  readonly equal: readonly string[];
}

/**
 * Selects the markers of a version: those with this text or, if there are none, those of the only version that is equal to it
 * in the order of the rule. Selects all without a text.
 */
export function markersOfVersion(markers: readonly NamedMarker[], text: string | undefined): MarkersOfVersion {
  const exact = text === undefined ? markers : markers.filter(({ version }) => version === text);
  if (text === undefined || exact.length > 0) return { markers: exact, equal: [] };
  const found = markers.filter((marker) => isEqual(marker, text));
  const equal = [...new Set(found.flatMap(({ version }) => version ?? []))];
  return { markers: equal.length === 1 ? found : [], equal };
}

function isEqual({ rule, value }: NamedMarker, text: string): boolean {
  // The order `uploaded` reads any text and finds all equal.
  if (value === undefined || rule.order.terms.some(({ by }) => by === 'uploaded')) return false;
  const goal = readVersionGoal(rule, text);
  return !('why' in goal) && goal.compare(value) === 0;
}
