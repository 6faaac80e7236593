import { releasesOf } from '../../rules/match/read-release.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Invocation } from './invocation.ts';

/** The lane and group in which an event waits. */
export type QueuePlace = Pick<Invocation, 'lane' | 'group'>;

/**
 * Chooses the lane and group of an event. Each rule has its own lane. Events are in one group if handling them together
 * saves requests: events of one key, and of the files of one release group, which then need only one listing. Keys of one
 * alias outside a release stay apart, because one key costs a constant number of requests, but several cost a listing.
 *
 * The choice affects only cost. The function decides by the rules of its own instance which aliases an event concerns.
 */
export function queuePlace(ruleSet: RuleSet, bucket: string, key: string): QueuePlace {
  const rules = ruleSet.byPrefix.find(key);
  const [rule] = rules;
  const lane = rule === undefined ? {} : { lane: `rule-${ruleSet.rules.indexOf(rule)}` };
  const releases = rules.every(({ release }) => release !== undefined) ? releaseGroups(ruleSet, key) : [];
  return { ...lane, group: JSON.stringify(releases.length === 0 ? [bucket, key] : [bucket, releases]) };
}

function releaseGroups(ruleSet: RuleSet, key: string): readonly string[] {
  return releasesOf(ruleSet, key)
    .map(({ rule, template, group }) => JSON.stringify([rule.name, template.digest, group.name]))
    .sort();
}
