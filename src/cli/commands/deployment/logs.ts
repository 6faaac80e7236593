import { join } from 'node:path';
import type { Cloud } from '../../../cloud.ts';
import { isCfcFunction } from '../../../local/cloud/functions/cfc-functions.ts';
import { baiduRegion } from '../../cfc/baidu-settings.ts';
import { refuseOnBaidu } from '../../cfc/not-on-baidu.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { type DecisionFilter, matchesFilter } from '../../logs/decision-filter.ts';
import { localLog } from '../../logs/local-log.ts';
import type { DecisionSource, LoggedDecision } from '../../logs/logged-decision.ts';
import { slsLog } from '../../logs/sls-log.ts';
import { addCloudOption, type CloudFlags, cloudOf, namedCloud } from '../../options/cloud-option.ts';
import { keyArgument } from '../../options/key-argument.ts';
import { moment } from '../../options/moment.ts';
import { dataDirOf } from '../../options/store-options.ts';
import { endpointOrigin, type VendorFlags, vendorTarget } from '../../options/vendor-target.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';
import { createRowPrinter } from '../../terminal/row-printer.ts';

const HELP = `
Reads the log of the local cloud, unless you name a region. Then it reads the logstore of the deployment in Simple Log
Service, with the credentials OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET and OSS_SESSION_TOKEN, which need the permission
log:GetLogStoreLogs. Its times are whole seconds.

  autoalias logs --alias releases/app/latest/app.tgz --since 2026-11-28T02:30Z --until 2026-11-28T03:30Z
  autoalias logs --action failed,refused,yielded --since 1d --region cn-hangzhou --account 1234567890123456
  autoalias logs --follow

Aliases that were unchanged and keys that were skipped are shown only if --action names unchanged or skipped; warnings are
always shown. With --json, each decision is a line with all fields of the log.

WHO is the account of the event, or the actor of a request. If a person withdrew a release, and the event of the marker moved
the alias, "autoalias history" names that person. Commands such as pin write no log; "autoalias history" shows their moves.

The local cloud has one log for all clouds. --cloud shows the decisions of one cloud; otherwise the aliases of BOS have their
address (bos://bucket/key). With --json, the functions of CFC are cfc-object-events, cfc-sweep and cfc-http.

--follow prints the decisions since --since, and then new ones until Ctrl-C.`;

interface LogsFlags extends JsonFlag, VendorFlags, CloudFlags {
  readonly alias?: string;
  readonly rule?: string;
  readonly action?: string;
  readonly since?: number;
  readonly until?: number;
  readonly follow?: true;
  readonly project?: string;
  readonly logstore: string;
  readonly name: string;
  readonly slsEndpoint?: string;
}

/** `logs`: who moved an alias, when and why, by the logs of the functions. */
export function addLogs({ io, add, finish }: CommandRegistry): void {
  addCloudOption(add('logs', 'show what the functions decided, when and why, and who caused it'))
    .option('--alias <key>', 'only this alias, or the aliases below a prefix that ends with a slash', keyArgument)
    .option('--rule <rule>', 'only the aliases of this rule')
    .option('--action <actions>', 'only these actions, separated by commas, like pointed,removed,failed')
    .option('--since <time>', 'only decisions since this time, like 2h or 2026-11-28T02:30Z (default: 1h)', moment)
    .option('--until <time>', 'only decisions before this time', moment)
    .option('--follow', 'also show new decisions, until Ctrl-C')
    .option('--region <region>', 'region of the deployment, like cn-hangzhou [OSS_REGION]')
    .option('--account <id>', 'id of the account of the deployment [ALIBABA_CLOUD_ACCOUNT_ID]')
    .option('--name <name>', 'name of the deployment: the parameter Name of the template', 'autoalias')
    .option('--project <project>', 'project of the logs (default: <name>-<region>-<account>)')
    .option('--logstore <logstore>', 'logstore of the logs', 'functions')
    .option('--sls-endpoint <url>', 'URL of the API of Simple Log Service (default: that of project and region)')
    .addHelpText('after', HELP)
    .action(async (flags: LogsFlags) => finish(await logs(io, flags), flags));
}

const HOUR = 3_600_000;

