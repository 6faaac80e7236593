import { aliasRefusal, markerRuleOf, matchKey } from '../../rules/match/match-key.ts';
import { type ReleaseReading, releasesOf } from '../../rules/match/read-release.ts';
import type { SurveyedObject } from '../../rules/release-choice.ts';
import type { AliasTemplate } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { createAliasCourse, type PlacedCandidate } from './alias-course.ts';
import type { Course } from './course.ts';
import { createDueTimes } from './due-times.ts';
import { createGroupCourse } from './group-course.ts';

/** A change of one key in the past. */
export interface KeyChange {
  readonly key: string;
  /** Unix milliseconds at whole seconds. */
  readonly time: number;
  /** The object or link that was written. Undefined if the key was deleted. */
  readonly object: SurveyedObject | undefined;
}

/** The winner of an alias that may have changed. */
export interface SettledWinner {
  /** The key of the winner. Undefined if there is no winner. */
  readonly winner: string | undefined;
  /** The changes that affected the alias since the last call. Empty if time alone did. */
  readonly changes: readonly KeyChange[];
}

/** Follows what the rules choose while the objects of a bucket change. */
export interface WinnerReplay {
  /** Applies a change. Call it in the order of the times. */
  apply(change: KeyChange): void;
  /** The winners that have changed since the last call, by alias. `now` is in Unix milliseconds. */
  settle(now: number): ReadonlyMap<string, SettledWinner>;
  /** The next time at which an object becomes old enough for `minimumAge`. Undefined if there is none. */
  nextDue(): number | undefined;
}

/** Whether a change of a key can change a winner. */
export function isReplayed(ruleSet: RuleSet, key: string): boolean {
  return (
    matchKey(ruleSet, key).matches.length > 0 ||
    markerRuleOf(ruleSet, key) !== undefined ||
    releasesOf(ruleSet, key).length > 0
  );
}

/** An alias or a group, with what it showed after the last call of `settle`. */
interface Line {
  readonly course: Pick<Course<never>, 'noteMarker' | 'winners'>;
  shown: ReadonlyMap<string, string>;
  changes: KeyChange[];
}

/** A line whose objects are placed with a `P`. */
interface LineOf<P> extends Line {
  readonly course: Course<P>;
}

/** One place of an object: the line that it belongs to. */
interface Place {
  readonly line: Line;
  readonly remove: () => void;
}

/**
 * Computes `(rules, listing) -> alias -> target` for a listing that changes. A change costs only the aliases whose candidate,
 * `complete` file or marker it is. Memory: the objects that exist, and one entry for each alias.
 *
 * `onDelete` is replayed: an alias that keeps a deleted target has it as its winner. Pins, commands that move protected
 * aliases, `fallback` and storage classes are not replayed.
 *
 * @param isWanted whether an alias is replayed. Default: each one.
 */
export function createWinnerReplay(ruleSet: RuleSet, isWanted: (alias: string) => boolean = () => true): WinnerReplay {
  const aliases = new Map<string, LineOf<PlacedCandidate>>();
  const groups = new Map<string, LineOf<ReleaseReading>>();
  const places = new Map<string, readonly Place[]>();
  /** The markers that exist, and the lines of the objects that each one covers. */
  const markers = new Set<string>();
  const covers = new Map<string, Set<Line>>();
  const touched = new Set<Line>();
  const due = createDueTimes<Line>();
  const isMarked = (marker: string): boolean => markers.has(marker);

  const place = <P extends { readonly marker: string | undefined }>(
    line: LineOf<P>,
    placement: P,
    object: SurveyedObject,
    { minimumAge }: AliasTemplate,
  ): Place => {
    const { marker } = placement;
    line.course.add(placement, object);
    if (marker !== undefined) covers.set(marker, (covers.get(marker) ?? new Set()).add(line));
    if (minimumAge !== undefined) due.add(minimumAge.milliseconds, object.lastModified + minimumAge.milliseconds, line);
    return { line, remove: () => line.course.remove(placement, object) };
  };

  const placesOf = (object: SurveyedObject): readonly Place[] => {
    const { key, lastModified } = object;
    const { matches, readings } = matchKey(ruleSet, key);
    const alone = matches.flatMap(({ rule, template, alias, reading }) => {
      if (template.grouping !== undefined || !reading.order.ok || !isWanted(alias)) return [];
      const line = lineAt(aliases, alias, () => createAliasCourse(rule, template, alias, isMarked));
      const candidate = { key, value: reading.order.value, lastModified };
      return [place(line, { candidate, marker: reading.marker }, object, template)];
    });
    const grouped = releasesOf(ruleSet, key, readings).map(({ rule, template, group, reading }) => {
      const isAllowed = (alias: string): boolean =>
        isWanted(alias) && aliasRefusal(ruleSet, template, alias) === undefined;
      const id = `${rule.name} ${template.digest} ${group.name}`;
      const create = () => createGroupCourse(rule, template, group.name, { isMarked, isAllowed });
      return place(lineAt(groups, id, create), reading, object, template);
    });
    return [...alone, ...grouped];
  };

  const touch = (line: Line, change: KeyChange): void => {
    touched.add(line);
    if (line.changes.at(-1) !== change) line.changes.push(change);
  };

  return {
    apply(change) {
      const { key, object } = change;
      const isObject = object !== undefined && object.type !== 'Symlink';
      for (const { line, remove } of places.get(key) ?? []) {
        remove();
        touch(line, change);
      }
      const now = isObject ? placesOf(object) : [];
      if (now.length > 0) places.set(key, now);
      else places.delete(key);
      for (const { line } of now) touch(line, change);
      if (markerRuleOf(ruleSet, key) === undefined || isObject === markers.has(key)) return;
      if (isObject) markers.add(key);
      else markers.delete(key);
      for (const line of covers.get(key) ?? []) {
        line.course.noteMarker();
        touch(line, change);
      }
    },
    settle(now) {
      for (const line of due.take(now)) touched.add(line);
      const settled = new Map<string, SettledWinner>();
      for (const line of touched) {
        const { shown, changes } = line;
        line.shown = new Map(line.course.winners(now));
        line.changes = [];
        for (const alias of new Set([...shown.keys(), ...line.shown.keys()])) {
          const winner = line.shown.get(alias);
          if (winner !== shown.get(alias)) settled.set(alias, { winner, changes });
        }
      }
      touched.clear();
      return settled;
    },
    nextDue: due.next,
  };
}

function lineAt<P>(lines: Map<string, LineOf<P>>, id: string, create: () => Course<P>): LineOf<P> {
  const line = lines.get(id) ?? { course: create(), shown: new Map(), changes: [] };
  lines.set(id, line);
  return line;
}
