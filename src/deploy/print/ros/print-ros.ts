import type { Deployment, Queue, Role, Trigger } from '../../deployment.ts';
import { LOG_DELIMITERS } from '../../describe/alarms.ts';
import { policyDocument } from '../../describe/policy-size.ts';
import { OWN_LOG_PROJECT } from '../../describe/rights.ts';
import { text, variable } from '../../text.ts';
import { commented, type DocumentValue } from '../document-value.ts';
import { patternValue, triggerConfig } from '../trigger-config.ts';
import { printYaml } from '../yaml-document.ts';
import { rosAlarms } from './ros-alarms.ts';
import { functionResources, resourceName } from './ros-functions.ts';
import { rosParameters } from './ros-parameters.ts';
import { rosText } from './ros-text.ts';

type Resources = Readonly<Record<string, DocumentValue>>;

const HEAD = `autoalias on Function Compute 3.0: three functions, their triggers, and only the rights that they use.

\`autoalias deploy --print ros\` prints this file from a rules file: triggers and rights follow the prefixes and the aliases of the rules. Print it again after a change of the rules.

Upload the zip that \`autoalias package\` makes to CodeBucket, then create a stack from this file in the region of the bucket (Resource Orchestration Service). Failed events are retried, then kept in a queue. The sweep repairs aliases whose events were lost. Values that several resources share are repeated: Resource Orchestration Service does not document YAML anchors.`;

/** A template of Resource Orchestration Service, in YAML. */
export function printRos(deployment: Deployment): string {
  const { settings } = deployment;
  return printYaml(
    {
      ROSTemplateFormatVersion: '2015-09-01',
      Description: 'Automatic aliases for object storage. Upload a release, and latest points at it.',
      Parameters: rosParameters(settings),
      Conditions: CONDITIONS,
      Resources: rosResources(deployment),
      Outputs: OUTPUTS,
    },
    HEAD,
    {
      isSpaced: (path) => path.length === 1 || (path.length === 2 && path[0] === 'Resources'),
      isInline: isFunctionOfRos,
    },
  );
}

/** Ref, Fn::Sub and the like, which have one field. */
function isFunctionOfRos(value: object): boolean {
  const [name = '', ...others] = Object.keys(value);
  return others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
}

/** Fn::Not takes one condition, not a list (ROS, page Fn::Not). */
const CONDITIONS: DocumentValue = {
  MakeLogs: { 'Fn::Equals': [{ Ref: 'LogProject' }, ''] },
  HasAccessTokens: { 'Fn::Not': { 'Fn::Equals': [{ Ref: 'AccessTokens' }, ''] } },
  HasAccessOidc: { 'Fn::Not': { 'Fn::Equals': [{ Ref: 'AccessOidc' }, ''] } },
  HasOtlpEndpoint: { 'Fn::Not': { 'Fn::Equals': [{ Ref: 'OtlpEndpoint' }, ''] } },
  HasOtlpHeaders: { 'Fn::Not': { 'Fn::Equals': [{ Ref: 'OtlpHeaders' }, ''] } },
  OnInternet: { 'Fn::Equals': [{ Ref: 'HttpInternet' }, 'true'] },
  MakeMetricAlarms: { 'Fn::Not': { 'Fn::Equals': [{ Ref: 'AlarmContacts' }, ''] } },
  MakeLogAlarms: { 'Fn::Or': ['MakeLogs', { 'Fn::Not': { 'Fn::Equals': [{ Ref: 'LogAlarmActions' }, ''] } }] },
};

function rosResources(deployment: Deployment): Resources {
  const { functions, triggers, triggerRole, queues, eventRule } = deployment;
  return {
    ...Object.fromEntries(functions.map(({ role, id }) => [`${resourceName(id)}Role`, roleResource(role)])),
    ...(triggerRole === undefined ? {} : { TriggerRole: roleResource(triggerRole) }),
    ...LOGS,
    ...Object.fromEntries(queues.map((queue) => [queue.id, queueResource(queue)])),
    ...Object.fromEntries(functions.flatMap((one) => functionResources(one, deployment))),
    ...(eventRule === undefined ? {} : { [eventRule.id]: eventRuleResource(eventRule) }),
    ...Object.fromEntries(triggers.map((trigger) => [trigger.id, triggerResource(trigger, deployment)])),
    ...rosAlarms(deployment),
  };
}

function roleResource(role: Role): DocumentValue {
  const comment = role.service === 'fc.aliyuncs.com' ? undefined : 'Timer and HTTP triggers have no role.';
  const properties: DocumentValue = {
    RoleName: rosText(role.name),
    Description: role.description,
    AssumeRolePolicyDocument: commented(
      'Function Compute and OSS document no condition key (acs:SourceArn, acs:SourceAccount) for assuming a role. A condition on a key that is not sent would refuse every call.',
      {
        Version: '1',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: [role.service] } }],
      },
    ),
    Policies: [{ PolicyName: rosText(role.name), PolicyDocument: policyValue(role) }],
  };
  const resource: DocumentValue = { Type: 'ALIYUN::RAM::Role', Properties: properties };
  return comment === undefined ? resource : commented(comment, resource);
}

