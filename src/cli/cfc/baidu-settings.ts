import { type Command, Option } from 'commander';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Cloud } from '../../cloud.ts';
import { type BaiduSettings, DEFAULT_BAIDU_SETTINGS } from '../../deploy/baidu/baidu-settings.ts';
import { cfcSchedule } from '../../deploy/baidu/cfc-schedule.ts';
import { bucketName } from '../options/cloud-option.ts';
import { accessList, type DeploymentFlags } from '../options/deployment-settings.ts';

/** Where the functions have their credentials from. */
export const FUNCTION_CREDENTIALS = ['environment', 'platform'] as const;

/** The flags of `deploy` that exist only for Baidu. */
export interface BaiduFlags {
  readonly deadLetterTopic?: string;
  readonly functionCredentials: (typeof FUNCTION_CREDENTIALS)[number];
  readonly cfcEndpoint?: string;
}

export function addBaiduOptions(command: Command): Command {
  return command
    .option('--dead-letter-topic <topic>', 'Baidu: topic of Baidu Messaging System that gets failed events')
    .addOption(
      new Option(
        '--function-credentials <source>',
        'Baidu: credentials of the functions: from AUTOALIAS_FUNCTION_ACCESS_KEY_ID and AUTOALIAS_FUNCTION_SECRET_ACCESS_KEY (environment), or those that CFC passes (platform)',
      )
        .choices(FUNCTION_CREDENTIALS)
        .default('environment'),
    )
    .option('--cfc-endpoint <url>', 'Baidu: URL of the API of CFC (default: that of the region)');
}

/** Flags that exist on one cloud only, and what to do instead on the other one. */
const ONLY_ON: Readonly<Record<Cloud, Readonly<Record<string, string>>>> = {
  alibaba: {
    events: 'BOS delivers events by triggers and notification rules',
    jwks: 'CFC checks its own signatures with --http-auth function; verify a JWT of a CI system with --oidc',
    intranet: 'an HTTP trigger of CFC has no setting for it; protect it with --http-auth function',
    httpConcurrency: 'set the reserved concurrency of the function in the console of CFC',
    eventConcurrency: 'set the reserved concurrency of the function in the console of CFC',
    sweepTasks: 'a sweep on CFC is one invocation',
    logProject: 'choose where CFC writes logs in its console',
    logstore: 'choose where CFC writes logs in its console',
    logDays: 'choose where CFC writes logs in its console',
    alarmContacts: 'create alarms in the console of Baidu Cloud Monitor',
    logAlarmActions: 'create alarms in the console of Baidu Cloud Monitor',
    stack: 'CFC has no stacks; each deployment has its own --name',
    codeBucket: 'the code is sent to CFC directly',
    rosEndpoint: 'name the API of CFC with --cfc-endpoint',
    fcEndpoint: 'name the API of CFC with --cfc-endpoint',
  },
  baidu: {
    deadLetterTopic: 'failed events go to a queue that the deployment creates',
    functionCredentials: 'the functions have roles',
    cfcEndpoint: 'name the API of Function Compute with --fc-endpoint',
  },
};

/** @throws AutoaliasError `usage` for a flag that the cloud does not have. */
export function refuseForeignFlags(cloud: Cloud, isGiven: (flag: string) => boolean): void {
  for (const [owner, flags] of Object.entries(ONLY_ON)) {
    if (owner === cloud) continue;
    const wrong = Object.entries(flags).find(([flag]) => isGiven(flag));
    if (wrong === undefined) continue;
    const flag = `--${wrong[0].replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new AutoaliasError('usage', `${flag} has no effect with --cloud ${cloud}: ${wrong[1]}`);
  }
}

/**
 * The settings of a deployment on Baidu that the flags describe.
 *
 * @throws AutoaliasError `usage` for a value that Baidu does not accept.
 */
export function baiduSettings(
  flags: DeploymentFlags & BaiduFlags,
  env: Readonly<Record<string, string | undefined>>,
  isGiven: (flag: string) => boolean,
): BaiduSettings {
  const { name, bucket, account, httpAuth, otlpEndpoint, deadLetterTopic, functionCredentials } = flags;
  if (httpAuth === 'jwt') {
    throw usage(
      '--http-auth jwt exists only on Function Compute; use function, or accept tokens of CI systems with --oidc',
    );
  }
  return {
    name,
    bucket: bucket === undefined ? given(env.BOS_BUCKET) : bucketName(bucket),
    region: baiduRegion(flags.region, env),
    account: account === undefined ? undefined : baiduAccount(account),
    http: {
      auth: httpAuth === 'function' ? 'iam' : 'anonymous',
      tokens: accessList(flags.tokens, 'tokens'),
      oidc: accessList(flags.oidc, 'oidc'),
    },
    otlpEndpoint,
    schedule: isGiven('schedule') ? scheduleOf(flags.schedule) : DEFAULT_BAIDU_SETTINGS.schedule,
    deadLetterTopic,
    choices: given(env.AUTOALIAS_BOS_CHOICES),
    hasCredentials: functionCredentials === 'environment',
  };
}

/** The region that flag or environment name, like `bj`. Throws AutoaliasError `usage` for one of another form. */
export function baiduRegion(
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const region = flag ?? given(env.BOS_REGION) ?? given(env.BAIDUCLOUD_REGION);
  // The form in BRNs (bce-sdk-go services/cfc/api/util.go, RegularFunctionBRN).
  if (region === undefined || /^[a-z]{2,5}[0-9]*$/.test(region)) return region;
  throw usage(`${JSON.stringify(region)} is not a region of Baidu; write one like bj`);
}

function baiduAccount(account: string): string {
  if (/^[0-9a-z]{32}$/.test(account)) return account;
  throw usage('--account is the id of a Baidu account: 32 lower-case letters and digits, as in the BRN of a function');
}

function scheduleOf(text: string): string {
  const schedule = cfcSchedule(text);
  if (schedule !== undefined) return schedule;
  throw usage(
    `CFC cannot express the schedule ${JSON.stringify(text)}; write "rate(5 minutes)" or "cron(*/5 * * * ?)"`,
  );
}

/** An empty variable counts as not set. */
function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function usage(message: string): AutoaliasError {
  return new AutoaliasError('usage', message);
}
