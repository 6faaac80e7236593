import { type Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { isBucketName } from '../../bucket-name.ts';
import { cfcSchedule } from '../../deploy/baidu/cfc-schedule.ts';
import {
  DEFAULT_SETTINGS,
  type DeploymentSettings,
  EVENT_PATHS,
  type EventPath,
  HTTP_AUTH,
  type HttpAuth,
  isSchedule,
  NAME_PATTERN,
  type PublicKey,
  publicKeySchema,
} from '../../deploy/settings.ts';
import { readAccessSettings } from '../../handlers/http/access/access-settings.ts';
import { readDocument } from '../lint/read-document.ts';
import { bucketName } from './cloud-option.ts';
import { wholeNumber } from './whole-number.ts';

/** The flags that decide how a deployment looks. */
export interface DeploymentFlags {
  readonly name: string;
  readonly bucket?: string;
  readonly region?: string;
  readonly account?: string;
  readonly events: EventPath;
  readonly httpAuth: HttpAuth;
  readonly jwks?: string;
  readonly intranet?: boolean;
  readonly httpConcurrency: number;
  readonly tokens?: string;
  readonly oidc?: string;
  readonly otlpEndpoint?: string;
  readonly eventConcurrency: number;
  readonly sweepTasks: number;
  readonly schedule: string;
  readonly logProject?: string;
  readonly logstore: string;
  readonly logDays: number;
  readonly alarmContacts?: string;
  readonly logAlarmActions?: string;
}

/** Adds the flags of {@link DeploymentFlags}. */
export function addDeploymentOptions(command: Command): Command {
  const { http, ...settings } = DEFAULT_SETTINGS;
  return command
    .option(
      '--bucket <name>',
      'the bucket whose objects get aliases [default: a parameter of the template]',
      bucketOption,
    )
    .option(
      '--name <name>',
      'first part of the name of every function, role and queue',
      matching(NAME_PATTERN, 'Write 1 to 24 lower-case letters, digits and hyphens.'),
      settings.name,
    )
    .option('--region <region>', 'the region of the bucket, for example cn-hangzhou or bj', regionName)
    .option(
      '--account <id>',
      'the id of the account',
      matching(/^(?:\d{5,20}|[0-9a-z]{32})$/, 'Write a number, or for Baidu 32 letters and digits.'),
    )
    .addOption(
      new Option(
        '--events <path>',
        'how object events reach the function: triggers of the bucket, EventBridge, or a queue (smq)',
      )
        .choices(EVENT_PATHS)
        .default(settings.events),
    )
    .addOption(
      new Option(
        '--http-auth <type>',
        'what the HTTP trigger requires besides the token: nothing, a signature (function), or a JWT',
      )
        .choices(HTTP_AUTH)
        .default(http.auth),
    )
    .option('--jwks <file>', 'the public keys (JWKS) for --http-auth jwt, JSON or YAML')
    .option('--intranet', 'serve the HTTP API only within the region')
    .addOption(new Option('--no-intranet', 'serve it from the internet too, if a deployment does not').hideHelp())
    .option('--http-concurrency <n>', 'most concurrent calls of the HTTP API', wholeNumber(1, 300), http.concurrency)
    .option('--tokens <file>', 'tokens of the HTTP API with names and rights: a list of entries of autoalias token')
    .option('--oidc <file>', 'CI systems whose OIDC tokens the HTTP API accepts: a list of issuers')
    .option('--otlp-endpoint <url>', 'OpenTelemetry receiver of decisions and metrics, without /v1/logs', receiverUrl)
    .option('--event-concurrency <n>', 'most events handled at a time', wholeNumber(1, 300), settings.eventConcurrency)
    .option(
      '--sweep-tasks <n>',
      'for a bucket with many millions of objects: most tasks that share a sweep at a time',
      wholeNumber(0, 298),
      settings.sweepTasks,
    )
    .option('--schedule <cron>', 'when to sweep: second to weekday, six fields, UTC', cron, settings.schedule)
    .option('--log-project <name>', 'your own project of Simple Log Service [default: one is created]', projectName)
    .option(
      '--logstore <name>',
      'the logstore in that project',
      matching(
        /^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/,
        'Write 3 to 63 lower-case letters, digits, hyphens and underscores.',
      ),
      settings.logstore,
    )
    .option('--log-days <n>', 'how many days to keep logs that are created', wholeNumber(1, 3600), settings.logDays)
    .option('--alarm-contacts <group>', 'contact group of CloudMonitor for metric alarms [default: no metric alarms]')
    .option('--log-alarm-actions <id>', 'action policy of Simple Log Service that log alarms notify');
}

function matching(pattern: RegExp, instead: string): (text: string) => string {
  return (text) => {
    if (pattern.test(text)) return text;
    throw new InvalidArgumentError(instead);
  };
}

const receiverUrl = matching(/^https?:\/\/[!-~]+$/, 'Write a URL such as https://otlp.example.com.');

/** A name, or an address such as `bos://name`. */
function bucketOption(text: string): string {
  if (isBucketName(bucketName(text))) return text;
  throw new InvalidArgumentError('Write the name of one bucket, 3 to 63 lower-case letters, digits and hyphens.');
}

const projectName = matching(
  /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  'Write 3 to 63 lower-case letters, digits and hyphens.',
);

const OSS_REGION = /^[a-z]{2}-[a-z0-9-]{2,28}$/;

/** A region of one of the clouds. */
function regionName(text: string): string {
  const region = text.replace(/^oss-/, '');
  if (OSS_REGION.test(region) || /^[a-z]{2,5}[0-9]*$/.test(region)) return region;
  throw new InvalidArgumentError('Write a region such as cn-hangzhou, or bj for Baidu.');
}

function cron(text: string): string {
  if (isSchedule(text) || cfcSchedule(text) !== undefined) return text;
  throw new InvalidArgumentError(
    'Write six fields from second to weekday, such as "0 */5 * * * *", or for Baidu "rate(5 minutes)".',
  );
}

/** A flag of {@link DeploymentFlags} by its name there. */
export type DeploymentFlag = keyof DeploymentFlags;

/**
 * The settings that the flags describe.
 *
 * @param deployed the settings of a deployment, which a flag replaces only if it was written (`isGiven`).
 * @throws AutoaliasError `usage` if flags do not fit together, `config-invalid` for a file of keys that cannot be used.
 */
export function deploymentSettings(
  flags: DeploymentFlags,
  deployed?: DeploymentSettings,
  isGiven: (flag: DeploymentFlag) => boolean = () => true,
): DeploymentSettings {
  const of = <T>(flag: DeploymentFlag, given: T, kept: (settings: DeploymentSettings) => T): T =>
    deployed === undefined || isGiven(flag) ? given : kept(deployed);
  refuseBaiduForms(flags);
  const auth = of('httpAuth', flags.httpAuth, ({ http }) => http.auth);
  const keysKept = deployed !== undefined && !isGiven('jwks') && auth === deployed.http.auth;
  return {
    name: of('name', flags.name, ({ name }) => name),
    bucket: of('bucket', flags.bucket === undefined ? undefined : bucketName(flags.bucket), ({ bucket }) => bucket),
    region: flags.region,
    account: flags.account,
    events: of('events', flags.events, ({ events }) => events),
    http: {
      auth,
      keys: keysKept ? deployed.http.keys : publicKeys({ ...flags, httpAuth: auth }),
      internet: of('intranet', flags.intranet !== true, ({ http }) => http.internet),
      concurrency: of('httpConcurrency', flags.httpConcurrency, ({ http }) => http.concurrency),
      tokens: of('tokens', accessList(flags.tokens, 'tokens'), ({ http }) => http.tokens),
      oidc: of('oidc', accessList(flags.oidc, 'oidc'), ({ http }) => http.oidc),
    },
    otlpEndpoint: of('otlpEndpoint', flags.otlpEndpoint, ({ otlpEndpoint }) => otlpEndpoint),
    eventConcurrency: of('eventConcurrency', flags.eventConcurrency, ({ eventConcurrency }) => eventConcurrency),
    sweepTasks: of('sweepTasks', flags.sweepTasks, ({ sweepTasks }) => sweepTasks),
    schedule: of('schedule', flags.schedule, ({ schedule }) => schedule),
    logProject: of('logProject', flags.logProject, ({ logProject }) => logProject),
    logstore: of('logstore', flags.logstore, ({ logstore }) => logstore),
    logDays: of('logDays', flags.logDays, ({ logDays }) => logDays),
    alarmContacts: of('alarmContacts', flags.alarmContacts, ({ alarmContacts }) => alarmContacts),
    alarmActions: of('logAlarmActions', flags.logAlarmActions, ({ alarmActions }) => alarmActions),
  };
}

/** The flags accept the forms of both clouds. */
function refuseBaiduForms({ region, account, schedule }: DeploymentFlags): void {
  const wrong = [
    ...(region === undefined || OSS_REGION.test(region) ? [] : [`--region ${region}: write one such as cn-hangzhou`]),
    ...(account === undefined || /^\d+$/.test(account) ? [] : [`--account ${account}: write a number`]),
    ...(isSchedule(schedule) ? [] : [`--schedule ${schedule}: write six fields from second to weekday`]),
  ];
  if (wrong[0] === undefined) return;
  throw new AutoaliasError('usage', `${wrong[0]}, or add --cloud baidu`);
}

/** The variable that holds each list, and what a file with it looks like. */
const ACCESS = {
  tokens: 'name a list of entries that autoalias token printed: [{"name", "rights", "sha256"}]',
  oidc: 'name a list of issuers: [{"issuer", "audience", "name", "rights", "claims"}]',
} as const;

/** The list of a file as JSON on one line. A function with an invalid list would refuse every request. */
export function accessList(file: string | undefined, kind: keyof typeof ACCESS): string | undefined {
  if (file === undefined) return undefined;
  const list = JSON.stringify(readDocument(file, ACCESS[kind]).value);
  const given = { token: undefined, tokens: undefined, oidc: undefined, [kind]: list };
  const [flaw] = readAccessSettings(given).flaws;
  if (flaw === undefined) return list;
  throw new AutoaliasError('config-invalid', `${file} cannot be used: ${flaw}`);
}

function publicKeys({ httpAuth, jwks }: DeploymentFlags): readonly PublicKey[] | undefined {
  if (httpAuth !== 'jwt') {
    if (jwks === undefined) return undefined;
    throw new AutoaliasError('usage', '--jwks has an effect only with --http-auth jwt; add it, or remove --jwks');
  }
  if (jwks === undefined) {
    throw new AutoaliasError(
      'usage',
      '--http-auth jwt needs the public keys of the callers; name their file with --jwks',
    );
  }
  const { value, as } = readDocument(jwks, 'name a JWKS: {"keys": [{"kty", "n", "e", "alg", "use"}]}');
  return as(z.object({ keys: z.array(publicKeySchema).min(1) }), value).keys;
}
