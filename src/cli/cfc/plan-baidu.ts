import type { BaiduDeployment, CfcFunction, CfcTrigger } from '../../deploy/baidu/baidu-deployment.ts';
import {
  type ConfigurationBody,
  configurationBody,
  describedCode,
  type NotificationBody,
  notificationBody,
  relationBody,
  relationSource,
  type Secrets,
} from '../../deploy/baidu/cfc-bodies.ts';
import type { FunctionName } from '../../deploy/deployment.ts';
import type { CodePackage } from '../package/code-package.ts';
import { type FoundRule, ruleChanges } from './bos-notifications.ts';
import type { DeployedFunction, Relation } from './cfc-api.ts';
import type { DeployedBaidu } from './deployed-baidu.ts';

interface StepBase {
  readonly name: string;
  readonly action: 'create' | 'update' | 'delete' | 'none';
  /** What an update changes. Secrets have no values here. */
  readonly changes: readonly string[];
}

/** A resource of a deployment, and what happens to it. */
export type Step =
  | (StepBase & {
      readonly kind: 'function';
      readonly action: 'create' | 'update' | 'none';
      readonly of: CfcFunction;
      readonly isSameCode: boolean;
      readonly configuration: ConfigurationBody;
    })
  | (StepBase & {
      readonly kind: 'trigger';
      readonly function: FunctionName;
      /** Undefined for one that is deleted. */
      readonly trigger: CfcTrigger | undefined;
      /** Undefined for one that is created. */
      readonly relation: Relation | undefined;
    })
  | (StepBase & { readonly kind: 'notification' });

export interface PlanParts {
  readonly deployment: BaiduDeployment;
  readonly bucket: string;
  readonly deployed: DeployedBaidu;
  readonly notifications: readonly FoundRule[];
  readonly secrets: Secrets;
  readonly code: Pick<CodePackage, 'sha256'>;
}

/** What a deployment changes, in the order in which it is carried out. */
export function planSteps(parts: PlanParts): readonly Step[] {
  const { deployment, deployed } = parts;
  return [
    ...deployment.functions.map((one) => functionStep(one, deployed.functions.get(one.id), parts)),
    ...deployment.triggers.map((one) => triggerStep(one, parts)),
    ...staleTriggers(parts),
    notificationStep(parts),
  ];
}

function actionOf(isFound: boolean, changes: readonly string[]): 'create' | 'update' | 'none' {
  if (!isFound) return 'create';
  return changes.length > 0 ? 'update' : 'none';
}

function functionStep(one: CfcFunction, found: DeployedFunction | undefined, { secrets, code }: PlanParts): Step {
  const wanted = configurationBody(one, secrets, code.sha256);
  const configuration = {
    ...wanted,
    Environment: { Variables: { ...foreignVariables(found), ...wanted.Environment.Variables } },
  };
  const isSameCode = found !== undefined && hasCode(found, one, code);
  const changes = found === undefined ? [] : [...(isSameCode ? [] : ['code']), ...fieldChanges(found, configuration)];
  return {
    kind: 'function',
    name: one.name,
    action: actionOf(found !== undefined, changes),
    changes,
    of: one,
    isSameCode,
    configuration,
  };
}

/** CodeSha256 can be in hex or base64, or a digest of something else. Then the description of autoalias names the code. */
function hasCode(found: DeployedFunction, { description }: CfcFunction, { sha256 }: PlanParts['code']): boolean {
  const digests = [sha256, Buffer.from(sha256, 'hex').toString('base64')];
  return (
    digests.some((digest) => digest === found.CodeSha256) || found.Description === describedCode(description, sha256)
  );
}

/**
 * The variables that a deployment sets or removes. Others, which an operator has added, stay. A session token belongs to other
 * keys than those of a deployment: next to them, BOS would refuse every request.
 */
const OWN_VARIABLES: ReadonlySet<string> = new Set([
  'BOS_BUCKET',
  'BOS_REGION',
  'BCE_ACCESS_KEY_ID',
  'BCE_SECRET_ACCESS_KEY',
  'BCE_SESSION_TOKEN',
  'AUTOALIAS_BOS_CHOICES',
  'AUTOALIAS_TOKEN',
  'AUTOALIAS_TOKENS',
  'AUTOALIAS_OIDC',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
]);

function foreignVariables(found: DeployedFunction | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(found?.Environment?.Variables ?? {}).filter(([name]) => !OWN_VARIABLES.has(name)),
  );
}