async function logs(io: CliIo, flags: LogsFlags): Promise<CommandResult> {
  const filter = filterOf(flags, namedCloud(flags, io.env));
  const source = sourceOf(io, flags);
  const now = Date.now();
  const since = flags.since ?? now - HOUR;
  const printer = createRowPrinter<LoggedDecision>({
    out: io.out,
    json: flags.json === true,
    columns: io.columns,
    header: ['WHEN', 'WHAT', 'ALIAS', 'FROM', 'TO', 'WHO', 'WHY'],
    cells: (decision) => cellsOf(decision, filter),
    jsonOf: ({ time, functionName, entry }) => ({
      time: new Date(time).toISOString(),
      function: functionName,
      ...entry,
    }),
  });
  let shown = 0;
  const show = (decision: LoggedDecision): void => {
    if (!matchesFilter(decision, filter)) return;
    printer.print(decision);
    shown += 1;
  };
  if (flags.follow) {
    for await (const decisions of source.follow(since, io.signal)) {
      for (const decision of decisions) show(decision);
      printer.end();
    }
    return { exitCode: EXIT.done, json: undefined, lines: [] };
  }
  for await (const decision of source.read(since, flags.until ?? now)) show(decision);
  printer.end();
  return { exitCode: EXIT.done, json: undefined, lines: shown === 0 ? noneLines(flags, since) : [] };
}

/** Repeats the filters, because a misspelled one matches nothing. */
function noneLines({ alias, rule, action, until }: LogsFlags, since: number): readonly string[] {
  const filters = [
    ...(alias === undefined ? [] : [` about ${alias}`]),
    ...(rule === undefined ? [] : [` of rule ${rule}`]),
    ...(action === undefined ? [] : [` with the action ${action}`]),
    ` since ${new Date(since).toISOString()}`,
    ...(until === undefined ? [] : [` until ${new Date(until).toISOString()}`]),
  ];
  const prefix = alias === undefined || alias.endsWith('/') ? '' : `; for all aliases below it, write ${alias}/`;
  const hints = alias === undefined ? [] : [`commands such as pin write no log; see autoalias history ${alias}`];
  return [`no decision${filters.join('')}${prefix}`, ...hints].map(escapeForTerminal);
}

function filterOf({ alias, rule, action }: LogsFlags, cloud: Cloud | undefined): DecisionFilter {
  const actions = action?.split(',').map((one) => one.trim());
  return { cloud, alias, rule, actions };
}

function sourceOf({ env }: CliIo, flags: LogsFlags): DecisionSource {
  const cloud = cloudOf(flags, env);
  if (cloud === 'baidu' && baiduRegion(flags.region, env) !== undefined) refuseOnBaidu('logs', cloud);
  const target = cloud === 'baidu' ? undefined : vendorTarget(flags, env);
  if (target === undefined) return localLog(join(dataDirOf(env), 'log', 'functions.log'));
  const { region, credentials } = target;
  const { name, logstore, slsEndpoint, alias } = flags;
  const project = flags.project ?? `${name}-${region}-${target.account()}`;
  const url =
    slsEndpoint === undefined
      ? `https://${project}.${region}.log.aliyuncs.com`
      : endpointOrigin(slsEndpoint, '--sls-endpoint');
  return slsLog({ url, project, logstore, name, credentials, words: alias === undefined ? [] : [alias] });
}

/** Without a filter for a cloud, the aliases of BOS have their address, because both clouds can have the same keys. */
function cellsOf({ time, functionName, entry }: LoggedDecision, { cloud }: DecisionFilter): readonly string[] {
  const address = cloud === undefined && isCfcFunction(functionName) ? `bos://${entry.bucket ?? ''}/` : '';
  const { action, alias, key, from, to, actor, event, why } = entry;
  const reason =
    entry.action === 'swept' ? sweptText(entry) : [event, why].filter((one) => one !== undefined).join(': ');
  return [new Date(time).toISOString(), action, shownKey(address, alias ?? key), from, to, actor, reason].map((cell) =>
    cell === undefined || cell === null ? '-' : String(cell),
  );
}

function shownKey(address: string, key: unknown): unknown {
  return address === '' ? key : `${address}${key ?? ''}`;
}

function sweptText({ aliases, actions, dangling }: LoggedDecision['entry']): string {
  const counts = Object.entries(actions ?? {}).filter(([, count]) => count !== 0);
  return `${aliases} aliases: ${[...counts, ['dangling', dangling]].map(([name, count]) => `${count} ${name}`).join(', ')}`;
}
