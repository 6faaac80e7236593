import * as z from 'zod';
import {
  DEFAULT_SETTINGS,
  type DeploymentSettings,
  type EventPath,
  HTTP_AUTH,
  type PublicKey,
  publicKeySchema,
} from './settings.ts';

/** What is deployed: a parsed ROS template of this program, and the values of its parameters. */
export interface DeployedTemplate {
  readonly template: unknown;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * The settings with which a stack was deployed, so that the next deployment keeps them. What cannot be read has its default.
 * The inverse of the printer of ROS templates.
 */
export function readDeployedSettings({ template, parameters }: DeployedTemplate): DeploymentSettings {
  const triggers = triggersOf(template);
  const text = (name: string): string | undefined => parameters.get(name)?.trim() || undefined;
  const number = (name: string, otherwise: number): number => {
    const value = Number(text(name) ?? Number.NaN);
    return Number.isInteger(value) && value > 0 ? value : otherwise;
  };
  const { http, ...defaults } = DEFAULT_SETTINGS;
  const keys = keysOf(triggers);
  const auth = HTTP_AUTH.find((one) => one === text('HttpAuth')) ?? http.auth;
  return {
    name: text('Name') ?? defaults.name,
    bucket: text('Bucket'),
    events: eventPathOf(triggers),
    http: {
      auth: keys === undefined ? auth : 'jwt',
      keys,
      internet: text('HttpInternet') !== 'false',
      concurrency: number('HttpConcurrency', http.concurrency),
      tokens: text('AccessTokens'),
      oidc: text('AccessOidc'),
    },
    otlpEndpoint: text('OtlpEndpoint'),
    eventConcurrency: number('EventConcurrency', defaults.eventConcurrency),
    sweepTasks: sweepTasksOf(template),
    schedule: text('SweepSchedule') ?? defaults.schedule,
    logProject: text('LogProject'),
    logstore: text('Logstore') ?? defaults.logstore,
    logDays: number('LogDays', defaults.logDays),
    alarmContacts: text('AlarmContacts'),
    alarmActions: text('LogAlarmActions'),
  };
}

const configSchema = z.looseObject({
  authType: z.unknown().optional(),
  authConfig: z
    .looseObject({
      jwks: z.looseObject({
        keys: z.array(publicKeySchema),
      }),
    })
    .optional(),
  eventSourceConfig: z.looseObject({ eventSourceType: z.string() }).optional(),
});

const templateSchema = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.unknown() })),
});

const triggerSchema = z.looseObject({ TriggerType: z.string(), TriggerConfig: configSchema });

type DeployedTrigger = z.infer<typeof triggerSchema>;

function triggersOf(template: unknown): readonly DeployedTrigger[] {
  const parsed = templateSchema.safeParse(template);
  return Object.values(parsed.data?.Resources ?? {}).flatMap(({ Type, Properties }) => {
    const trigger = triggerSchema.safeParse(Properties);
    return Type === 'ALIYUN::FC3::Trigger' && trigger.success ? [trigger.data] : [];
  });
}

const environmentSchema = z.looseObject({
  EnvironmentVariables: z.looseObject({ AUTOALIAS_SWEEP_TASKS: z.coerce.number().int().min(0) }),
});

function sweepTasksOf(template: unknown): number {
  const parsed = templateSchema.safeParse(template);
  for (const { Properties } of Object.values(parsed.data?.Resources ?? {})) {
    const found = environmentSchema.safeParse(Properties);
    if (found.success) return found.data.EnvironmentVariables.AUTOALIAS_SWEEP_TASKS;
  }
  return DEFAULT_SETTINGS.sweepTasks;
}

function eventPathOf(triggers: readonly DeployedTrigger[]): EventPath {
  const trigger = triggers.find(({ TriggerType }) => TriggerType === 'eventbridge');
  if (trigger === undefined) return 'native';
  return trigger.TriggerConfig.eventSourceConfig?.eventSourceType === 'MNS' ? 'smq' : 'eventbridge';
}

/** The keys of the HTTP trigger, if it requires a JWT. */
function keysOf(triggers: readonly DeployedTrigger[]): readonly PublicKey[] | undefined {
  return triggers.find(({ TriggerConfig }) => TriggerConfig.authType === 'jwt')?.TriggerConfig.authConfig?.jwks.keys;
}
