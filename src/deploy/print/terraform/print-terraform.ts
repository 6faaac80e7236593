import type { Deployment, Queue, Role, Trigger } from '../../deployment.ts';
import { LOG_DELIMITERS } from '../../describe/alarms.ts';
import { policyDocument } from '../../describe/policy-size.ts';
import { OWN_LOG_PROJECT } from '../../describe/rights.ts';
import { text, variable } from '../../text.ts';
import { patternValue, triggerConfig } from '../trigger-config.ts';
import { type HclBlock, HclExpression, jsonEncode, printHcl, withoutComments } from './hcl.ts';
import { attribute, label, queueReference } from './resource-names.ts';
import { terraformAlarms } from './terraform-alarms.ts';
import { functionBlocks } from './terraform-functions.ts';
import { reference, terraformText } from './terraform-text.ts';
import { terraformVariables } from './terraform-variables.ts';

const HEAD = `autoalias on Function Compute 3.0: three functions, their triggers, and only the rights that they use.

\`autoalias deploy --print terraform\` prints this file from a rules file: triggers and rights follow the prefixes and the aliases of the rules. Print it again after a change of the rules.

Upload the zip that \`autoalias package\` makes to code_bucket, then run terraform apply. The provider reads the region from the environment or from its own block.`;

/** A configuration of Terraform for the provider aliyun/alicloud, in HCL. */
export function printTerraform(deployment: Deployment): string {
  const { functions, triggers, triggerRole, queues, eventRule, settings } = deployment;
  const roles = [...functions.map(({ role }) => role), ...(triggerRole === undefined ? [] : [triggerRole])];
  return printHcl(
    [
      PROVIDER,
      ...terraformVariables(settings),
      { header: ['data', 'alicloud_account', 'current'], arguments: {} },
      LOCALS,
      ...roles.flatMap(roleBlocks),
      ...logBlocks(),
      ...queues.map(queueBlock),
      ...functions.flatMap((one) => functionBlocks(one, queues[0])),
      ...(eventRule === undefined ? [] : [eventRuleBlock(eventRule)]),
      ...triggers.map((trigger) => triggerBlock(trigger, deployment)),
      ...terraformAlarms(deployment),
      ...OUTPUTS,
    ],
    HEAD,
  );
}

/** From this version on, roles have `assume_role_policy_document`. */
const PROVIDER: HclBlock = {
  header: ['terraform'],
  arguments: {},
  blocks: [
    {
      header: ['required_providers'],
      arguments: { alicloud: { source: 'aliyun/alicloud', version: '>= 1.252.0' } },
    },
  ],
};

const LOCALS: HclBlock = {
  header: ['locals'],
  arguments: {
    account: new HclExpression('data.alicloud_account.current.id'),
    log_project: new HclExpression(
      'var.log_project == "" ? one(alicloud_log_project.logs[*].project_name) : var.log_project',
    ),
    logstore: new HclExpression('var.log_project == "" ? one(alicloud_log_store.logs[*].logstore_name) : var.logstore'),
  },
};

function roleBlocks(role: Role): readonly HclBlock[] {
  const id = label(role.id);
  const { Version, Statement } = policyDocument(role.statements, terraformText);
  return [
    {
      header: ['resource', 'alicloud_ram_role', id],
      arguments: {
        role_name: terraformText(role.name),
        description: role.description,
        assume_role_policy_document: jsonEncode({
          Version: '1',
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: [role.service] } }],
        }),
      },
    },
    {
      comment: role.statements.map(({ actions, why }) => `${actions.join(', ')}: ${why}`).join('\n'),
      header: ['resource', 'alicloud_ram_policy', id],
      arguments: {
        policy_name: terraformText(role.name),
        description: role.description,
        policy_document: jsonEncode({ Version, Statement: Statement.map((one) => ({ ...one })) }),
      },
    },
    {
      header: ['resource', 'alicloud_ram_role_policy_attachment', id],
      arguments: {
        policy_name: attribute('alicloud_ram_policy', role.id, 'policy_name'),
        policy_type: 'Custom',
        role_name: attribute('alicloud_ram_role', role.id, 'role_name'),
      },
    },
  ];
}

/** The value of `count` for what is created only without an own log project. */
const OWN_LOGS = new HclExpression('var.log_project == "" ? 1 : 0');

