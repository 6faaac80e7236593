import { coveringPrefixes, mergePrefixes, watchedPrefixes } from '../../rules/match/covering-prefixes.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { aliasStarts } from '../describe/key-patterns.ts';
import { unencodedStart } from '../describe/triggers.ts';
import type { BosTrigger, NotificationRule } from './baidu-deployment.ts';
import { CFC_LIMITS } from './cfc-limits.ts';

/**
 * The events of BOS triggers (CFC, page Kjwvz47o9). That page writes the last one `CompleteMultipartObject`. The SDK, the
 * Terraform provider and the notification rules of BOS write `CompleteMultipartUpload`, as here. Unverified.
 */
export const BOS_TRIGGER_EVENTS = [
  'PutObject',
  'PostObject',
  'AppendObject',
  'CopyObject',
  'CompleteMultipartUpload',
] as const;

/** Events that only notification rules know (BOS, page 7kc4lupmu). */
export const BOS_NOTIFICATION_EVENTS = ['FetchObject', 'DeleteObject', 'DeleteMultipleObjects'] as const;

/** How the events of the bucket reach the function. */
export interface BosEvents {
  readonly triggers: readonly BosTrigger[];
  readonly notification: NotificationRule;
  readonly notes: readonly string[];
}

/** One BOS trigger for each prefix, and a notification rule for the same prefixes. */
export function bosEvents(ruleSet: RuleSet, name: string): BosEvents {
  const watched = watchedPrefixes(ruleSet);
  const prefixes = mergePrefixes(coveringPrefixes(watched.map(unencodedStart)), CFC_LIMITS.bosTriggers);
  const resources = prefixes.map(bosResource);
  return {
    triggers: resources.map((resource, i) => ({
      kind: 'bos',
      // Numbers, because a changed prefix then updates its trigger.
      name: `${name}-objects-${i + 1}`,
      function: 'object-events',
      resource,
      events: BOS_TRIGGER_EVENTS,
    })),
    notification: {
      id: `${name}-removals`,
      appId: 'autoalias',
      function: 'object-events',
      resources,
      events: BOS_NOTIFICATION_EVENTS,
      why: 'BOS triggers of CFC do not report deletions. Without the rule, the next sweep notices them.',
    },
    notes: [
      ...widerNotes(watched, prefixes),
      ...aliasNotes(ruleSet, prefixes),
      ...(ruleSet.rules.some(({ guard }) => guard)
        ? ['BOS documents no event for a new link, so guard: true repairs an overwritten link only at the next sweep.']
        : []),
    ],
  };
}

/** All keys that begin with a prefix. A resource can contain one `*` (BOS, page 7kc4lupmu). */
function bosResource(prefix: string): string {
  return `/${prefix}*`;
}

function widerNotes(watched: readonly string[], prefixes: readonly string[]): readonly string[] {
  const wider = prefixes.filter((prefix) => !watched.includes(prefix)).map((prefix) => JSON.stringify(prefix));
  if (wider.length === 0) return [];
  return [
    `The function is also called for other keys that begin with ${wider.join(' or ')}, because the rules have more than ${CFC_LIMITS.bosTriggers} prefixes or prefixes with characters that BOS could encode. It skips those keys.`,
  ];
}

/** A pattern cannot exclude the keys of aliases. */
function aliasNotes(ruleSet: RuleSet, prefixes: readonly string[]): readonly string[] {
  const inside = coveringPrefixes(aliasStarts(ruleSet.rules)).filter((start) =>
    prefixes.some((prefix) => start.startsWith(prefix) || prefix.startsWith(start)),
  );
  if (inside.length === 0) return [];
  const named = inside.map((start) => JSON.stringify(start)).join(', ');
  return [
    `Aliases and objects share a prefix (${named}), so a write or deletion of an alias can call the function too. It skips such events. To save the calls, keep aliases under a prefix of their own.`,
  ];
}
