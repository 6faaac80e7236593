import { describe, expect, test } from 'vitest';
import { describeDeployment } from '../../../../src/deploy/describe-deployment.ts';
import { triggerConfig } from '../../../../src/deploy/print/trigger-config.ts';
import { DEFAULT_SETTINGS, type EventPath } from '../../../../src/deploy/settings.ts';
import { renderText, type Variable } from '../../../../src/deploy/text.ts';
import { ruleTriggerConfig } from '../../../../src/local/api/fc/rule-trigger.ts';
import { triggersOnPath } from '../../../../src/local/triggers/alias-triggers.ts';
import { eventDelivery } from '../../../../src/local/triggers/event-path.ts';
import { parseRules } from '../../../../src/rules/file/parse-rules.ts';
import { watchedPrefixes } from '../../../../src/rules/match/covering-prefixes.ts';
import { fcParts } from './fc-fixture.ts';

const RULES = parseRules(
  `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
  - name: docs
    match: { key: 'docs/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['docs/latest/{file}']
    guard: true
`,
  'rules.yaml',
);

const VALUES: Partial<Record<Variable, string>> = {
  name: 'autoalias',
  region: 'cn-hangzhou',
  account: '1000000000000000',
  bucket: 'demo',
};

/** The configuration that `deploy` prints for the trigger of object events, without comments. */
function deployed(events: EventPath): unknown {
  const { triggers, settings } = describeDeployment(RULES, { ...DEFAULT_SETTINGS, events });
  const trigger = triggers.find((one) => one.function === 'object-events');
  if (trigger === undefined) throw new Error('no trigger');
  const config = triggerConfig(trigger, settings, {
    text: (of) => renderText(of, (name) => VALUES[name] ?? name),
    schedule: '',
    authType: '',
    disableInternet: false,
  });
  return withoutComments(config);
}

function withoutComments(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one) =>
      typeof one === 'object' && one !== null && 'comment' in one && 'value' in one ? one.value : one,
    ),
  );
}

describe.each(['eventbridge', 'smq'] as const)('%s', (events) => {
  test('is configured as in a deployment', () => {
    const triggers = triggersOnPath(events, watchedPrefixes(RULES), 'object-events', true);
    const parts = fcParts({ delivery: eventDelivery(events), buckets: ['demo'] });
    expect(comparable(ruleTriggerConfig(triggers, parts))).toEqual(comparable(deployed(events)));
  });
});

/** The order of event types and of fields in the pattern means nothing. */
function comparable(config: unknown): unknown {
  return JSON.parse(
    JSON.stringify(config, (name, value) => {
      if (name === 'eventRuleFilterPattern') return JSON.parse(value);
      return name === 'type' ? [...value].sort() : value;
    }),
  );
}

test('batches of the default bus are shown', () => {
  const parts = fcParts({ delivery: eventDelivery('eventbridge', 4) });
  expect(ruleTriggerConfig([], parts)).toMatchObject({
    runOptions: { batchWindow: { CountBasedWindow: 4, TimeBasedWindow: 1 } },
  });
});
