import type { ReleaseReading } from '../../rules/match/read-release.ts';
import { createReleaseSurvey, type ReleaseSurvey } from '../../rules/match/release-survey.ts';
import type { Release, SurveyedObject } from '../../rules/release-choice.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { RuleValue } from '../../rules/rule-order.ts';
import type { Course } from './course.ts';

/** What a group asks about the bucket and the rules. */
export interface GroupOptions {
  /** Whether the marker with this key exists. */
  readonly isMarked: (marker: string) => boolean;
  /** Whether the template may write an alias. */
  readonly isAllowed: (alias: string) => boolean;
}

interface File {
  readonly object: SurveyedObject;
  readonly reading: ReleaseReading;
}

/**
 * Follows the release of one group of aliases. A survey of the rules chooses it. Uploads are added to the survey. A survey
 * cannot remove an object, so a deletion requires a new one, unless the object belongs to a lesser release than the
 * chosen one.
 */
export function createGroupCourse(
  rule: Rule,
  template: AliasTemplate,
  group: string,
  { isMarked, isAllowed }: GroupOptions,
): Course<ReleaseReading> {
  /** By key and release. */
  const files = new Map<string, File>();
  /** By release. */
  const values = new Map<string, RuleValue>();
  let survey: ReleaseSurvey | undefined;
  let chosen: Release | undefined;

  const build = (): ReleaseSurvey => {
    const built = createReleaseSurvey(rule, template, group);
    const markers = new Set([...files.values()].flatMap(({ reading: { marker } }) => marker ?? []));
    // Before the files: a survey drops files of lesser releases, so it must know early that the greatest is withdrawn.
    for (const key of markers) if (isMarked(key)) built.add({ key, lastModified: 0, etag: '', type: 'Normal' });
    for (const { object, reading } of files.values()) built.addReading(object, reading);
    return built;
  };

  /** A lesser release cannot be chosen before a survey is built again. With `minimumAge`, an upload can make it win. */
  const isLess = ({ order }: ReleaseReading): boolean => {
    const value = chosen && values.get(chosen.id);
    return template.minimumAge === undefined && value !== undefined && rule.order.compare(order.value, value) < 0;
  };

  return {
    add(reading, object) {
      files.set(fileId(reading, object), { object, reading });
      values.set(reading.id, reading.order.value);
      const isWithdrawn = reading.marker !== undefined && isMarked(reading.marker);
      if (isWithdrawn) survey = undefined;
      survey?.addReading(object, reading);
    },
    remove(reading, object) {
      files.delete(fileId(reading, object));
      if (!isLess(reading)) survey = undefined;
    },
    noteMarker() {
      survey = undefined;
    },
    winners(now) {
      survey ??= build();
      ({ chosen } = survey.choose(now));
      const members = [...(chosen?.members ?? [])].filter(([alias]) => isAllowed(alias));
      return new Map(members.map(([alias, { key }]) => [alias, key]));
    },
  };
}

function fileId({ id }: ReleaseReading, { key }: SurveyedObject): string {
  return `${key} ${id}`;
}
