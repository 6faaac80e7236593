import type { Cause } from '../../aliases/model/cause.ts';
import { isMarkerKey } from '../../rules/match/marker-place.ts';
import { markerRuleOf } from '../../rules/match/match-key.ts';
import { type Covered, coveredBy, markerKeyOf } from '../../rules/match/withdrawal.ts';
import type { Rule } from '../../rules/rule.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { listObjects } from '../walk/list-objects.ts';
import type { KeyChange, SkippedKey } from './work-of-changes.ts';

/** The result of {@link expandMarkers}. */
export interface ExpandedChanges {
  /** The changes of other objects, and a change of each object that a changed marker covers. */
  readonly changes: readonly KeyChange[];
  /** Markers that cover no object. */
  readonly skipped: readonly SkippedKey[];
  /** Markers for which the covered objects could not be listed. */
  readonly failed: readonly FailedMarker[];
}

/** A marker for which the covered objects could not be listed. */
export interface FailedMarker {
  /** The rules that have this marker. */
  readonly rules: readonly Rule[];
  readonly key: string;
  readonly cause: Cause;
  readonly error: unknown;
}

/**
 * Replaces each change of a marker with a change of each object that the marker covers. The cause stays the change of the
 * marker. A marker in a folder needs a listing of that folder.
 */
export async function expandMarkers(
  context: Pick<HandlerContext, 'ruleSet' | 'store'>,
  changes: readonly KeyChange[],
): Promise<ExpandedChanges> {
  const expanded: KeyChange[] = [];
  const skipped: SkippedKey[] = [];
  const failed: FailedMarker[] = [];
  /** The keys that each marker covers. A batch can repeat a marker, which is listed, reported and failed once. */
  const known = new Map<string, ReadonlySet<string>>();
  for (const { key, cause } of changes) {
    // A rule that ignores markers can read the key as that of a candidate.
    expanded.push({ key, cause });
    if (markerRuleOf(context.ruleSet, key) === undefined) continue;
    if (!known.has(key)) {
      const rules = context.ruleSet.byPrefix.find(key).filter((rule) => isMarkerKey(rule, key));
      try {
        const keys = await coveredKeys(context, rules, key);
        if (keys.size === 0)
          skipped.push({ key, kind: 'marker', why: 'it is a marker, and no candidate that it covers exists' });
        known.set(key, keys);
      } catch (error) {
        failed.push({ rules, key, cause, error });
        known.set(key, new Set());
      }
    }
    for (const one of known.get(key) ?? []) expanded.push({ key: one, cause });
  }
  return { changes: expanded, skipped, failed };
}

/** The keys that a marker covers. */
async function coveredKeys(
  { store }: Pick<HandlerContext, 'store'>,
  rules: readonly Rule[],
  marker: string,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  const folders = new Set<string>();
  const note = (covered: Covered | undefined): void => {
    if (covered?.kind === 'object') keys.add(covered.key);
    if (covered?.kind === 'folder') folders.add(covered.prefix);
  };
  for (const rule of rules) note(coveredBy(rule, marker));
  for (const folder of folders) {
    for await (const { key, type } of listObjects(store, folder)) {
      if (type !== 'Symlink' && rules.some((rule) => markerKeyOf(rule, key) === marker)) keys.add(key);
    }
  }
  return keys;
}
