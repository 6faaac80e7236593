import type { Deployment, LogAlarm, MetricAlarm } from '../../deployment.ts';
import { text, variable } from '../../text.ts';
import { commented, type DocumentValue } from '../document-value.ts';
import { rosText } from './ros-text.ts';

/** The alarms of a stack. Metric alarms need a contact group; log alarms show in the console without one. */
export function rosAlarms({ metricAlarms, logAlarms }: Deployment): Readonly<Record<string, DocumentValue>> {
  return {
    ...Object.fromEntries(metricAlarms.map((alarm) => [alarm.id, metricAlarm(alarm)])),
    ...Object.fromEntries(logAlarms.map((alarm) => [alarm.id, logAlarm(alarm)])),
  };
}

function metricAlarm(alarm: MetricAlarm): DocumentValue {
  return commented(alarm.why, {
    Type: 'ALIYUN::CMS::ResourceMetricRule',
    Condition: 'MakeMetricAlarms',
    Properties: {
      RuleName: rosText(text`${variable('name')}-${alarm.name}-${variable('region')}`),
      Namespace: alarm.namespace,
      MetricName: alarm.metric,
      Resources: [Object.fromEntries(Object.entries(alarm.dimensions).map(([name, of]) => [name, rosText(of)]))],
      ContactGroups: [rosText(variable('alarmContacts'))],
      Period: alarm.period,
      NoDataPolicy: 'OK',
      Escalations: {
        [alarm.level]: {
          ComparisonOperator: 'GreaterThanThreshold',
          Statistics: alarm.statistics,
          Threshold: String(alarm.threshold),
          Times: alarm.times,
        },
      },
    },
  });
}

function logAlarm(alarm: LogAlarm): DocumentValue {
  return commented(alarm.why, {
    Type: 'ALIYUN::SLS::Alert',
    Condition: 'MakeLogAlarms',
    Properties: {
      Project: { 'Fn::If': ['MakeLogs', { 'Fn::GetAtt': ['Logs', 'Name'] }, { Ref: 'LogProject' }] },
      Detail: {
        Name: rosText(text`${variable('name')}-${alarm.name}`),
        DisplayName: alarm.title,
        Schedule: { Type: 'FixedRate', Interval: alarm.every },
        Configuration: {
          Version: '2.0',
          Type: 'default',
          Dashboard: 'internal-alert-analysis',
          QueryList: [
            {
              StoreType: 'log',
              Project: { 'Fn::If': ['MakeLogs', { 'Fn::GetAtt': ['Logs', 'Name'] }, { Ref: 'LogProject' }] },
              Store: { 'Fn::If': ['MakeLogs', { 'Fn::GetAtt': ['LogLines', 'LogstoreName'] }, { Ref: 'Logstore' }] },
              Region: rosText(variable('region')),
              Query: rosText(alarm.query),
              TimeSpanType: 'Relative',
              Start: `-${alarm.every}`,
              End: 'now',
            },
          ],
          SeverityConfigurations: [
            { Severity: alarm.severity, EvalCondition: { Condition: alarm.condition, CountCondition: '' } },
          ],
          GroupConfiguration: { Type: 'no_group' },
          PolicyConfiguration: {
            AlertPolicyId: 'sls.builtin.dynamic',
            ActionPolicyId: rosText(variable('alarmActions')),
            RepeatInterval: '4h',
          },
          Threshold: 1,
          NoDataFire: false,
          SendResolved: true,
        },
      },
    },
  });
}