function logBlocks(): readonly HclBlock[] {
  const project = new HclExpression('alicloud_log_project.logs[0].project_name');
  return [
    {
      comment: 'Logs, if log_project is empty. Project names are unique across all accounts.',
      header: ['resource', 'alicloud_log_project', 'logs'],
      arguments: { count: OWN_LOGS, project_name: terraformText(OWN_LOG_PROJECT), description: 'Logs of autoalias' },
    },
    {
      header: ['resource', 'alicloud_log_store', 'logs'],
      arguments: {
        count: OWN_LOGS,
        project_name: project,
        logstore_name: new HclExpression('var.logstore'),
        retention_period: new HclExpression('var.log_days'),
      },
    },
    {
      header: ['resource', 'alicloud_log_store_index', 'logs'],
      arguments: {
        count: OWN_LOGS,
        project,
        logstore: new HclExpression('alicloud_log_store.logs[0].logstore_name'),
      },
      blocks: [
        { header: ['full_text'], arguments: { token: LOG_DELIMITERS } },
        {
          comment: 'The log alarms read this field with SQL. It has the JSON line of a function.',
          header: ['field_search'],
          arguments: { name: 'message', type: 'text', enable_analytics: true, token: LOG_DELIMITERS },
        },
      ],
    },
  ];
}

function queueBlock({ id, name, retention, visibilityTimeout, why }: Queue): HclBlock {
  return {
    comment: why,
    header: ['resource', 'alicloud_message_service_queue', label(id)],
    arguments: {
      queue_name: terraformText(name),
      message_retention_period: retention,
      visibility_timeout: visibilityTimeout,
    },
  };
}

function eventRuleBlock({ name, pattern, target }: NonNullable<Deployment['eventRule']>): HclBlock {
  return {
    comment: 'Sends the events of the bucket to the queue. OSS publishes them on the default event bus.',
    header: ['resource', 'alicloud_event_bridge_rule', 'events'],
    arguments: {
      event_bus_name: 'default',
      rule_name: terraformText(name),
      filter_pattern: jsonEncode(withoutComments(patternValue(pattern, terraformText))),
    },
    blocks: [
      {
        header: ['targets'],
        arguments: {
          target_id: 'queue',
          type: 'acs.mns.queue',
          endpoint: queueReference(target, 'queues/', ''),
          push_retry_strategy: 'EXPONENTIAL_DECAY_RETRY',
        },
        blocks: [
          parameter('queue', 'CONSTANT', attribute('alicloud_message_service_queue', target.id, 'queue_name')),
          parameter('Body', 'ORIGINAL'),
          parameter('IsBase64Encode', 'CONSTANT', 'true'),
        ],
      },
    ],
  };
}

function parameter(key: string, form: string, value?: string | HclExpression): HclBlock {
  return { header: ['param_list'], arguments: { resource_key: key, form, value } };
}

function triggerBlock(trigger: Trigger, { settings, triggerRole }: Deployment): HclBlock {
  const config = triggerConfig(trigger, settings, {
    text: terraformText,
    schedule: reference('schedule'),
    authType: settings.http.auth,
    disableInternet: !settings.http.internet,
  });
  const native =
    trigger.kind === 'oss' && triggerRole !== undefined
      ? {
          source_arn: terraformText(text`acs:oss:${variable('region')}:${variable('account')}:${variable('bucket')}`),
          invocation_role: attribute('alicloud_ram_role', triggerRole.id, 'arn'),
          depends_on: [new HclExpression(`alicloud_ram_role_policy_attachment.${label(triggerRole.id)}`)],
        }
      : {};
  return {
    comment:
      trigger.kind === 'oss'
        ? 'Names are listed one by one. ObjectCreated:* would also fire for each part of a multipart upload and for every alias write.'
        : undefined,
    header: ['resource', 'alicloud_fcv3_trigger', label(trigger.id)],
    arguments: {
      function_name: attribute('alicloud_fcv3_function', trigger.function, 'function_name'),
      trigger_name: trigger.name,
      trigger_type: trigger.kind,
      description: trigger.description,
      qualifier: 'LATEST',
      ...native,
      trigger_config: jsonEncode(withoutComments(config)),
    },
  };
}

const OUTPUTS: readonly HclBlock[] = [
  ['url', 'Base address of the HTTP API', 'alicloud_fcv3_trigger.http_trigger.http_trigger[0].url_internet'],
  [
    'internal_url',
    'The same from within the region',
    'alicloud_fcv3_trigger.http_trigger.http_trigger[0].url_intranet',
  ],
  ['log_project', 'The log project', 'local.log_project'],
  [
    'failed_events_queue',
    'Queue of the events that failed in every attempt',
    'alicloud_message_service_queue.failed_events.queue_name',
  ],
].map(
  ([name = '', description = '', value = '']): HclBlock => ({
    header: ['output', name],
    arguments: { description, value: new HclExpression(value) },
  }),
);
