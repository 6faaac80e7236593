import * as z from 'zod';
import type { OssTrigger, OssTriggers } from '../../lint/oss-trigger.ts';
import { readDocument } from './read-document.ts';
import { checkParameters, isRosTemplate, type Parameters, rosResources, rosTemplateSchema } from './ros-template.ts';

/** `ObjectCreated:PutObject` is the same event. */
const event = z
  .string()
  .min(1)
  .transform((name) => (name.startsWith('oss:') ? name : `oss:${name}`));

const triggerSchema = z.strictObject({
  name: z.string().min(1),
  events: z.array(event).min(1),
  prefix: z.string().default(''),
  suffix: z.string().default(''),
});

const listSchema = z.array(triggerSchema);

/** The configuration of an OSS trigger, in ROS and in the API of Function Compute. */
const rosTriggerSchema = z.looseObject({
  TriggerName: z.string(),
  TriggerConfig: z.looseObject({
    events: z.array(event),
    filter: z
      .looseObject({
        key: z
          .object({ prefix: z.string().default(''), suffix: z.string().default('') })
          .default({ prefix: '', suffix: '' }),
      })
      .default({ key: { prefix: '', suffix: '' } }),
  }),
});

const INSTEAD =
  'name a list of triggers, each with name, events, prefix and suffix, or the ROS template of the deployment';

/**
 * Reads the existing triggers of a bucket from a list in JSON or YAML, which may be under the word `triggers`. From a
 * ROS template, reads the triggers that the deployment would create.
 *
 * @throws AutoaliasError `config-invalid`, and `usage` for a parameter that the template does not have
 */
export function readTriggers(file: string, given: Parameters): OssTriggers {
  const { value, as } = readDocument(file, INSTEAD);
  if (!isRosTemplate(value)) {
    const list = Array.isArray(value) ? value : as(z.strictObject({ triggers: z.array(z.unknown()) }), value).triggers;
    return { whose: 'existing', triggers: as(listSchema, list) };
  }
  const template = as(rosTemplateSchema, value);
  checkParameters(template, given);
  const triggers = rosResources(template, 'ALIYUN::FC3::Trigger', given).flatMap(({ name, properties }) => {
    const { TriggerType } = as(kindSchema, properties, name);
    if (TriggerType === 'oss') return [triggerOf(as(rosTriggerSchema, properties, name))];
    const pattern = TriggerType === 'eventbridge' ? bridgeTriggerSchema.safeParse(properties).data : undefined;
    return pattern === undefined ? [] : triggersOfPattern(name, pattern.TriggerConfig.eventRuleFilterPattern);
  });
  const ofRules = rosResources(template, 'ALIYUN::EventBridge::Rule', given).flatMap(({ name, properties }) => {
    const rule = eventRuleSchema.safeParse(properties).data;
    return rule === undefined ? [] : triggersOfPattern(name, rule.FilterPattern);
  });
  return { whose: 'own', triggers: [...triggers, ...ofRules] };
}

/** A pattern of EventBridge for events of OSS, as `autoalias deploy` writes it. */
const patternSchema = z.looseObject({
  source: z.array(z.literal('acs.oss')),
  type: z.array(event).min(1),
  subject: z.array(z.object({ prefix: z.string().regex(/^acs:oss:[^:]*:[^:]*:[^/]+\//) })).min(1),
});

const bridgeTriggerSchema = z.looseObject({
  TriggerConfig: z.looseObject({
    eventRuleFilterPattern: z.string().transform(parsedJson).pipe(patternSchema),
  }),
});

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Another schema refuses it.
    return undefined;
  }
}

/** What a trigger of EventBridge delivers, by its configuration in the API of Function Compute. */
export function bridgeTriggers(name: string, triggerConfig: unknown): readonly OssTrigger[] {
  const { data } = bridgeTriggerSchema.safeParse({ TriggerConfig: triggerConfig });
  return data === undefined ? [] : triggersOfPattern(name, data.TriggerConfig.eventRuleFilterPattern);
}

const eventRuleSchema = z.looseObject({ FilterPattern: patternSchema });

/** A pattern delivers the same events as one trigger for each prefix of keys. */
function triggersOfPattern(name: string, { type, subject }: z.infer<typeof patternSchema>): readonly OssTrigger[] {
  return subject.map(({ prefix }) => ({ name, events: type, prefix: prefix.replace(/^[^/]*\//, ''), suffix: '' }));
}

const kindSchema = z.looseObject({ TriggerType: z.string() });

function triggerOf({ TriggerName, TriggerConfig }: z.infer<typeof rosTriggerSchema>): OssTrigger {
  return {
    name: TriggerName,
    events: TriggerConfig.events,
    ...TriggerConfig.filter.key,
  };
}
