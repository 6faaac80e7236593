import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Argument, Option } from 'commander';
import { AutoaliasError } from '../../../autoalias-error.ts';
import type { Cloud } from '../../../cloud.ts';
import { codeOf, messageOf } from '../../../error-text.ts';
import type { BceTarget } from '../../cfc/bce-api.ts';
import { cfcTarget } from '../../cfc/cfc-target.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { buildEvent, type EventFlags, FUNCTIONS, type FunctionKind } from '../../invoke/build-event.ts';
import { runCfcFunction } from '../../invoke/call-cfc.ts';
import { callFc2 } from '../../invoke/call-fc2.ts';
import { callFc3 } from '../../invoke/call-fc3.ts';
import { type FcFlags, fcTarget } from '../../invoke/fc-target.ts';
import type { FcTarget, FunctionCall } from '../../invoke/function-call.ts';
import { invocationResult } from '../../invoke/invocation-result.ts';
import { addCloudOption, cloudOf } from '../../options/cloud-option.ts';
import { bucketOf, runningCloud } from '../../options/store-options.ts';

const HELP = `
Calls the local cloud, unless you name a region or an endpoint. The credentials are those of the store: OSS_ACCESS_KEY_ID,
OSS_ACCESS_KEY_SECRET and OSS_SESSION_TOKEN.

  autoalias invoke object-events --key releases/app/1.10.0/app.tgz
  autoalias invoke sweep --region cn-hangzhou --account 1234567890123456
  autoalias invoke http --path /v1/status

A deployed function has the name of the template: autoalias-sweep. The command uses the SDK of the vendor, which you
install next to autoalias: @alicloud/fc20230330 for Function Compute 3.0, and @alicloud/fc2 for 2.0. @alicloud/fc2 is no
longer developed and has dependencies with known vulnerabilities, so install it only for 2.0.

With --cloud baidu, the command calls a function of CFC by its API, without an SDK. The credentials are BCE_ACCESS_KEY_ID and
BCE_SECRET_ACCESS_KEY. In the local cloud, the functions have the names cfc-object-events, cfc-sweep and cfc-http.

  autoalias invoke sweep --cloud baidu --region bj

The exit code is 1 if the function fails, and if the HTTP function answers with a status of 400 or more.`;

interface Flags extends EventFlags, FcFlags, JsonFlag {
  readonly cfcEndpoint?: string;
  readonly event?: string;
  readonly token?: string;
  readonly async?: true;
  readonly log?: true;
  readonly fc: '2' | '3';
  readonly service: string;
  readonly name?: string;
  readonly qualifier?: string;
}

/** `invoke`: calls one function with an event. */
export function addInvoke({ io, add, finish }: CommandRegistry): void {
  addCloudOption(add('invoke', 'call a function with the event of its trigger, or with any event'))
    .addArgument(new Argument('<function>', 'the function').choices(FUNCTIONS))
    .option('--key <key>', 'object-events: the object was uploaded')
    .option('--deleted', 'object-events: the object was deleted')
    .option('--method <method>', 'http: method of the request (default: GET)')
    .option('--path <path>', 'http: path and query of the request (default: /v1/health)')
    .option('--body <text>', 'http: body of the request')
    .option('--token <token>', 'http: token of the API [AUTOALIAS_TOKEN; default in the local cloud: its token]')
    .option('--event <file>', 'send this file as the event; - reads standard input')
    .option('--async', 'queue the event, and do not wait for the function')
    .option('--log', 'show the end of the log, also if the function succeeds')
    .addOption(new Option('--fc <generation>', 'generation of Function Compute').choices(['2', '3']).default('3'))
    .option('--service <service>', 'service of the function in Function Compute 2.0', 'autoalias')
    .option('--name <name>', 'name of the function (default: the function; deployed: autoalias-<function>)')
    .option('--qualifier <qualifier>', 'version or alias of the function')
    .option(
      '--bucket <bucket>',
      'bucket of the object [OSS_BUCKET or BOS_BUCKET; default in the local cloud: its first bucket]',
    )
    .option('--region <region>', 'region of the deployment, like cn-hangzhou or bj [OSS_REGION or BOS_REGION]')
    .option('--account <id>', 'id of the account of the deployment [ALIBABA_CLOUD_ACCOUNT_ID]')
    .option('--fc-endpoint <url>', 'URL of the API of Function Compute (default: that of account and region)')
    .option('--cfc-endpoint <url>', 'URL of the API of CFC (default: that of the region)')
    .addHelpText('after', HELP)
    .action(async (kind: FunctionKind, flags: Flags) => finish(await invoke(io, kind, flags), flags));
}

