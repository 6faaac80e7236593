import { isMarkerKey, MARKER_NAME } from '../../rules/match/marker-place.ts';
import { readKey } from '../../rules/match/read-key.ts';
import { readReleases } from '../../rules/match/read-release.ts';
import { type Covered, coveredBy, markerKeyOf } from '../../rules/match/withdrawal.ts';
import type { Rule } from '../../rules/rule.ts';
import type { OrderReading, RuleValue } from '../../rules/rule-order.ts';
import type { RuleSet } from '../../rules/rule-set.ts';

/** A marker that a person names, by what it withdraws or by its own key. It may not exist yet. */
export interface NamedMarker {
  readonly key: string;
  readonly rule: Rule;
  readonly covered: Covered;
  /** The text by which the withdrawn objects are ordered: `1.10.0`. Undefined if the order does not read any. */
  readonly version: string | undefined;
  /** The value of that text. Undefined if the order cannot read it. */
  readonly value: RuleValue | undefined;
}

type OrderedVersion = Pick<NamedMarker, 'version' | 'value'>;

/** The key or the prefix that a marker withdraws. */
export function coveredText({ covered }: Pick<NamedMarker, 'covered'>): string {
  return covered.kind === 'object' ? covered.key : covered.prefix;
}

/**
 * The markers that withdraw an object, one for each place where a rule looks for one. Empty if the object is not a candidate
 * of any rule with markers. The object need not exist.
 */
export function markersOfObject(ruleSet: RuleSet, key: string): readonly NamedMarker[] {
  const markers = ruleSet.byPrefix.find(key).flatMap((rule) => {
    const marker = isTaken(rule, key) ? markerKeyOf(rule, key) : undefined;
    return marker === undefined ? [] : markerOfRule(rule, marker, versionOf(rule, key));
  });
  return distinctMarkers(markers);
}

/** Whether a rule takes the object as a candidate, or as a file that makes a release complete. */
function isTaken(rule: Rule, key: string): boolean {
  return readKey(rule, key)?.order.ok === true || readReleases(rule, key).length > 0;
}

/** The marker at a key. Undefined if no rule takes the key for that of a marker. */
export function markerAt(ruleSet: RuleSet, key: string): NamedMarker | undefined {
  if (!key.endsWith(MARKER_NAME)) return undefined;
  return ruleSet.byPrefix.find(key).flatMap((rule) => markerOfRule(rule, key, versionOfMarker(rule, key)))[0];
}

/** The markers that withdraw exactly a folder, which ends with a slash. Empty if the folder is not that of a version. */
export function markersOfFolder(ruleSet: RuleSet, folder: string): readonly NamedMarker[] {
  return ruleSet.byPrefix.find(folder).flatMap((rule) => {
    const groups = rule.markers?.kind === 'folder' ? rule.markers.folders.match(folder) : undefined;
    const reading = groups === undefined ? undefined : rule.order.read(groups);
    return reading?.order.ok ? markerOfRule(rule, `${folder}${MARKER_NAME}`, orderedVersion(reading)) : [];
  });
}

/** The rules that take an object and ignore markers (`withdraw: false`). */
export function rulesWithoutMarkers(ruleSet: RuleSet, key: string): readonly Rule[] {
  return ruleSet.byPrefix.find(key).filter((rule) => rule.markers === undefined && isTaken(rule, key));
}

/** Each marker once. If two rules look for the same one, the first rule of the file counts. */
export function distinctMarkers(markers: readonly NamedMarker[]): readonly NamedMarker[] {
  const distinct = new Map<string, NamedMarker>();
  for (const marker of markers) if (!distinct.has(marker.key)) distinct.set(marker.key, marker);
  return [...distinct.values()];
}

function markerOfRule(rule: Rule, key: string, version: OrderedVersion): readonly NamedMarker[] {
  const covered = coveredBy(rule, key);
  return covered === undefined ? [] : [{ key, rule, covered, ...version }];
}

function versionOf(rule: Rule, key: string): OrderedVersion {
  return orderedVersion(readKey(rule, key) ?? readReleases(rule, key)[0]);
}

function versionOfMarker(rule: Rule, key: string): OrderedVersion {
  if (!isMarkerKey(rule, key)) return orderedVersion(undefined);
  const covered = key.slice(0, -MARKER_NAME.length);
  const groups = rule.markers?.kind === 'folder' ? rule.markers.folders.match(covered) : undefined;
  return groups === undefined ? versionOf(rule, covered) : orderedVersion(rule.order.read(groups));
}

function orderedVersion(reading: OrderReading | undefined): OrderedVersion {
  return { version: reading?.orderText, value: reading?.order.ok ? reading.order.value : undefined };
}