function policyValue({ statements }: Role): DocumentValue {
  const { Version, Statement } = policyDocument(statements, rosText);
  return {
    Version,
    Statement: Statement.map((statement, i) => commented(statements[i]?.why ?? '', { ...statement })),
  };
}

const LOGS: Resources = {
  Logs: {
    Type: 'ALIYUN::SLS::Project',
    Condition: 'MakeLogs',
    Properties: {
      Name: rosText(OWN_LOG_PROJECT),
      Description: 'Logs of autoalias',
    },
  },
  LogLines: {
    Type: 'ALIYUN::SLS::Logstore',
    Condition: 'MakeLogs',
    Properties: {
      ProjectName: { 'Fn::GetAtt': ['Logs', 'Name'] },
      LogstoreName: { Ref: 'Logstore' },
      TTL: { Ref: 'LogDays' },
    },
  },
  LogIndex: {
    Type: 'ALIYUN::SLS::Index',
    Condition: 'MakeLogs',
    Properties: {
      ProjectName: { 'Fn::GetAtt': ['Logs', 'Name'] },
      LogstoreName: { 'Fn::GetAtt': ['LogLines', 'LogstoreName'] },
      FullTextIndex: { Enable: true, Delimiter: LOG_DELIMITERS },
      KeyIndices: commented('The log alarms read this field with SQL. It has the JSON line of a function.', [
        { Name: 'message', Type: 'text', EnableAnalytics: true, Delimiter: LOG_DELIMITERS },
      ]),
    },
  },
};

function queueResource({ name, retention, visibilityTimeout, why }: Queue): DocumentValue {
  return commented(why, {
    Type: 'ALIYUN::MNS::Queue',
    Properties: {
      QueueName: rosText(name),
      MessageRetentionPeriod: retention,
      VisibilityTimeout: visibilityTimeout,
    },
  });
}

function eventRuleResource({ name, pattern, target }: NonNullable<Deployment['eventRule']>): DocumentValue {
  return commented('Sends the events of the bucket to the queue. OSS publishes them on the default event bus.', {
    Type: 'ALIYUN::EventBridge::Rule',
    Properties: {
      EventBusName: 'default',
      RuleName: rosText(name),
      FilterPattern: patternValue(pattern, rosText),
      Targets: [
        {
          Id: 'queue',
          Type: 'acs.mns.queue',
          Endpoint: {
            'Fn::Join': [
              '',
              [
                rosText(text`acs:mns:${variable('region')}:${variable('account')}:queues/`),
                { 'Fn::GetAtt': [target.id, 'QueueName'] },
              ],
            ],
          },
          PushRetryStrategy: 'EXPONENTIAL_DECAY_RETRY',
          ParamList: [
            { ResourceKey: 'queue', Form: 'CONSTANT', Value: { 'Fn::GetAtt': [target.id, 'QueueName'] } },
            { ResourceKey: 'Body', Form: 'ORIGINAL', Value: '' },
            { ResourceKey: 'IsBase64Encode', Form: 'CONSTANT', Value: 'true' },
          ],
        },
      ],
    },
  });
}

const NAMED_EVENTS =
  'Names are listed one by one. ObjectCreated:* would also fire for each part of a multipart upload and for every alias write. In versioned buckets OSS may send no event for a deletion that leaves a marker (its pages disagree): the sweep finds it.';

function triggerResource(trigger: Trigger, { settings }: Deployment): DocumentValue {
  const config = triggerConfig(trigger, settings, {
    text: rosText,
    schedule: rosText(variable('schedule')),
    authType: settings.http.auth === 'jwt' ? 'jwt' : { Ref: 'HttpAuth' },
    disableInternet: { 'Fn::If': ['OnInternet', false, true] },
  });
  const resource: DocumentValue = {
    Type: 'ALIYUN::FC3::Trigger',
    Properties: {
      FunctionName: { 'Fn::GetAtt': [resourceName(trigger.function), 'FunctionName'] },
      TriggerName: trigger.name,
      TriggerType: trigger.kind,
      Description: trigger.description,
      Qualifier: 'LATEST',
      ...(trigger.kind === 'oss'
        ? {
            SourceArn: rosText(text`acs:oss:${variable('region')}:${variable('account')}:${variable('bucket')}`),
            InvocationRole: { 'Fn::GetAtt': ['TriggerRole', 'Arn'] },
          }
        : {}),
      TriggerConfig: config,
    },
  };
  return trigger.kind === 'oss' ? commented(NAMED_EVENTS, resource) : resource;
}

const OUTPUTS: DocumentValue = {
  Url: { Description: 'Base address of the HTTP API', Value: { 'Fn::GetAtt': ['HttpTrigger', 'UrlInternet'] } },
  InternalUrl: {
    Description: 'The same from within the region',
    Value: { 'Fn::GetAtt': ['HttpTrigger', 'UrlIntranet'] },
  },
  LogProject: {
    Description: 'The log project; __topic__ FCLogs:<function> has the lines of a function',
    Value: { 'Fn::If': ['MakeLogs', { 'Fn::GetAtt': ['Logs', 'Name'] }, { Ref: 'LogProject' }] },
  },
  FailedEventsQueue: {
    Description: 'Queue of the events that failed in every attempt',
    Value: { 'Fn::GetAtt': ['FailedEvents', 'QueueName'] },
  },
};
