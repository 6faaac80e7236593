import { aliasRefusal } from '../rules/match-key.ts';
import { createReleaseSurvey, type ReleaseChoice } from '../rules/release-survey.ts';
import type { ListedObject } from '../stores/store-response.ts';
import { listAll } from './find-winner.ts';
import type { Protocol } from './protocol.ts';
import type { ReleaseTask } from './release-task.ts';

/** What a listing shows of a group: the release that it is to show, and its aliases, those to come and those to go. */
export interface ReleaseSeen {
  readonly choice: ReleaseChoice;
  readonly aliases: readonly string[];
}

/** Lists everything on which a group is decided, and its links. */
export function* lookAtRelease(task: ReleaseTask): Protocol<ReleaseSeen> {
  const { rule, form, group, prefix } = task;
  const survey = createReleaseSurvey(rule, form, group.name);
  const links = new Set<string>();
  const noteLink = ({ key, type }: ListedObject): void => {
    if (type === 'Symlink' && form.grouping?.ofAlias(key)?.name === group.name) links.add(key);
  };
  yield* listAll(prefix, (object) => {
    survey.add(object);
    noteLink(object);
  });
  if (!group.aliasPrefix.startsWith(prefix)) yield* listAll(group.aliasPrefix, noteLink);
  return releaseSeen(task, survey.choose(task.now), links);
}

/** @param others links of the group, and whatever else may be an alias of it. */
export const releaseSeen = (
  { ruleSet, form }: Pick<ReleaseTask, 'ruleSet' | 'form'>,
  choice: ReleaseChoice,
  others: Iterable<string>,
): ReleaseSeen => {
  const aliases = new Set([...(choice.chosen?.members.keys() ?? []), ...others]);
  return { choice, aliases: [...aliases].filter((alias) => aliasRefusal(ruleSet, form, alias) === undefined) };
};
