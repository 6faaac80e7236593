import { releasesOf } from '../../aliases/collect-aliases.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Invocation } from './invocation.ts';

/** Where an event of an object waits. */
export type QueuePlace = Pick<Invocation, 'lane' | 'group'>;

/**
 * Each rule has its lane. Events are of one group, so that one invocation may handle them together, if that saves
 * requests: events of one key, and of the files of one release group, which is listed once for all of them. Keys of one
 * alias that moves alone stay apart: one key costs a constant number of requests, several cost a listing.
 *
 * A place decides on cost alone. The function decides what an event is about, by the rules of its own instance.
 */
export function queuePlace(ruleSet: RuleSet, bucket: string, key: string): QueuePlace {
  const rules = ruleSet.byPrefix.find(key);
  const [rule] = rules;
  const lane = rule === undefined ? {} : { lane: `rule-${ruleSet.rules.indexOf(rule)}` };
  const releases = rules.every(({ release }) => release !== undefined) ? releaseGroups(ruleSet, key) : [];
  return { ...lane, group: JSON.stringify(releases.length === 0 ? [bucket, key] : [bucket, releases]) };
}

const releaseGroups = (ruleSet: RuleSet, key: string): readonly string[] =>
  releasesOf(ruleSet, key)
    .map(({ rule, form, group }) => JSON.stringify([rule.name, form.digest, group.name]))
    .sort();
