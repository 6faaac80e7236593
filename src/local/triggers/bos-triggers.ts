import { mergePrefixes } from '../../rules/match/covering-prefixes.ts';
import type { Trigger } from './trigger.ts';

/** How many triggers `deploy --cloud baidu` creates at most. No page of Baidu names a limit. */
const MOST_TRIGGERS = 10;

/** What a BOS trigger of CFC reports: no deletions. */
const TRIGGER_EVENTS = ['oss:ObjectCreated:PutObject', 'oss:ObjectCreated:CopyObject'];

/** What the notification rule of the bucket reports, because triggers do not. */
const NOTIFICATION_EVENTS = ['oss:ObjectRemoved:*'];

/**
 * The triggers and the notification rule of a bucket of BOS, as `deploy --cloud baidu` sets them up. One for each prefix, under
 * the names of the engine's events. Unlike triggers of OSS, they may overlap.
 *
 * @param links whether a written link raises the event PutObject (choice bosLinkEvent).
 */
export function bosTriggers(prefixes: readonly string[], functionName: string, links: boolean): readonly Trigger[] {
  const created = links ? [...TRIGGER_EVENTS, 'oss:ObjectCreated:PutSymlink'] : TRIGGER_EVENTS;
  return mergePrefixes(prefixes, MOST_TRIGGERS).flatMap((prefix, i) => [
    { name: `autoalias-objects-${i + 1}`, functionName, events: created, prefix, suffix: '' },
    { name: 'autoalias-removals', functionName, events: NOTIFICATION_EVENTS, prefix, suffix: '' },
  ]);
}
