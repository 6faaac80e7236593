import { CREATED_EVENTS, LINK_EVENT, MOST_TRIGGERS, REMOVED_EVENTS } from '../../lint/oss-trigger.ts';
import { coveringPrefixes, mergePrefixes, watchedPrefixes } from '../../rules/match/covering-prefixes.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { EventPattern, EventRule, Queue, Trigger } from '../deployment.ts';
import type { DeploymentSettings } from '../settings.ts';
import { text, variable } from '../text.ts';

/** How the events of the bucket reach the function. */
export interface EventDelivery {
  readonly triggers: readonly Trigger[];
  readonly eventRule: EventRule | undefined;
  /** The queue between the rule and the function. */
  readonly queue: Queue | undefined;
}

/** The triggers of object events, as the settings choose them. */
export function eventDelivery(ruleSet: RuleSet, { events }: DeploymentSettings, deadLetters: Queue): EventDelivery {
  switch (events) {
    case 'native':
      return { triggers: nativeTriggers(ruleSet), eventRule: undefined, queue: undefined };
    case 'eventbridge': {
      const source = { kind: 'events', pattern: eventPattern(ruleSet) } as const;
      return { triggers: [{ ...OBJECTS, kind: 'eventbridge', source }], eventRule: undefined, queue: undefined };
    }
    case 'smq':
      return {
        triggers: [{ ...OBJECTS, kind: 'eventbridge', source: { kind: 'queue', queue: EVENT_QUEUE, deadLetters } }],
        eventRule: {
          id: 'EventRule',
          name: text`${variable('name')}-events`,
          pattern: eventPattern(ruleSet),
          target: EVENT_QUEUE,
        },
        queue: EVENT_QUEUE,
      };
  }
}

const OBJECTS = {
  id: 'Objects',
  name: 'objects',
  function: 'object-events',
  description: 'An object was created, replaced or deleted',
} as const;

const EVENT_QUEUE: Queue = {
  id: 'EventQueue',
  name: text`${variable('name')}-events`,
  retention: 604_800,
  visibilityTimeout: 360,
  why: 'Holds object events until the function has handled them. A message is invisible for six times the timeout of the function.',
};

/**
 * One trigger for each prefix. A bucket accepts ten triggers that do not overlap, so many prefixes share triggers. A trigger
 * that already exists for another program counts too: `lint --triggers` checks that.
 */
function nativeTriggers(ruleSet: RuleSet): readonly Trigger[] {
  const guarded = guardedPrefixes(ruleSet);
  return mergePrefixes(watchedPrefixes(ruleSet), MOST_TRIGGERS).map((prefix, i) => ({
    ...OBJECTS,
    // Numbers, because a changed prefix then updates its trigger. A new trigger next to the old one would overlap with it.
    id: `Objects${i + 1}`,
    name: `objects-${i + 1}`,
    kind: 'oss',
    events: [
      ...CREATED_EVENTS,
      ...REMOVED_EVENTS,
      ...(guarded.some((one) => one.startsWith(prefix) || prefix.startsWith(one)) ? [LINK_EVENT] : []),
    ],
    prefix,
  }));
}

/** The texts with which the aliases of rules with `guard` begin. Only there, the writes of links matter. */
function guardedPrefixes({ rules }: RuleSet): readonly string[] {
  return rules.filter(({ guard }) => guard).flatMap(({ templates }) => templates.map(({ start }) => start));
}

/** EventBridge has no limit of ten triggers, so the prefixes stay as they are. */
function eventPattern(ruleSet: RuleSet): EventPattern {
  const links = ruleSet.rules.some(({ guard }) => guard) ? [LINK_EVENT] : [];
  return {
    types: [...CREATED_EVENTS, ...REMOVED_EVENTS, ...links],
    subjects: coveringPrefixes(watchedPrefixes(ruleSet).map(unencodedStart)).map(
      (prefix) => text`acs:oss:${variable('region')}:${variable('account')}:${variable('bucket')}/${prefix}`,
    ),
  };
}

/**
 * The start of a prefix up to the first character that an encoding would change. The pages of EventBridge, CFC and BOS
 * do not say whether the keys of patterns are encoded, and a shorter prefix matches in both cases.
 */
export function unencodedStart(prefix: string): string {
  return /^[\w.~/-]*/.exec(prefix)?.[0] ?? '';
}
