import { type DeploymentSettings, NAME_PATTERN } from '../../settings.ts';
import { escapeTemplate, type HclBlock, HclExpression } from './hcl.ts';

interface VariableOptions {
  readonly type?: 'string' | 'number';
  readonly value?: string | number | undefined;
  readonly isSecret?: boolean;
  /** A regular expression that the value must match, and what to write. */
  readonly pattern?: readonly [pattern: string, instead: string];
}

/** The variables of the configuration. What the settings name becomes the default. */
export function terraformVariables(settings: DeploymentSettings): readonly HclBlock[] {
  return [
    define('name', 'First part of the name of every function, role and queue', {
      value: settings.name,
      pattern: [NAME_PATTERN.source, 'Write 1 to 24 lower-case letters, digits and hyphens.'],
    }),
    define('region', 'The region of the bucket, for example cn-hangzhou', { value: settings.region }),
    define('bucket', 'The bucket whose objects get aliases', {
      value: settings.bucket,
      pattern: ['^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$', 'Write the name of one bucket.'],
    }),
    define('code_bucket', 'Bucket of the code package, in the same region', {}),
    define('code_object', 'Key of the zip that autoalias package makes; a new key for each release', {}),
    define('token', 'Bearer token of the HTTP API, 32 to 256 printable characters without spaces', {
      isSecret: true,
      pattern: ['^[!-~]{32,256}$', 'Write 32 to 256 printable ASCII characters without spaces.'],
    }),
    define(
      'access_tokens',
      'Tokens of the HTTP API with names and rights, a JSON list of what autoalias token prints',
      { value: settings.http.tokens ?? '' },
    ),
    define('access_oidc', 'CI systems whose OIDC tokens the HTTP API accepts, a JSON list', {
      value: settings.http.oidc ?? '',
    }),
    define('otlp_endpoint', 'OpenTelemetry receiver of decisions and metrics, without /v1/logs; if empty, none', {
      value: settings.otlpEndpoint ?? '',
    }),
    define('otlp_headers', 'Headers of each export, for example authorization=Bearer%20TOKEN, percent-encoded', {
      value: '',
      isSecret: true,
    }),
    define('sweep_schedule', 'When to sweep: second, minute, hour, day, month, weekday; UTC', {
      value: settings.schedule,
    }),
    define('event_concurrency', 'Most object events that are handled at the same time', {
      type: 'number',
      value: settings.eventConcurrency,
    }),
    define('http_concurrency', 'Most concurrent calls of the HTTP API', {
      type: 'number',
      value: settings.http.concurrency,
    }),
    define('log_project', 'Your own log project; if empty, one is created', { value: settings.logProject ?? '' }),
    define('logstore', 'The logstore in that project', { value: settings.logstore }),
    define('log_days', 'How many days to keep logs in a logstore that is created', {
      type: 'number',
      value: settings.logDays,
    }),
    define('alarm_contacts', 'Contact group of CloudMonitor for metric alarms; if empty, there are none', {
      value: settings.alarmContacts ?? '',
    }),
    define('log_alarm_actions', 'Id of the action policy of Simple Log Service that log alarms notify', {
      value: settings.alarmActions ?? '',
    }),
  ];
}

function define(name: string, description: string, options: VariableOptions): HclBlock {
  const { type = 'string', value, isSecret, pattern } = options;
  return {
    header: ['variable', name],
    arguments: {
      description,
      type: new HclExpression(type),
      default: typeof value === 'string' ? escapeTemplate(value) : value,
      sensitive: isSecret === true ? true : undefined,
    },
    blocks: pattern && [
      {
        header: ['validation'],
        arguments: {
          condition: new HclExpression(`can(regex(${JSON.stringify(pattern[0])}, var.${name}))`),
          error_message: pattern[1],
        },
      },
    ],
  };
}
