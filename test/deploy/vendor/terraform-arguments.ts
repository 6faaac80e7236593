/** The arguments and nested blocks of a resource. */
export interface DocumentedBlock {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  readonly blocks?: Readonly<Record<string, DocumentedBlock>>;
}

const escalation = { optional: ['statistics', 'comparison_operator', 'threshold', 'times'] };

/**
 * What the pages of the provider aliyun/alicloud document, version 1.290, without deprecated arguments
 * (website/docs/r/*.html.markdown in aliyun/terraform-provider-alicloud).
 */
export const DOCUMENTED: Readonly<Record<string, DocumentedBlock>> = {
  alicloud_fcv3_function: {
    required: ['handler', 'runtime'],
    optional: [
      ...['function_name', 'description', 'cpu', 'disk_size', 'memory_size', 'timeout', 'role'],
      ...['environment_variables', 'instance_concurrency', 'internet_access', 'layers', 'tags', 'resource_group_id'],
    ],
    blocks: {
      code: { optional: ['checksum', 'oss_bucket_name', 'oss_object_name', 'zip_file'] },
      log_config: {
        optional: ['enable_instance_metrics', 'enable_request_metrics', 'log_begin_rule', 'logstore', 'project'],
      },
      vpc_config: { optional: ['security_group_id', 'vswitch_ids', 'vpc_id'] },
    },
  },
  alicloud_fcv3_trigger: {
    required: ['function_name', 'qualifier', 'trigger_type'],
    optional: ['description', 'invocation_role', 'source_arn', 'trigger_config', 'trigger_name'],
  },
  alicloud_fcv3_async_invoke_config: {
    required: ['function_name'],
    optional: ['async_task', 'max_async_event_age_in_seconds', 'max_async_retry_attempts', 'qualifier'],
    blocks: {
      destination_config: {
        blocks: { on_failure: { optional: ['destination'] }, on_success: { optional: ['destination'] } },
      },
    },
  },
  alicloud_fcv3_concurrency_config: { required: ['function_name'], optional: ['reserved_concurrency'] },
  alicloud_ram_role: {
    optional: ['assume_role_policy_document', 'description', 'max_session_duration', 'role_name', 'tags', 'force'],
  },
  alicloud_ram_policy: {
    optional: ['description', 'policy_document', 'policy_name', 'rotate_strategy', 'tags', 'force'],
  },
  alicloud_ram_role_policy_attachment: { required: ['policy_name', 'policy_type', 'role_name'] },
  alicloud_log_project: { optional: ['policy', 'description', 'project_name', 'resource_group_id', 'tags'] },
  alicloud_log_store: {
    optional: [
      ...['append_meta', 'auto_split', 'logstore_name', 'max_split_shard_count', 'mode', 'project_name'],
      ...['retention_period', 'shard_count', 'metering_mode'],
    ],
  },
  alicloud_log_store_index: {
    required: ['project', 'logstore'],
    blocks: {
      full_text: { optional: ['case_sensitive', 'include_chinese', 'token'] },
      field_search: {
        required: ['name'],
        optional: ['type', 'alias', 'case_sensitive', 'include_chinese', 'token', 'enable_analytics'],
      },
    },
  },
  alicloud_log_alert: {
    required: ['project_name', 'alert_name', 'alert_displayname'],
    optional: [
      ...['version', 'type', 'alert_description', 'mute_until', 'threshold', 'no_data_fire', 'no_data_severity'],
      ...['send_resolved', 'auto_annotation'],
    ],
    blocks: {
      query_list: {
        required: ['query', 'start', 'end'],
        optional: ['project', 'region', 'role_arn', 'store', 'store_type', 'time_span_type', 'power_sql_mode'],
      },
      group_configuration: { optional: ['type', 'fields'] },
      policy_configuration: { required: ['alert_policy_id', 'repeat_interval'], optional: ['action_policy_id'] },
      severity_configurations: { required: ['severity', 'eval_condition'] },
      schedule: { required: ['type'], optional: ['interval', 'cron_expression', 'day_of_week', 'hour', 'time_zone'] },
    },
  },
  alicloud_message_service_queue: {
    required: ['queue_name'],
    optional: [
      ...['delay_seconds', 'logging_enabled', 'maximum_message_size', 'message_retention_period'],
      ...['polling_wait_seconds', 'queue_type', 'tags', 'visibility_timeout'],
    ],
  },
  alicloud_event_bridge_rule: {
    required: ['event_bus_name', 'rule_name', 'filter_pattern'],
    optional: ['description', 'status'],
    blocks: {
      targets: {
        required: ['target_id', 'type', 'endpoint'],
        optional: ['push_retry_strategy'],
        blocks: { param_list: { required: ['resource_key', 'form'], optional: ['template', 'value'] } },
      },
    },
  },
  alicloud_cms_alarm: {
    required: ['name', 'project', 'metric', 'contact_groups'],
    optional: ['metric_dimensions', 'effective_interval', 'period', 'silence_time', 'webhook', 'enabled', 'tags'],
    blocks: { escalations_critical: escalation, escalations_warn: escalation, escalations_info: escalation },
  },
};

/** Arguments of Terraform itself, in every resource. */
const META = ['count', 'depends_on'];

/** Arguments that the documentation does not have, and required ones that are missing, each with its path. */
export function undocumented(block: Readonly<Record<string, unknown>>, known: DocumentedBlock, path: string): string[] {
  const { required = [], optional = [], blocks = {} } = known;
  const missing = required.filter((name) => !Object.hasOwn(block, name)).map((name) => `${path}.${name} is missing`);
  const found = Object.entries(block).flatMap(([name, value]) => {
    const nested = blocks[name];
    if (nested !== undefined) {
      const all: readonly unknown[] = Array.isArray(value) ? value : [value];
      return all.flatMap((one) => undocumented(Object(one), nested, `${path}.${name}`));
    }
    return [...required, ...optional, ...META].includes(name) ? [] : [`${path}.${name} is not documented`];
  });
  return [...missing, ...found];
}
