import type { Deployment, LogAlarm, MetricAlarm } from '../../deployment.ts';
import { text, variable } from '../../text.ts';
import { type HclBlock, HclExpression, jsonEncode } from './hcl.ts';
import { terraformText } from './terraform-text.ts';

/** The alarms. Metric alarms need a contact group; log alarms show in the console without one. */
export function terraformAlarms({ metricAlarms, logAlarms }: Deployment): readonly HclBlock[] {
  return [...metricAlarms.map(metricAlarm), ...logAlarms.map(logAlarm)];
}

function label(name: string): string {
  return name.replaceAll('-', '_');
}

function metricAlarm(alarm: MetricAlarm): HclBlock {
  const dimensions = Object.fromEntries(
    Object.entries(alarm.dimensions).map(([name, of]) => [name, terraformText(of)]),
  );
  return {
    comment: alarm.why,
    header: ['resource', 'alicloud_cms_alarm', label(alarm.name)],
    arguments: {
      count: new HclExpression('var.alarm_contacts == "" ? 0 : 1'),
      name: terraformText(text`${variable('name')}-${alarm.name}-${variable('region')}`),
      project: alarm.namespace,
      metric: alarm.metric,
      metric_dimensions: jsonEncode([dimensions]),
      contact_groups: [new HclExpression('var.alarm_contacts')],
      period: alarm.period,
    },
    blocks: [
      {
        header: [`escalations_${alarm.level.toLowerCase()}`],
        arguments: {
          statistics: alarm.statistics,
          comparison_operator: '>',
          threshold: String(alarm.threshold),
          times: alarm.times,
        },
      },
    ],
  };
}

function logAlarm(alarm: LogAlarm): HclBlock {
  return {
    comment: alarm.why,
    header: ['resource', 'alicloud_log_alert', label(alarm.name)],
    arguments: {
      count: new HclExpression('var.log_project == "" || var.log_alarm_actions != "" ? 1 : 0'),
      version: '2.0',
      type: 'default',
      project_name: new HclExpression('local.log_project'),
      alert_name: terraformText(text`${variable('name')}-${alarm.name}`),
      alert_displayname: alarm.title,
      threshold: 1,
      no_data_fire: false,
      send_resolved: true,
    },
    blocks: [
      { header: ['schedule'], arguments: { type: 'FixedRate', interval: alarm.every } },
      {
        header: ['query_list'],
        arguments: {
          store_type: 'log',
          project: new HclExpression('local.log_project'),
          store: new HclExpression('local.logstore'),
          region: new HclExpression('var.region'),
          query: terraformText(alarm.query),
          start: `-${alarm.every}`,
          end: 'now',
        },
      },
      {
        header: ['severity_configurations'],
        arguments: {
          severity: alarm.severity,
          eval_condition: { condition: alarm.condition, count_condition: '' },
        },
      },
      { header: ['group_configuration'], arguments: { type: 'no_group' } },
      {
        header: ['policy_configuration'],
        arguments: {
          alert_policy_id: 'sls.builtin.dynamic',
          action_policy_id: new HclExpression('var.log_alarm_actions'),
          repeat_interval: '4h',
        },
      },
    ],
  };
}
