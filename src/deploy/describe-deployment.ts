import { watchedPrefixes } from '../rules/match/covering-prefixes.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Deployment, Queue, Trigger } from './deployment.ts';
import { LOG_ALARMS, METRIC_ALARMS } from './describe/alarms.ts';
import { deployedFunctions, TRIGGER_ROLE } from './describe/functions.ts';
import { describePeople } from './describe/people.ts';
import { FAILED_EVENTS } from './describe/rights.ts';
import { eventDelivery } from './describe/triggers.ts';
import type { DeploymentSettings } from './settings.ts';

const FAILED_QUEUE: Queue = {
  id: 'FailedEvents',
  name: FAILED_EVENTS,
  retention: 604_800,
  why: 'Keeps events that failed in every attempt for 7 days, the maximum.',
};

const SCHEDULE: Trigger = {
  id: 'Schedule',
  kind: 'timer',
  name: 'schedule',
  function: 'sweep',
  description: 'Starts a sweep',
};

const HTTP: Trigger = {
  id: 'HttpTrigger',
  kind: 'http',
  name: 'http',
  function: 'http',
  description: 'The HTTP API of autoalias',
};

/** The deployment of a rules file: functions, triggers, rights, queues, logs and alarms. */
export function describeDeployment(ruleSet: RuleSet, settings: DeploymentSettings): Deployment {
  const { functions, widened } = deployedFunctions(ruleSet, settings);
  const delivery = eventDelivery(ruleSet, settings, FAILED_QUEUE);
  const { people, notes } = describePeople(ruleSet, settings);
  return {
    settings,
    functions,
    triggers: [...delivery.triggers, SCHEDULE, HTTP],
    eventRule: delivery.eventRule,
    queues: [FAILED_QUEUE, ...(delivery.queue === undefined ? [] : [delivery.queue])],
    triggerRole: settings.events === 'native' ? TRIGGER_ROLE : undefined,
    metricAlarms: METRIC_ALARMS,
    logAlarms: LOG_ALARMS,
    people,
    notes: [
      ...widened.map(
        (id) =>
          `The exact rights of ${id} do not fit into a policy of 6,144 bytes, so some keys are merged into their common start. Put the rules below fewer folders for narrower rights.`,
      ),
      ...sharedTriggers(ruleSet, delivery.triggers),
      ...notes,
    ],
  };
}

function sharedTriggers(ruleSet: RuleSet, triggers: readonly Trigger[]): readonly string[] {
  const watched = watchedPrefixes(ruleSet);
  const wider = triggers.flatMap((trigger) =>
    trigger.kind === 'oss' && !watched.includes(trigger.prefix) ? [JSON.stringify(trigger.prefix)] : [],
  );
  if (wider.length === 0) return [];
  return [
    `The rules have ${watched.length} prefixes, and a bucket accepts ten triggers, so the function is also called for other keys that begin with ${wider.join(' or ')}. --events eventbridge has no such limit.`,
  ];
}
