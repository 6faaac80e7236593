import type { DeployedFunction, Queue } from '../../deployment.ts';
import { filteredMap, type HclBlock, HclExpression, type HclValue } from './hcl.ts';
import { attribute, label, queueReference } from './resource-names.ts';
import { reference, terraformText } from './terraform-text.ts';

/** A function with its limit of instances and its retries. */
export function functionBlocks(one: DeployedFunction, failed: Queue | undefined): readonly HclBlock[] {
  const id = label(one.id);
  const functionName = attribute('alicloud_fcv3_function', one.id, 'function_name');
  const limit = {
    'object-events': 'var.event_concurrency',
    sweep: String(one.concurrency.value),
    http: 'var.http_concurrency',
  };
  const { delivery } = one;
  return [
    {
      header: ['resource', 'alicloud_fcv3_function', id],
      arguments: {
        function_name: terraformText(one.name),
        description: one.description,
        runtime: 'nodejs20',
        handler: one.handler,
        cpu: one.cpu,
        memory_size: one.memory,
        disk_size: 512,
        timeout: one.timeout.value,
        role: attribute('alicloud_ram_role', one.role.id, 'arn'),
        environment_variables: environmentOf(one),
        // The role needs its policy before the function starts.
        depends_on: [new HclExpression(`alicloud_ram_role_policy_attachment.${label(one.role.id)}`)],
      },
      comment: one.timeout.why,
      blocks: [
        {
          comment: 'A changed key of the zip updates the function. The provider does not notice a changed object.',
          header: ['code'],
          arguments: {
            oss_bucket_name: new HclExpression('var.code_bucket'),
            oss_object_name: new HclExpression('var.code_object'),
          },
        },
        {
          header: ['log_config'],
          arguments: {
            project: new HclExpression('local.log_project'),
            logstore: new HclExpression('local.logstore'),
            enable_request_metrics: true,
            enable_instance_metrics: true,
            log_begin_rule: 'None',
          },
        },
      ],
    },
    {
      comment: one.concurrency.why,
      header: ['resource', 'alicloud_fcv3_concurrency_config', id],
      arguments: { function_name: functionName, reserved_concurrency: new HclExpression(limit[one.id]) },
    },
    ...(delivery === undefined || failed === undefined
      ? []
      : [
          {
            comment: delivery.why,
            header: ['resource', 'alicloud_fcv3_async_invoke_config', id],
            arguments: {
              function_name: functionName,
              ...(delivery.hasTasks === true ? { async_task: true } : {}),
              max_async_retry_attempts: delivery.retries,
              max_async_event_age_in_seconds: delivery.maximumAge,
            },
            blocks: [
              {
                header: ['destination_config'],
                arguments: {},
                blocks: [
                  {
                    header: ['on_failure'],
                    arguments: { destination: queueReference(failed, '/queues/', '/messages') },
                  },
                ],
              },
            ],
          } as const,
        ]),
  ];
}

function environmentOf({ environment, optionalEnvironment }: DeployedFunction): HclValue {
  const set = Object.entries(environment).map(([name, value]) => [name, terraformText(value)] as const);
  const optional = Object.entries(optionalEnvironment).map(([name, of]) => [name, reference(of)] as const);
  const all = Object.fromEntries([...set, ...optional]);
  return optional.length === 0 ? all : filteredMap(all);
}
