import type { CfcFunction, CfcTrigger, NotificationRule, Secret } from './baidu-deployment.ts';

/** The values of an environment that no form prints. */
export type Secrets = Readonly<Record<Secret, string>>;

/** The settings of a function, as UpdateFunctionConfiguration takes them (CFC, page 2jwvz44ns). */
export interface ConfigurationBody {
  readonly Description: string;
  readonly Timeout: number;
  readonly Handler: string;
  readonly Runtime: string;
  readonly MemorySize: number;
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
  /** Empty: failed events are dropped. */
  readonly DeadLetterTopic: string;
}

export function configurationBody(one: CfcFunction, secrets: Secrets, codeDigest: string): ConfigurationBody {
  return {
    Description: describedCode(one.description, codeDigest),
    Timeout: one.timeout.value,
    Handler: one.handler,
    Runtime: one.runtime,
    MemorySize: one.memory,
    Environment: {
      Variables: Object.fromEntries(
        Object.entries(one.environment).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : secrets[value.secret],
        ]),
      ),
    },
    DeadLetterTopic: one.deadLetterTopic ?? '',
  };
}

/** The code that a description names. CFC returns CodeSha256, but no page says of what, and in which form. */
export function describedCode(description: string, codeDigest: string): string {
  return `${description} [code ${codeDigest.slice(0, 12)}]`;
}

/** A new function (CFC, page xjwvz450q; AsyncInvokeConfig: bce-sdk-go services/cfc/api/model.go). */
export interface FunctionBody extends ConfigurationBody {
  readonly FunctionName: string;
  readonly Code: { readonly ZipFile: string; readonly Publish: false; readonly DryRun: false };
  /** The number of retries, and for how many seconds an event waits. */
  readonly AsyncInvokeConfig?: { readonly MaxRetryAttempts: number; readonly MaxRetryIntervalInSeconds: number };
}

/** @param zipFile the zip in base64. */
export function functionBody(one: CfcFunction, secrets: Secrets, codeDigest: string, zipFile: string): FunctionBody {
  const { delivery } = one;
  return {
    FunctionName: one.name,
    Code: { ZipFile: zipFile, Publish: false, DryRun: false },
    ...configurationBody(one, secrets, codeDigest),
    ...(delivery === undefined
      ? {}
      : {
          AsyncInvokeConfig: {
            MaxRetryAttempts: delivery.retries,
            MaxRetryIntervalInSeconds: delivery.maximumAge,
          },
        }),
  };
}

/** The name of a resource of Baidu, with the version that triggers call (bce-sdk-go services/cfc/api/util.go). */
export function functionBrn(region: string, account: string, name: string): string {
  return `brn:bce:cfc:${region}:${account}:function:${name}:$LATEST`;
}

/** A trigger (CFC, pages njwvz48yg and Kjwvz47o9). */
export interface RelationBody {
  readonly Target: string;
  readonly Source: string;
  readonly Data: Readonly<Record<string, string | readonly string[]>>;
}

/** @param brn that of the function which the trigger calls. */
export function relationBody(trigger: CfcTrigger, brn: string, bucket: string): RelationBody {
  return { Target: brn, Source: relationSource(trigger, bucket), Data: relationData(trigger, brn) };
}

export function relationSource({ kind }: Pick<CfcTrigger, 'kind'>, bucket: string): string {
  return { bos: `bos/${bucket}`, crontab: 'cfc-crontab-trigger/v1/', http: 'cfc-http-trigger/v1/CFCAPI' }[kind];
}

function relationData(trigger: CfcTrigger, brn: string): RelationBody['Data'] {
  switch (trigger.kind) {
    case 'bos':
      return { Resource: trigger.resource, Status: 'enabled', EventType: trigger.events, Name: trigger.name };
    case 'crontab':
      return {
        Brn: brn,
        Enabled: 'Enabled',
        Input: '{}',
        Name: trigger.name,
        ScheduleExpression: trigger.schedule,
      };
    case 'http':
      return { ResourcePath: trigger.path, Method: trigger.methods.join(','), AuthType: trigger.auth };
  }
}

/** A notification rule of a bucket (BOS, page 7kc4lupmu; the BRN as a URL: bce-sdk-go services/bos/client_test.go). */
export interface NotificationBody {
  readonly id: string;
  readonly name: string;
  readonly appId: string;
  readonly status: 'enabled';
  readonly resources: readonly string[];
  readonly events: readonly string[];
  readonly apps: readonly { readonly id: string; readonly eventUrl: string; readonly xVars: string }[];
}

export function notificationBody(rule: NotificationRule, brn: string): NotificationBody {
  const { id, appId, resources, events } = rule;
  return {
    id,
    name: id,
    appId,
    status: 'enabled',
    resources,
    events,
    apps: [{ id: appId, eventUrl: brn, xVars: '' }],
  };
}