/** A field that CFC does not return is not compared. The description changes with the code, which is shown already. */
function fieldChanges(found: DeployedFunction, wanted: ConfigurationBody): readonly string[] {
  const fields = (['Timeout', 'Handler', 'Runtime', 'MemorySize', 'DeadLetterTopic'] as const).flatMap((field) => {
    const [from, to] = [found[field] ?? undefined, wanted[field]];
    return from === undefined || from === to ? [] : [`${field}: ${from || "''"} -> ${to || "''"}`];
  });
  const variables = found.Environment?.Variables ?? undefined;
  if (variables === undefined) return fields;
  const names = new Set([...Object.keys(variables), ...Object.keys(wanted.Environment.Variables)]);
  return [
    ...fields,
    ...[...names].flatMap((name) => {
      const [from, to] = [variables[name], wanted.Environment.Variables[name]];
      if (from === to) return [];
      return [`${name}: ${from === undefined ? 'added' : to === undefined ? 'removed' : 'changed'}`];
    }),
  ];
}

function triggerStep(trigger: CfcTrigger, { deployed, bucket }: PlanParts): Step {
  const source = relationSource(trigger, bucket);
  const relations = (deployed.relations.get(trigger.function) ?? []).filter(({ Source }) => Source === source);
  const relation = relations.find((one) => isOf(trigger, one)) ?? (trigger.kind === 'bos' ? undefined : relations[0]);
  const wanted = relationBody(trigger, '', bucket).Data;
  const changes =
    relation === undefined
      ? []
      : Object.entries(wanted).flatMap(([field, to]) => {
          const from = deployedField(relation, field, bucket);
          if (field === 'Brn' || from === undefined || normal(field, from, bucket) === normal(field, to, bucket))
            return [];
          return [`${field}: ${normal(field, from, bucket)} -> ${normal(field, to, bucket)}`];
        });
  return {
    kind: 'trigger',
    name: trigger.name,
    action: actionOf(relation !== undefined, changes),
    changes,
    function: trigger.function,
    trigger,
    relation,
  };
}

/** Whether a relation is this trigger. That of the HTTP API has no name. */
function isOf(trigger: CfcTrigger, { Data }: Relation): boolean {
  return trigger.kind === 'http' ? Data?.ResourcePath === trigger.path : Data?.Name === trigger.name;
}

/** BOS triggers are also shown with `Prefix` and `Suffix` in place of `Resource` (page njwvz48yg). */
function deployedField({ Data }: Relation, field: string, bucket: string): unknown {
  const value = Data?.[field];
  if (value !== undefined || field !== 'Resource') return value;
  const [prefix, suffix] = [Data?.Prefix, Data?.Suffix];
  return typeof prefix === 'string' ? `${bucket}/${prefix}*${typeof suffix === 'string' ? suffix : ''}` : undefined;
}

/** A value in a form that can be compared: a list without its order, and a resource without the bucket. */
function normal(field: string, value: unknown, bucket: string): string {
  if (Array.isArray(value)) return value.map(String).toSorted().join(',');
  const text = String(value);
  if (field === 'Method') return text.split(',').toSorted().join(',');
  if (field === 'Resource' && text.startsWith(`${bucket}/`)) return text.slice(bucket.length);
  return text;
}

/** Triggers of an earlier deployment, which had more prefixes. */
function staleTriggers({ deployment, deployed, bucket }: PlanParts): readonly Step[] {
  const names = new Set(deployment.triggers.map(({ name }) => name));
  const start = `${deployment.settings.name}-objects-`;
  return (deployed.relations.get('object-events') ?? []).flatMap((relation): Step[] => {
    const name = relation.Data?.Name;
    if (relation.Source !== `bos/${bucket}` || typeof name !== 'string') return [];
    if (!name.startsWith(start) || !/^\d+$/.test(name.slice(start.length)) || names.has(name)) return [];
    return [
      { kind: 'trigger', name, action: 'delete', changes: [], function: 'object-events', trigger: undefined, relation },
    ];
  });
}

function notificationStep({ deployment, deployed, notifications }: PlanParts): Step {
  const { notification } = deployment;
  const found = notifications.find(({ id }) => id === notification.id);
  const brn = deployed.functions.get(notification.function)?.FunctionBrn;
  // A function that does not exist yet has another BRN than that of the rule, if there is one.
  const changes = ruleChanges(found, wantedNotification(deployment, brn ?? ''));
  return { kind: 'notification', name: notification.id, action: actionOf(found !== undefined, changes), changes };
}

/** @param brn that of the function which handles events. */
export function wantedNotification({ notification }: BaiduDeployment, brn: string): NotificationBody {
  return notificationBody(notification, latest(brn));
}

/** GetFunction returns a BRN that may end without a version. */
export function latest(brn: string): string {
  return brn.endsWith(':$LATEST') ? brn : `${brn}:$LATEST`;
}

/** One line for each resource, and one for each change. */
export function stepLines(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ kind, name, action, changes }) => [
    `${kind} ${name}: ${WORDS[action]}`,
    ...changes.map((change) => `  ${change}`),
  ]);
}

const WORDS: Readonly<Record<Step['action'], string>> = {
  create: 'is created',
  update: 'is updated',
  delete: 'is deleted',
  none: 'does not change',
};
