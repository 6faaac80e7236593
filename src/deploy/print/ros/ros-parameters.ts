import { DEFAULT_SETTINGS, type DeploymentSettings, NAME_PATTERN } from '../../settings.ts';
import { commented, type DocumentValue } from '../document-value.ts';

const BUCKET_NAME = '^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$';
/** All variables of a function have at most 4 KB (Function Compute, page "Environment variables"). */
const MOST_ACCESS = 3500;
const YES_OR_NO = ['true', 'false'];

/** The parameters of a stack. What the settings name becomes the default. */
export function rosParameters(settings: DeploymentSettings): Readonly<Record<string, DocumentValue>> {
  const { http } = settings;
  const one = 'The name of one bucket, 3 to 63 lower-case letters, digits and hyphens.';
  return {
    Name: {
      Type: 'String',
      Default: settings.name,
      Description:
        'First part of the name of every function, role and queue. Two stacks in one account need two names.',
      AllowedPattern: NAME_PATTERN.source,
    },
    Bucket: {
      Type: 'String',
      Default: settings.bucket,
      AllowedPattern: BUCKET_NAME,
      ConstraintDescription: one,
      Description:
        'The bucket whose objects get aliases. Turn versioning on if you can. Aliases then take fewer requests.',
    },
    CodeBucket: {
      Type: 'String',
      AllowedPattern: BUCKET_NAME,
      ConstraintDescription: one,
      Description: 'Bucket of the code package, in the same region.',
    },
    CodeObject: {
      Type: 'String',
      Default: 'autoalias/functions.zip',
      Description:
        'Key of the code package, the zip that autoalias package makes. A new key for each release makes the stack update.',
    },
    Token: {
      Type: 'String',
      NoEcho: commented('Hides the value in the console, in API answers and in stack events.', true),
      MinLength: 32,
      MaxLength: 256,
      AllowedPattern: commented('The token is sent in a header, so it cannot contain a space.', '^[!-~]+$'),
      ConstraintDescription: '32 to 256 printable ASCII characters without spaces.',
      Description: 'Bearer token that callers of the HTTP function send. Use at least 32 random characters.',
    },
    AccessTokens: {
      Type: 'String',
      Default: http.tokens ?? '',
      MaxLength: MOST_ACCESS,
      Description:
        'Tokens of the HTTP API with names and rights: a JSON list of entries that autoalias token prints. They contain hashes, not tokens.',
    },
    AccessOidc: {
      Type: 'String',
      Default: http.oidc ?? '',
      MaxLength: MOST_ACCESS,
      Description: 'CI systems whose OIDC tokens the HTTP API accepts, as a JSON list.',
    },
    OtlpEndpoint: {
      Type: 'String',
      Default: settings.otlpEndpoint ?? '',
      MaxLength: 1000,
      AllowedPattern: '^$|^https?://[!-~]+$',
      ConstraintDescription: 'A URL without spaces, or nothing.',
      Description: 'OpenTelemetry receiver of decisions and metrics, without /v1/logs. If empty, nothing is exported.',
    },
    OtlpHeaders: {
      Type: 'String',
      NoEcho: commented('Headers usually hold a token.', true),
      Default: '',
      MaxLength: 1000,
      Description: 'Headers of each export, for example authorization=Bearer%20TOKEN. Values are percent-encoded.',
    },
    SweepSchedule: {
      Type: 'String',
      Default: settings.schedule,
      Description: 'When to compare every alias with the bucket. Second, minute, hour, day, month, weekday; UTC.',
    },
    ...(http.auth === 'jwt'
      ? {}
      : {
          HttpAuth: {
            Type: 'String',
            Default: http.auth,
            AllowedValues: ['anonymous', 'function'],
            Description:
              'Authentication by the HTTP trigger. With anonymous, the function alone compares the token. With function, callers also sign with an Alibaba Cloud key.',
          },
        }),
    HttpInternet: {
      Type: 'String',
      Default: String(http.internet),
      AllowedValues: YES_OR_NO,
      Description: 'Whether the HTTP API can be called from the internet. With false, only from within the region.',
    },
    HttpConcurrency: {
      Type: 'Number',
      Default: http.concurrency,
      MinValue: 1,
      MaxValue: 300,
      Description:
        'Most concurrent calls of the HTTP API. It is reserved from the limit of the region. Resource Orchestration Service cannot change it later.',
    },
    EventConcurrency: {
      Type: 'Number',
      Default: settings.eventConcurrency,
      MinValue: 1,
      MaxValue: 300,
      Description:
        'Most object events that are handled at the same time. It is reserved from the limit of the region. Resource Orchestration Service cannot change it later.',
    },
    LogProject: {
      Type: 'String',
      Default: settings.logProject ?? '',
      AllowedPattern: '^$|^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$',
      Description:
        'Simple Log Service project for the logs. If empty, the stack creates a project, a logstore and an index, and deletes them when it is deleted.',
    },
    Logstore: {
      Type: 'String',
      Default: settings.logstore,
      AllowedPattern: '^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$',
      Description: 'The logstore in that project. If you name a project, the logstore must exist and have an index.',
    },
    LogDays: {
      Type: 'Number',
      Default: settings.logDays,
      MinValue: 1,
      MaxValue: 3600,
      Description: 'How many days logs are kept, if the stack creates the logstore.',
    },
    AlarmContacts: {
      Type: 'String',
      Default: settings.alarmContacts ?? '',
      Description:
        'Contact group of CloudMonitor that metric alarms notify. If empty, the stack creates no metric alarms.',
    },
    LogAlarmActions: {
      Type: 'String',
      Default: settings.alarmActions ?? '',
      Description:
        'Id of the action policy of Simple Log Service that log alarms notify. If empty, the alarms only show in its console. With your own LogProject, it turns the log alarms on.',
    },
  };
}

/** The parameters that have to be set for a stack: those without a default. */
export function requiredParameters(settings: DeploymentSettings = DEFAULT_SETTINGS): readonly string[] {
  return settings.bucket === undefined ? ['Bucket', 'CodeBucket', 'Token'] : ['CodeBucket', 'Token'];
}