async function invoke(io: CliIo, kind: FunctionKind, flags: Flags): Promise<CommandResult> {
  const cloud = cloudOf(flags, io.env);
  const { targetOf, localPrefix } = PLATFORMS[cloud];
  const target = targetOf(flags, io.env);
  const event = await eventOf(io, kind, flags, { target, cloud });
  const functionName = flags.name ?? `${target.isLocal ? localPrefix : 'autoalias-'}${kind}`;
  const call = { functionName, event, isAsync: flags.async === true, qualifier: flags.qualifier };
  const answer = cloud === 'baidu' ? await runCfcFunction(cfcOf(target), call) : await send(target, call, flags);
  return invocationResult(answer, {
    functionName,
    isAsync: call.isAsync,
    isHttp: kind === 'http',
    showsLog: flags.log === true,
  });
}

type Variables = CliIo['env'];

interface Platform {
  readonly targetOf: (flags: Flags, env: Variables) => FcTarget;
  /** How the names of the functions begin in the local cloud. */
  readonly localPrefix: string;
}

const PLATFORMS: Readonly<Record<Cloud, Platform>> = {
  alibaba: { targetOf: fcTarget, localPrefix: '' },
  baidu: { targetOf: cfcTarget, localPrefix: 'cfc-' },
};

function cfcOf({ url, credentials }: FcTarget): BceTarget {
  return { service: 'CFC', url, credentials };
}

interface EventPlace {
  readonly target: FcTarget;
  readonly cloud: Cloud;
}

async function eventOf(io: CliIo, kind: FunctionKind, flags: Flags, place: EventPlace): Promise<Uint8Array> {
  const { event, key, deleted, method, path, body } = flags;
  if (event === undefined) {
    const { target, cloud } = place;
    const bucket = bucketOf(flags, io.env);
    const token = flags.token ?? (io.env.AUTOALIAS_TOKEN?.trim() || runningCloud(flags, io.env)?.token);
    const parts = { target, bucket, token, now: Date.now(), requestId: randomUUID() };
    return Buffer.from(buildEvent(kind, flags, parts, cloud));
  }
  if ([key, deleted, method, path, body].some((flag) => flag !== undefined)) {
    throw new AutoaliasError(
      'usage',
      '--event is the whole event; leave out --key, --deleted, --method, --path and --body',
    );
  }
  return event === '-' ? ((await io.read?.()) ?? new Uint8Array()) : readFileSync(event);
}

async function send(target: FcTarget, call: FunctionCall, { fc, service }: Flags) {
  const callFunction = fc === '2' ? callFc2(target, service) : callFc3(target);
  try {
    return await callFunction(call);
  } catch (cause) {
    // The SDKs append the request to the message of the system, without a space.
    const why = messageOf(cause).replace(/(?:POST https?:\S+ failed)?\.$/, '');
    throw new AutoaliasError(
      'api-failed',
      `Function Compute at ${target.url} did not run ${call.functionName}: ${why}; ${adviceOn(cause, target)}`,
      { cause },
    );
  }
}

/** The errors of the API have a name as their code, and those of the operating system begin with E. */
function adviceOn(cause: unknown, { isLocal }: FcTarget): string {
  if (!/^E[A-Z]+$/.test(codeOf(cause) ?? '')) return 'check --name, --qualifier and the credentials';
  return isLocal ? 'start the local cloud (autoalias dev)' : 'check --region and --account';
}
